namespace LiveUpdate.Contract;

/// <summary><c>handler.script h on=preserve fail=EIO</c>: says what a callback does from now on.</summary>
/// <param name="Handler">The handler.</param>
/// <param name="On">The callback.</param>
/// <param name="Fail">The error that it returns, or that stands for "no"; <see cref="Errno.None"/> for success.</param>
/// <param name="Data">The data that it hands to LUO, or <see langword="null"/> for what it does by itself.</param>
/// <param name="Nth">Which call from now on is meant, the first being 1; 0 for every call.</param>
/// <param name="Ask">An FLB whose object the callback asks for, or <see cref="Handle.None"/>.</param>
public sealed record ScriptHandler(Handle Handler, HandlerCallbacks On, Errno Fail, ulong? Data, ulong Nth, Handle Ask)
    : Operation(Verb.HandlerScript, Handle.None)
{
    /// <summary>The highest number of a call that can be meant.</summary>
    public const ulong MaxNth = 1000;

    internal override void Write(ArgumentWriter to) =>
        to.Handle("handler", Handler)
            .Choice<HandlerCallbacks>("on", On, null)
            .OptionalErrno("fail", Fail)
            .OptionalHexNumber("data", Data)
            .Optional("nth", Nth, 0)
            .OptionalHandle("ask", Ask);

    internal static ScriptHandler Read(Handle result, ArgumentReader from) =>
        new(
            from.Handle("handler"),
            from.Single<HandlerCallbacks>("on"),
            from.OptionalErrno("fail"),
            from.OptionalNumber("data"),
            from.Number("nth", 0, MaxNth),
            from.OptionalHandle("ask")
        );
}
