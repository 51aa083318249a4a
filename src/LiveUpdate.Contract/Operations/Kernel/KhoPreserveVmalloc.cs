namespace LiveUpdate.Contract;

/// <summary><c>kho.preserve_vmalloc v</c>: kho_preserve_vmalloc; answers <c>chunks</c>.</summary>
/// <param name="Target">The area.</param>
public sealed record KhoPreserveVmalloc(Handle Target) : Operation(Verb.KhoPreserveVmalloc, Handle.None)
{
    internal override void Write(ArgumentWriter to) => to.Handle("target", Target);

    internal static KhoPreserveVmalloc Read(Handle result, ArgumentReader from) => new(from.Handle("target"));
}
