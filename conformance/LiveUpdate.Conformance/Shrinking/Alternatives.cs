using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>What else might stand in the place of an operation and do much the same.</summary>
internal static class Alternatives
{
    private const ulong PageSize = 4096;
    private const ulong MostFaults = 12;
    private const int MostCopyOuts = 3;
    private const ulong MostCalls = 3;

    /// <summary>One page more than a preserved file may have.</summary>
    private const ulong TooLarge = (uint.MaxValue * PageSize) + 1;

    /// <summary>The alternatives, higher ones too; the operation itself may be among them.</summary>
    /// <param name="operations">The program.</param>
    /// <param name="index">The operation's place.</param>
    public static IEnumerable<Operation> Of(Operation[] operations, int index) =>
        operations[index] switch
        {
            Inject { Alloc: not null } => Faults(),
            Inject { CopyOut: not null } => Enumerable.Range(1, MostCopyOuts).Select(CopyOutFault).Concat(Faults()),
            ScriptHandler script => Scripts(
                script.Nth,
                script.Fail,
                (nth, fail) => script with { Nth = nth, Fail = fail }
            ),
            ScriptFlb script => Scripts(script.Nth, script.Fail, (nth, fail) => script with { Nth = nth, Fail = fail }),
            ScriptNotifier script => Scripts(
                script.Nth,
                script.Fail,
                (nth, fail) => script with { Nth = nth, Fail = fail }
            ),
            CreateHandlerFile file => Files(file, operations.AsSpan(0, index)),
            CreateMemfd memfd => Files(memfd),
            PreserveFd preserve => [preserve with { Token = 0 }, preserve with { Token = 1 }],
            Kexec => [new Reboot()],
            KhoFinalize => [new KhoAbort()],
            KhoAbort => [new KhoFinalize()],
            PutObject put => [put with { Versions = 1 }, put with { Versions = 2 }, put with { Versions = 3 }],
            TakeObject take =>
            [
                take with
                {
                    Knows = 1,
                },
                take with
                {
                    Knows = 0,
                },
                take with
                {
                    Knows = 2,
                },
                take with
                {
                    Knows = 3,
                },
            ],
            _ => MemoryAlternatives.Of(operations, index),
        };

    private static IEnumerable<Operation> Faults()
    {
        for (ulong allocation = 1; allocation <= MostFaults; allocation++)
        {
            yield return new Inject(allocation);
        }
    }

    private static Inject CopyOutFault(int number) => new(null, (ulong)number);

    /// <summary>A script for another call, and one that fails with the plainest error.</summary>
    private static IEnumerable<Operation> Scripts(ulong nth, Errno fail, Func<ulong, Errno, Operation> with)
    {
        IEnumerable<Operation> calls = Calls(nth).Select(call => with(call, fail));
        return fail == Errno.None ? calls : calls.Append(with(nth, Errno.EIO));
    }

    /// <summary>Every call, one of the first, or one of those before the one that is meant now.</summary>
    private static IEnumerable<ulong> Calls(ulong now)
    {
        for (ulong call = 0; call <= MostCalls; call++)
        {
            yield return call;
        }

        for (ulong call = MostCalls + 1; call < now; call++)
        {
            if (call + 2 >= now)
            {
                yield return call;
            }
        }
    }

    /// <summary>A file of a handler that is refused for what it needs, or is not.</summary>
    private static IEnumerable<Operation> Files(CreateHandlerFile file, ReadOnlySpan<Operation> before)
    {
        var files = new List<Operation>
        {
            new CreateMemfd(file.Result, 0, null, CreateMemfd.DefaultFlags, ByteString.Empty),
            file with
            {
                Needs = default,
            },
            file with
            {
                Value = file.Value == 0 ? 1UL : 0,
            },
        };
        foreach (Operation operation in before)
        {
            if (operation is OpenDevice device)
            {
                files.Add(file with { Needs = device.Result });
                break;
            }
        }

        return files;
    }

    /// <summary>A memfd without pages, with a hole, with a page, and one that is too large to be preserved.</summary>
    private static Operation[] Files(CreateMemfd memfd) =>
        [
            memfd with
            {
                Size = 0,
                Fill = null,
            },
            memfd with
            {
                Size = 1,
                Fill = null,
            },
            memfd with
            {
                Size = 1,
                Fill = 0,
            },
            memfd with
            {
                Size = TooLarge,
                Fill = null,
            },
        ];
}
