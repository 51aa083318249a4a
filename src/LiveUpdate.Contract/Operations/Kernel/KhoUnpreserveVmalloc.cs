namespace LiveUpdate.Contract;

/// <summary><c>kho.unpreserve_vmalloc v</c>: kho_unpreserve_vmalloc; answers <c>left</c>.</summary>
/// <param name="Target">The area.</param>
public sealed record KhoUnpreserveVmalloc(Handle Target) : Operation(Verb.KhoUnpreserveVmalloc, Handle.None)
{
    internal override void Write(ArgumentWriter to) => to.Handle("target", Target);

    internal static KhoUnpreserveVmalloc Read(Handle result, ArgumentReader from) => new(from.Handle("target"));
}
