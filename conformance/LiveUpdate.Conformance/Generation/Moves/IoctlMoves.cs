using System.Buffers.Binary;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>Raw ioctls: right ones in unusual frames, and wrong ones in every way.</summary>
internal static class IoctlMoves
{
    private const ulong CreateCommand = 0xba00;
    private const ulong RetrieveCommand = 0xba01;
    private const ulong PreserveCommand = 0xba40;
    private const ulong RetrieveFdCommand = 0xba41;
    private const ulong FinishCommand = 0xba42;
    private const ulong GetNameCommand = 0xba43;
    private const int FieldOffset = 8;

    private static readonly ulong[] BadNumbers =
    [
        0xba02,
        0xba3f,
        0xba44,
        0xbaff,
        0xba40,
        0xba00,
        0,
        0xbb02,
        0xffffffff,
        0xba10,
    ];
    private static readonly ulong[] BadBits = [0xc0480000, 0x10000, 0x40000000, 0x80000000, 0x00480000, 0x0100, 0x4000];

    /// <summary>A raw ioctl of any command.</summary>
    public static void Raw(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        switch (choices.Below(6))
        {
            case 0:
                Send(scene, CreateCommand);
                break;
            case 1:
                Send(scene, RetrieveCommand);
                break;
            case 2:
                Send(scene, PreserveCommand);
                break;
            case 3:
                Send(scene, RetrieveFdCommand);
                break;
            case 4:
                Send(scene, FinishCommand);
                break;
            default:
                Send(scene, GetNameCommand);
                break;
        }
    }

    /// <summary>Calls whose answer cannot be written back; then whatever must still be as before is asked for.</summary>
    public static void FaultyCopyOut(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        switch (choices.Below(5))
        {
            case 0:
                ByteString name = SessionMoves.NewName(scene);
                Handle device = SessionMoves.Device(scene);
                Faulty(scene, device, CreateCommand, Argument(72, name, 0, 0));
                scene.Do(new CreateSession(scene.Fresh('s'), device, name), HoldingKind.Outgoing);
                break;
            case 1:
                HandOver(scene);
                name = SessionMoves.NameToRetrieve(scene);
                device = SessionMoves.Device(scene);
                Faulty(scene, device, RetrieveCommand, Argument(72, name, 0, 0));
                scene.Do(new RetrieveSession(scene.Fresh('i'), device, name), HoldingKind.Incoming);
                break;
            case 2:
                Handle session = Retrieved(scene);
                ulong token = PreservationMoves.TokenToRetrieve(scene, session);
                Faulty(scene, session, RetrieveFdCommand, Argument(16, null, 0, token));
                Handle file = scene.Fresh('m');
                scene.Do(new RetrieveFd(file, session, token));
                FileMoves.LookAt(scene, file, 50);
                break;
            case 3:
                session = PreservationMoves.Session(scene);
                FileMoves.MakeMemfd(scene);
                if (scene.TryPick(HoldingKind.Memory, out file) && !PreservationMoves.IsTooBig(scene, file))
                {
                    token = PreservationMoves.NewToken(scene, session);
                    byte[] argument = Argument(16, null, 0, token);
                    scene.Do(
                        new Ioctl(
                            default,
                            session,
                            PreserveCommand,
                            Trimmed(argument),
                            16,
                            ArgumentPlace.Readonly,
                            file
                        )
                    );
                    scene.Do(new PreserveFd(session, file, choices.Chance(50) ? token : token + 1));
                }

                break;
            default:
                session = Retrieved(scene);
                Faulty(scene, session, FinishCommand, Argument(8, null, 0, 0));
                scene.Do(new RetrieveFd(scene.Fresh('m'), session, PreservationMoves.TokenToRetrieve(scene, session)));
                break;
        }

        if (choices.Chance(50))
        {
            scene.Do(new CountFds());
        }
    }

    /// <summary>An incoming session; one is retrieved when none is held and any waits.</summary>
    private static Handle Retrieved(Scene scene)
    {
        if (scene.CountOf(HoldingKind.Incoming) == 0)
        {
            HandOver(scene);
            SessionMoves.RetrieveSession(scene);
        }

        return scene.Pick(HoldingKind.Incoming);
    }

    /// <summary>Sees to it that there are incoming sessions.</summary>
    private static void HandOver(Scene scene)
    {
        if (scene.State.IncomingSessions.IsEmpty && scene.Room > 20)
        {
            PreservationMoves.SetUp(scene);
            scene.Do(new Kexec(BootParameters.Default));
        }
    }

    private static void Faulty(Scene scene, Handle target, ulong command, byte[] argument) =>
        scene.Do(
            new Ioctl(default, target, command, Trimmed(argument), (ulong)argument.Length, ArgumentPlace.Readonly)
        );

