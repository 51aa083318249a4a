using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance;

/// <summary>FLBs: registering them, saying what they do, taking references and giving them back.</summary>
internal static class FlbMoves
{
    private static readonly ByteString[] Names =
    [
        ByteString.Of("p-v1"),
        ByteString.Of("p-v2"),
        ByteString.Of("q-v1"),
        ByteString.Of("r"),
        ByteString.Repeat((byte)'f', RegisterHandler.MaxCompatible),
    ];

    /// <summary>Registers a new FLB, or one more time one that is there.</summary>
    public static void Register(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        if (choices.Chance(35) && scene.State.Kernel is { Flbs.Count: > 0 })
        {
            scene.Do(new LinkFlb(Any(scene), HandlerMoves.Any(scene)));
            return;
        }

        FlbCallbacks without = choices.Chance(5)
            ? choices.Pick<FlbCallbacks>([
                FlbCallbacks.Preserve,
                FlbCallbacks.Unpreserve,
                FlbCallbacks.Retrieve,
                FlbCallbacks.Finish,
            ])
            : FlbCallbacks.None;
        var register = new RegisterFlb(
            scene.Fresh('b'),
            HandlerMoves.Any(scene),
            choices.Pick<ByteString>(Names),
            without
        );
        bool runsOut = choices.Chance(10) && scene.Do(new Inject(1));
        scene.Do(register);
        if (runsOut)
        {
            scene.Do(register);
            scene.Do(new Inject(null));
        }
    }

    /// <summary>Registers an FLB of that name with a handler, whether it is there already or not.</summary>
    public static void RegisterAgain(Scene scene, Handle handler, ByteString compatible)
    {
        ModelFlb? flb = scene.State.Kernel?.Flbs.FirstOrDefault(flb => flb.Compatible.Equals(compatible));
        if (flb is not null)
        {
            scene.Do(new LinkFlb(flb.Handle, handler));
            return;
        }

        scene.Do(new RegisterFlb(scene.Fresh('b'), handler, compatible, FlbCallbacks.None));
    }

    /// <summary>Says what a callback does.</summary>
    public static void Script(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        FlbCallbacks callback = choices.Chance(45) ? FlbCallbacks.Retrieve : FlbCallbacks.Preserve;
        Errno fail = choices.Chance(40) ? HandlerMoves.Error(scene) : Errno.None;
        ulong data = callback == FlbCallbacks.Preserve ? choices.Pick<ulong>([0x30, 0x31, 0, ulong.MaxValue]) : 0;
        ulong made = choices.Pick<ulong>([1, 2, 3, 0]);
        scene.Do(new ScriptFlb(Any(scene), callback, fail, data, made, HandlerMoves.Nth(scene, 30)));
    }

    /// <summary>Takes a reference to an object, or gives one back: mostly one that is held.</summary>
    public static void Refer(Scene scene, Verb verb)
    {
        Handle flb = Any(scene);
        if (verb is Verb.FlbPutOutgoing or Verb.FlbPutIncoming && scene.Choices.Chance(90))
        {
            bool isOutgoing = verb == Verb.FlbPutOutgoing;
            ModelFlb? held = scene.State.Kernel?.Flbs.FirstOrDefault(flb =>
                (isOutgoing ? flb.OutgoingHeld : flb.IncomingHeld) > 0
            );
            flb = held?.Handle ?? flb;
        }

        if (verb == Verb.FlbGetOutgoing && scene.Choices.Chance(60))
        {
            flb = scene.State.Kernel?.Flbs.FirstOrDefault(static other => other.OutgoingObject != 0)?.Handle ?? flb;
        }

        if (verb is Verb.FlbPutOutgoing or Verb.FlbPutIncoming)
        {
            PutBack(scene, verb, flb);
        }
        else if (scene.Do(new FlbReference(verb, flb)) && verb == Verb.FlbGetOutgoing && scene.Choices.Chance(40))
        {
            PutBack(scene, Verb.FlbPutOutgoing, flb);
        }
    }

    /// <summary>Gives a reference back, at times once more than it was taken.</summary>
    private static void PutBack(Scene scene, Verb verb, Handle flb)
    {
        if (scene.Do(new FlbReference(verb, flb)) && scene.Choices.Chance(12))
        {
            scene.Do(new FlbReference(verb, flb));
        }
    }

    /// <summary>Looks at what came in, and mostly gives it back at once.</summary>
    public static void LookAtIncoming(Scene scene, int percent)
    {
        foreach (ModelFlb flb in scene.State.Kernel?.Flbs.Take(6).ToArray() ?? [])
        {
            if (!scene.Choices.Chance(percent))
            {
                continue;
            }

            if (
                scene.Do(new FlbReference(Verb.FlbGetIncoming, flb.Handle)) && scene.Choices.Chance(70)
                || flb.IncomingHeld > 0
            )
            {
                PutBack(scene, Verb.FlbPutIncoming, flb.Handle);
            }
        }
    }

    /// <summary>Lets the retrieve of an FLB fail, and asks again.</summary>
    public static void FailRetrieve(Scene scene)
    {
        Handle flb = Any(scene);
        ModelFlb? waiting = scene.State.Kernel?.Flbs.FirstOrDefault(flb =>
            !flb.IsRetrieved
            && flb.RetrieveError == Errno.None
            && scene.State.Kernel.CameIn.Any(record => record.Compatible.Equals(flb.Compatible))
        );
        flb = waiting?.Handle ?? flb;
        ulong nth = scene.Choices.Chance(70) ? 1UL : 0;
        scene.Do(new ScriptFlb(flb, FlbCallbacks.Retrieve, HandlerMoves.Error(scene), 0, ScriptFlb.DefaultObject, nth));
        scene.Do(new FlbReference(Verb.FlbGetIncoming, flb));
        scene.Do(new FlbReference(Verb.FlbGetIncoming, flb));
    }

    /// <summary>Unregisters a handler that has no files, and registers it and its FLBs anew.</summary>
    public static void RegisterAnew(Scene scene)
    {
        if (scene.State.Kernel?.Handler(HandlerMoves.Any(scene)) is not { } handler)
        {
            return;
        }

        ByteString[] names = [.. handler.Flbs.Take(3).Select(flb => scene.State.Kernel.Flb(flb)!.Compatible)];
        scene.Do(new UnregisterHandler(handler.Handle));
        Handle handle = scene.Fresh('h');
        scene.Do(new RegisterHandler(handle, handler.Compatible, handler.Kinds, handler.Without));
        foreach (ByteString name in names)
        {
            scene.Do(new RegisterFlb(scene.Fresh('b'), handle, name, FlbCallbacks.None));
        }
    }

    /// <summary>An FLB, rarely one that is not there.</summary>
    public static Handle Any(Scene scene)
    {
        if (scene.State.Kernel is not { Flbs.Count: > 0 } kernel || scene.Choices.Chance(3))
        {
            return Handle.Parse("nothing");
        }

        return kernel.Flbs[kernel.Flbs.Count - 1 - scene.Choices.Below(kernel.Flbs.Count)].Handle;
    }
}
