namespace LiveUpdate.Targets;

/// <summary>What the virtual machines have done so far.</summary>
/// <param name="Boots">Cold boots.</param>
/// <param name="Kexecs">Kexecs that really happened.</param>
/// <param name="Crossings">Kexecs as the programs count them: one for each program that went through it.</param>
/// <param name="Programs">Programs run to their end or a fault.</param>
/// <param name="Operations">Operations answered.</param>
/// <param name="MostPrograms">The most programs that shared one boot.</param>
public sealed record VmStatistics(
    long Boots,
    long Kexecs,
    long Crossings,
    long Programs,
    long Operations,
    int MostPrograms
);