    private static void Send(Scene scene, ulong command)
    {
        ChoiceSource choices = scene.Choices;
        bool isDeviceCall = command <= RetrieveCommand;
        Handle target = Target(scene, isDeviceCall);
        int least = Least(command);
        (int size, int length) = Frame(choices, least);
        Handle file = default;
        byte[] argument = Payload(scene, command, target, Math.Max(size, least), ref file);
        BinaryPrimitives.WriteUInt32LittleEndian(argument, (uint)size);
        if (size > least && choices.Chance(30))
        {
            argument[choices.Chance(50) ? least : size - 1] = 1;
        }

        if (size >= least && length > size)
        {
            // What stands behind the claimed size is no part of the argument.
            Array.Resize(ref argument, size + 1);
            argument[size] = 1;
        }

        if (choices.Chance(2))
        {
            BinaryPrimitives.WriteUInt32LittleEndian(argument, uint.MaxValue);
        }

        command = Spoilt(choices, command);
        ArgumentPlace place =
            scene.Features.HasFlag(Features.HostilePointers) && choices.Chance(12)
                ? (ArgumentPlace)(1 + choices.Below(3))
                : ArgumentPlace.Mapped;
        ByteString bytes = Trimmed(argument.AsSpan(0, Math.Min(length, argument.Length)));
        bool makes = command is CreateCommand or RetrieveCommand or RetrieveFdCommand;
        HoldingKind kind = command switch
        {
            CreateCommand => HoldingKind.Outgoing,
            RetrieveCommand => HoldingKind.Incoming,
            _ => HoldingKind.Memory,
        };
        Handle result = makes && choices.Chance(75) ? scene.Fresh('r') : default;
        scene.Do(new Ioctl(result, target, command, bytes, (ulong)length, place, length >= 8 ? file : default), kind);
    }

    private static Handle Target(Scene scene, bool isDeviceCall)
    {
        int draw = scene.Choices.Below(100);
        if (draw >= 92)
        {
            return scene.Pick(draw >= 96 ? HoldingKind.Special : HoldingKind.Memory);
        }

        bool device = draw < 82 ? isDeviceCall : !isDeviceCall;
        if (device)
        {
            return SessionMoves.Device(scene);
        }

        return scene.CountOf(HoldingKind.Outgoing) + scene.CountOf(HoldingKind.Incoming) == 0
            ? PreservationMoves.Session(scene)
            : SessionMoves.AnySession(scene);
    }

    private static int Least(ulong command) =>
        command switch
        {
            PreserveCommand or RetrieveFdCommand => 16,
            FinishCommand => 8,
            _ => 72,
        };

    /// <summary>A size to claim and the length of the buffer that is really there.</summary>
    private static (int Size, int Length) Frame(ChoiceSource choices, int least)
    {
        int size = choices.Below(10) switch
        {
            < 3 => least,
            < 7 => choices.Pick<int>([least + 1, least + 8, 80, 4096, 5000, least + 64, 8192, 4097]),
            _ => choices.Pick<int>([least - 1, 0, 1, 4, 8, 12, least - 4]),
        };
        int length = choices.Below(20) switch
        {
            < 14 => Math.Max(size, least),
            16 => choices.Below(4),
            17 => Math.Max(size, least) - 1,
            14 or 15 or 18 => Math.Max(size, least) + 16,
            _ => 4 + choices.Below(least - 4),
        };
        return (size, length);
    }

    private static ulong Spoilt(ChoiceSource choices, ulong command) =>
        choices.Below(100) switch
        {
            < 84 => command,
            < 92 => command ^ choices.Pick<ulong>(BadBits),
            _ => choices.Pick<ulong>(BadNumbers),
        };

    private static byte[] Payload(Scene scene, ulong command, Handle target, int size, ref Handle file)
    {
        ChoiceSource choices = scene.Choices;
        switch (command)
        {
            case CreateCommand:
                ByteString name = SessionMoves.NewName(scene);
                name = choices.Chance(20) ? TroubleMoves.WithTail(name.UpToNul(), 'x') : name;
                return Argument(size, name, (uint)choices.Below(2), 0);
            case RetrieveCommand:
                return Argument(size, SessionMoves.NameToRetrieve(scene), 0, 0);
            case PreserveCommand:
                if (
                    choices.Chance(85)
                    && FileMoves.TryPickFile(scene, out Handle picked)
                    && !PreservationMoves.IsTooBig(scene, picked)
                )
                {
                    file = picked;
                }

                uint number = choices.Pick<uint>([uint.MaxValue, 9999, int.MaxValue, 0x80000000]);
                return Argument(size, null, file.IsNone ? number : 0, PreservationMoves.NewToken(scene, target));
            case RetrieveFdCommand:
                return Argument(size, null, 0, PreservationMoves.TokenToRetrieve(scene, target));
            default:
                uint reserved = choices.Chance(20) ? choices.Pick<uint>([1, 0x80000000, 0x100]) : 0;
                return Argument(size, null, reserved, 0);
        }
    }

    private static byte[] Argument(int size, ByteString? name, uint second, ulong token)
    {
        var argument = new byte[size];
        BinaryPrimitives.WriteUInt32LittleEndian(argument, (uint)size);
        BinaryPrimitives.WriteUInt32LittleEndian(argument.AsSpan(4), second);
        if (name is not null)
        {
            name.Span.CopyTo(argument.AsSpan(FieldOffset));
        }
        else if (size >= FieldOffset + sizeof(ulong))
        {
            BinaryPrimitives.WriteUInt64LittleEndian(argument.AsSpan(FieldOffset), token);
        }

        return argument;
    }

    private static ByteString Trimmed(ReadOnlySpan<byte> argument) => new(argument.TrimEnd((byte)0));
}
