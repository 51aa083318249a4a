using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Two handlers can have the same string.</summary>
[Mutation("handler-string-twice", "Two handlers can have the same string.")]
[Breaks("LUO-FILE-17")]
[SeenInKernel]
internal sealed class HandlerStringTwice : Parts
{
    protected override HandlerRegistry CreateHandlers(Kernel kernel) => new Registry(kernel);

    private sealed class Registry(Kernel kernel) : HandlerRegistry(kernel)
    {
        protected override bool IsTaken(ByteString compatible) => false;
    }
}
