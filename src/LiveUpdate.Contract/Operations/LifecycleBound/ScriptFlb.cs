namespace LiveUpdate.Contract;

/// <summary><c>flb.script b on=preserve fail=EIO</c>: says what a callback of an FLB does from now on.</summary>
/// <param name="Flb">The FLB.</param>
/// <param name="On">The callback.</param>
/// <param name="Fail">The error that it returns; <see cref="Errno.None"/> for success.</param>
/// <param name="Data">The data that <c>preserve</c> hands over.</param>
/// <param name="Object">The object that <c>preserve</c> or <c>retrieve</c> makes; 0 for none.</param>
/// <param name="Nth">Which call from now on is meant, the first being 1; 0 for every call.</param>
public sealed record ScriptFlb(Handle Flb, FlbCallbacks On, Errno Fail, ulong Data, ulong Object, ulong Nth)
    : Operation(Verb.FlbScript, Handle.None)
{
    /// <summary>The object that is made without a script.</summary>
    public const ulong DefaultObject = 1;

    internal override void Write(ArgumentWriter to) =>
        to.Handle("flb", Flb)
            .Choice<FlbCallbacks>("on", On, null)
            .OptionalErrno("fail", Fail)
            .OptionalHex("data", Data, 0)
            .OptionalHex("object", Object, DefaultObject)
            .Optional("nth", Nth, 0);

    internal static ScriptFlb Read(Handle result, ArgumentReader from) =>
        new(
            from.Handle("flb"),
            from.Single<FlbCallbacks>("on"),
            from.OptionalErrno("fail"),
            from.Number("data", 0),
            from.Number("object", DefaultObject),
            from.Number("nth", 0, ScriptHandler.MaxNth)
        );
}
