using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance;

/// <summary>Registering handlers, and saying what they do.</summary>
internal static class HandlerMoves
{
    private const ulong AllKinds = 3;

    private static readonly ByteString[] Names =
    [
        ByteString.Of("a-v1"),
        ByteString.Of("a-v2"),
        ByteString.Of("b-v1"),
        ByteString.Repeat((byte)'n', RegisterHandler.MaxCompatible),
        ByteString.Repeat((byte)'n', RegisterHandler.MaxCompatible - 1),
    ];

    private static readonly HandlerCallbacks[] Optional =
    [
        HandlerCallbacks.Freeze,
        HandlerCallbacks.Unfreeze,
        HandlerCallbacks.CanFinish,
        HandlerCallbacks.GetId,
        HandlerCallbacks.Freeze | HandlerCallbacks.Unfreeze,
        HandlerCallbacks.Freeze | HandlerCallbacks.Unfreeze | HandlerCallbacks.CanFinish | HandlerCallbacks.GetId,
    ];

    private static readonly HandlerCallbacks[] Needed =
    [
        HandlerCallbacks.CanPreserve,
        HandlerCallbacks.Preserve,
        HandlerCallbacks.Unpreserve,
        HandlerCallbacks.Retrieve,
        HandlerCallbacks.Finish,
    ];

    private static readonly HandlerCallbacks[] Callbacks =
    [
        HandlerCallbacks.Preserve,
        HandlerCallbacks.Freeze,
        HandlerCallbacks.Retrieve,
        HandlerCallbacks.CanFinish,
        HandlerCallbacks.CanPreserve,
        HandlerCallbacks.Unpreserve,
        HandlerCallbacks.Unfreeze,
        HandlerCallbacks.Finish,
    ];

    private static readonly HandlerCallbacks[] OfStages = [HandlerCallbacks.Prepare, HandlerCallbacks.Cancel];

    private static readonly Errno[] Errors = [Errno.EIO, Errno.ENOMEM, Errno.EBUSY, Errno.EINVAL, Errno.ENOENT];

    /// <summary>One to three handlers, mostly with FLBs, and the device opened.</summary>
    public static void SetUp(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        int handlers = 1 + choices.Below(3);
        int flbs = choices.Below(4);
        for (int i = 0; i < handlers; i++)
        {
            Register(scene);
        }

        for (int i = 0; i < flbs; i++)
        {
            FlbMoves.Register(scene);
        }

        if (choices.Chance(6))
        {
            Unregister(scene);
        }

        scene.Do(new OpenDevice(scene.Fresh('d')), HoldingKind.Device);
    }

    /// <summary>Registers a handler: mostly under a free name and complete.</summary>
    public static void Register(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        ByteString name = choices.Pick<ByteString>(Names);
        if (choices.Chance(4))
        {
            name = ByteString.Of("memfd-v2");
        }

        ulong kinds = choices.Chance(40) ? choices.Pick<ulong>([2, AllKinds, 0]) : RegisterHandler.DefaultKinds;
        HandlerCallbacks without = HandlerCallbacks.None;
        if (choices.Chance(5))
        {
            without = choices.Pick<HandlerCallbacks>(Needed);
        }
        else if (choices.Chance(20))
        {
            without = choices.Pick<HandlerCallbacks>(Optional);
        }
        else if (StageMoves.Has(scene.State) && choices.Chance(15))
        {
            without = choices.Pick<HandlerCallbacks>(OfStages);
        }

        scene.Do(new RegisterHandler(scene.Fresh('h'), name, kinds, without));
    }

    /// <summary>Unregisters a handler, or an FLB from one.</summary>
    public static void Unregister(Scene scene)
    {
        if (scene.Choices.Chance(50))
        {
            Handle handler = Any(scene);
            Handle flb = scene.State.Kernel?.Handler(handler) is { Flbs.Count: > 0 } linked
                ? linked.Flbs[scene.Choices.Below(linked.Flbs.Count)]
                : FlbMoves.Any(scene);
            scene.Do(new UnregisterFlb(flb, handler));
        }
        else
        {
            scene.Do(new UnregisterHandler(Any(scene)));
        }
    }

    /// <summary>Says what a callback does.</summary>
    public static void Script(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        HandlerCallbacks callback =
            StageMoves.Has(scene.State) && choices.Chance(20)
                ? choices.Pick<HandlerCallbacks>(OfStages)
                : choices.Pick<HandlerCallbacks>(Callbacks);
        bool canFail =
            callback
            is not (
                HandlerCallbacks.Unpreserve
                or HandlerCallbacks.Unfreeze
                or HandlerCallbacks.Cancel
                or HandlerCallbacks.Finish
            );
        Errno fail = canFail && choices.Chance(45) ? choices.Pick<Errno>(Errors) : Errno.None;
        ulong? data =
            callback is HandlerCallbacks.Preserve or HandlerCallbacks.Freeze && choices.Chance(60)
                ? choices.Pick<ulong>([0x10, 0x11, 0, ulong.MaxValue, 1UL << 32])
                : null;
        Handle ask = choices.Chance(30) && scene.State.Kernel is { Flbs.Count: > 0 } ? FlbMoves.Any(scene) : default;
        scene.Do(new ScriptHandler(Any(scene), callback, fail, data, Nth(scene, 35), ask));
    }

    /// <summary>Takes back what would keep the machine in this kernel.</summary>
    public static void Calm(Scene scene)
    {
        foreach (ModelHandler handler in scene.State.Kernel?.Handlers ?? [])
        {
            if (handler.IsScripted(HandlerCallbacks.Freeze) && scene.Choices.Chance(70))
            {
                bool says = scene.Choices.Chance(50);
                scene.Do(
                    new ScriptHandler(
                        handler.Handle,
                        HandlerCallbacks.Freeze,
                        Errno.None,
                        says ? 0x20UL : null,
                        0,
                        default
                    )
                );
            }
        }
    }

    /// <summary>Which call is meant: mostly every one.</summary>
    public static ulong Nth(Scene scene, int percent) =>
        scene.Choices.Chance(percent) ? 1 + (ulong)scene.Choices.Below(4) : 0;

    /// <summary>An error for a callback.</summary>
    public static Errno Error(Scene scene) => scene.Choices.Pick<Errno>(Errors);

    /// <summary>A handler, rarely one that is not there.</summary>
    public static Handle Any(Scene scene)
    {
        if (scene.State.Kernel is not { Handlers.Count: > 0 } kernel || scene.Choices.Chance(3))
        {
            return Handle.Parse("nobody");
        }

        return kernel.Handlers[kernel.Handlers.Count - 1 - scene.Choices.Below(kernel.Handlers.Count)].Handle;
    }
}
