namespace LiveUpdate.Contract;

/// <summary>Which feature an operation needs.</summary>
public static class FeatureNeeds
{
    private const ulong Hugetlb = 4;

    /// <summary>The features without which an implementation answers <c>unsupported</c>.</summary>
    /// <param name="operation">The operation.</param>
    public static Features Of(Operation operation) =>
        operation switch
        {
            Ioctl { Place: not ArgumentPlace.Mapped } => Features.HostilePointers,
            OpenDevice { By: not 0 } => Features.SecondProcess,
            CreateMemfd memfd when (memfd.Flags & Hugetlb) != 0 => Features.Hugetlb,
            Mmap or Store => Features.Mappings,
            LimitFds or CountFds => Features.DescriptorLimits,
            Inject => Features.Faults,
            Load load => OfImage(load.Kind) | OfParameters(load.Parameters),
            Kexec kexec => OfParameters(kexec.Parameters),
            ColdBoot cold => Features.ColdBoot | OfParameters(cold.Parameters),
            ListIncoming or CreateHandlerFile { Needs.IsNone: false } => Features.Handlers | Features.HandlerQueries,
            ScriptHandler { Ask.IsNone: false } => Features.Handlers | Features.Flbs,
            ScriptNotifier { Folio.IsNone: false } => Features.KernelMemory,
            KhoNewTree or KhoAddKey or KhoDeleteKey or KhoWalk => Features.KernelMemory | Features.KernelTrees,
            _ => operation.Verb is >= Verb.FlbRegister and <= Verb.FlbPutIncoming ? Features.Handlers | Features.Flbs
            : operation.Verb is >= Verb.HandlerRegister and < Verb.FlbRegister ? Features.Handlers
            : IsOfKernelMemory(operation.Verb) ? Features.KernelMemory
            : Features.None,
        };

    /// <summary>Whether a verb is one of the probe that calls KHO, <c>kho.*</c>.</summary>
    /// <param name="verb">The verb.</param>
    public static bool IsOfKernelMemory(Verb verb) => verb is >= Verb.KhoFolio and <= Verb.KhoWalk;

    private static Features OfImage(ImageKind kind) =>
        kind switch
        {
            ImageKind.Plain => Features.PlainImages,
            ImageKind.Crash => Features.CrashImages,
            ImageKind.Preserve => Features.PreserveContext,
            _ => Features.None,
        };

    private static Features OfParameters(BootParameters parameters) =>
        parameters == BootParameters.Default ? Features.None : Features.BootParameters;
}
