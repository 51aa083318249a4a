namespace LiveUpdate.Reference;

/// <summary>What a handle of the program stands for: a descriptor number or a mapping.</summary>
/// <param name="Number">The descriptor number, -1 for a mapping.</param>
/// <param name="Mapping">The mapping, or <see langword="null"/> for a descriptor.</param>
internal readonly record struct Binding(int Number, Mapping? Mapping);
