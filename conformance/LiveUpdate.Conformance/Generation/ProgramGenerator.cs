using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance;

/// <summary>Makes programs: before anything is executed, by asking the model what makes sense in the state so far.</summary>
/// <remarks>
/// A program depends on the choices alone. It has a random part, made of moves that the case's profile prefers, and a
/// read-out. An instance is used again and again by one thread.
/// </remarks>
public sealed class ProgramGenerator
{
    private readonly Scene _scene;
    private readonly CaseTheme[] _themes;

    /// <summary>A generator.</summary>
    /// <param name="model">The model.</param>
    /// <param name="features">What the target can do; operations beyond it are left out.</param>
    /// <param name="maxOperations">The most operations of a program.</param>
    /// <param name="clauses">The clauses that cases lean towards.</param>
    public ProgramGenerator(LiveUpdateModel model, Features features, int maxOperations, ClauseFilter clauses)
    {
        Choices = new ChoiceSource();
        _scene = new Scene(model, Choices, new CaseTrace()) { Features = features, MaxOperations = maxOperations };
        _themes = ThemeTable.For(clauses, maxOperations, features);
    }

    /// <summary>The choices; start or replay them before each case.</summary>
    public ChoiceSource Choices { get; }

    /// <summary>Makes the next program from the choices.</summary>
    /// <returns>The program, with what the model expects of it; it holds until the next call.</returns>
    public CaseTrace Generate()
    {
        _scene.Start();
        CaseTheme theme = Choices.Pick<CaseTheme>(_themes);
        _scene.Profile.Draw(Choices, theme);
        switch (theme)
        {
            case CaseTheme.SessionBurst:
                Bursts.Sessions(_scene);
                break;
            case CaseTheme.FileBurst:
                Bursts.Files(_scene);
                break;
            case CaseTheme.Handlers:
                HandlerCase.Run(_scene);
                return _scene.Trace;
            case CaseTheme.KernelMemory:
                KernelMoves.Case(_scene);
                return _scene.Trace;
            default:
                RandomPart();
                break;
        }

        ReadOut.Append(_scene);
        return _scene.Trace;
    }

    private void RandomPart()
    {
        int reserve = Math.Min(24, _scene.MaxOperations / 2);
        int moves = _scene.Profile.Length;
        for (int i = 0; i < moves && _scene.Room > reserve; i++)
        {
            Move(_scene.Profile.Next(Choices));
        }
    }

    private void Move(MoveKind move)
    {
        Scene scene = _scene;
        switch (move)
        {
            case MoveKind.OpenDevice:
                SessionMoves.OpenDevice(scene);
                break;
            case MoveKind.CreateSession:
                SessionMoves.CreateSession(scene);
                break;
            case MoveKind.RetrieveSession:
                SessionMoves.RetrieveSession(scene);
                break;
            case MoveKind.MakeMemfd:
                FileMoves.MakeMemfd(scene);
                break;
            case MoveKind.MakeTmpfile:
                FileMoves.MakeTmpfile(scene);
                break;
            case MoveKind.MakeSpecial:
                FileMoves.MakeSpecial(scene);
                break;
            case MoveKind.Preserve:
                PreservationMoves.Preserve(scene);
                break;
            case MoveKind.RetrieveFd:
                PreservationMoves.Retrieve(scene);
                break;
            case MoveKind.Finish:
                SessionMoves.Finish(scene);
                break;
            case MoveKind.GetName:
                SessionMoves.GetName(scene);
                break;
            case MoveKind.Close:
                DescriptorMoves.Close(scene);
                break;
            case MoveKind.Dup:
                DescriptorMoves.Dup(scene);
                break;
            case MoveKind.Reopen:
                FileMoves.Reopen(scene);
                break;
            case MoveKind.Write:
                FileMoves.Write(scene);
                break;
            case MoveKind.Read:
                FileMoves.Read(scene);
                break;
            case MoveKind.Seek:
                FileMoves.Seek(scene);
                break;
            case MoveKind.Truncate:
                FileMoves.Truncate(scene);
                break;
            case MoveKind.Fallocate:
                FileMoves.Fallocate(scene);
                break;
            case MoveKind.AddSeals:
                FileMoves.AddSeals(scene);
                break;
            case MoveKind.GetSeals:
                scene.Do(new GetSeals(scene.Pick(HoldingKind.Memory)));
                break;
            case MoveKind.Stat:
                scene.Do(new Stat(scene.Pick(HoldingKind.Memory)));
                break;
            case MoveKind.GetFlags:
                scene.Do(new GetFlags(scene.Pick((HoldingKind)Choices.Below(4))));
                break;
            case MoveKind.Mmap:
                FileMoves.Mmap(scene);
                break;
            case MoveKind.Store:
                FileMoves.Store(scene);
                break;
            case MoveKind.Readlink:
                SessionMoves.Readlink(scene);
                break;
            case MoveKind.CountFds:
                scene.Do(new CountFds());
                break;
            case MoveKind.LimitFds:
                DescriptorMoves.LimitFds(scene);
                break;
            case MoveKind.Die:
                DescriptorMoves.Die(scene);
                break;
            case MoveKind.Load:
                BootMoves.Load(scene);
                break;
            case MoveKind.Unload:
                scene.Do(new Unload());
                break;
            case MoveKind.Reboot:
                BootMoves.Reboot(scene);
                break;
            case MoveKind.Kexec:
                BootMoves.Kexec(scene);
                break;
            case MoveKind.ColdBoot:
                BootMoves.ColdBoot(scene);
                break;
            case MoveKind.RawIoctl:
                IoctlMoves.Raw(scene);
                break;
            case MoveKind.Unlink:
                FileMoves.Unlink(scene);
                break;
            case MoveKind.SetUp:
                PreservationMoves.SetUp(scene);
                break;
            case MoveKind.RetrieveMany:
                PreservationMoves.RetrieveMany(scene);
                break;
            case MoveKind.ProbeGone:
                ReadOut.ProbeSessions(scene, 2);
                break;
            case MoveKind.FillMemory:
                FileMoves.FillMemory(scene);
                break;
            case MoveKind.PreserveTwice:
                PreservationMoves.PreserveTwice(scene);
                break;
            case MoveKind.FaultyCopyOut:
                IoctlMoves.FaultyCopyOut(scene);
                break;
            case MoveKind.LookAtFile:
                FileMoves.LookAtSome(scene);
                break;
            case MoveKind.CloseSession:
                SessionMoves.CloseSession(scene);
                break;
            case MoveKind.PreserveAgain:
                PreservationMoves.PreserveAgain(scene);
                break;
            case MoveKind.Fault:
                FaultMoves.Any(scene);
                break;
            default:
                TroubleMoves.Any(scene);
                break;
        }
    }
}
