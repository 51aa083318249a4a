namespace LiveUpdate.Contract;

/// <summary><c>w = kho.restore_vmalloc v [pages=N]</c>: kho_restore_vmalloc of the descriptor of an area; answers <c>frames</c>.</summary>
/// <param name="Result">The handle of the object.</param>
/// <param name="Target">The area, or what is known of it.</param>
/// <param name="Pages">How many pages the descriptor claims, or <see langword="null"/> for the true number.</param>
public sealed record KhoRestoreVmalloc(Handle Result, Handle Target, ulong? Pages)
    : Operation(Verb.KhoRestoreVmalloc, Result)
{
    internal override void Write(ArgumentWriter to) => to.Handle("target", Target).OptionalNumber("pages", Pages);

    internal static KhoRestoreVmalloc Read(Handle result, ArgumentReader from) =>
        new(result, from.Handle("target"), from.OptionalNumber("pages", KernelLimits.MaxClaimedPages));
}
