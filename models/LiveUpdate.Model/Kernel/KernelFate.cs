namespace LiveUpdate.Model;

/// <summary>What became of an object's memory at the last jump.</summary>
public enum KernelFate : byte
{
    /// <summary>It was never preserved, or nothing is known.</summary>
    None,

    /// <summary>It was preserved, and that was undone before the jump.</summary>
    Undone,

    /// <summary>It was preserved, and the jump handed nothing over.</summary>
    NotCarried,

    /// <summary>It was preserved, and nothing was handed over because nobody had finalized it.</summary>
    NotFinalized,

    /// <summary>Some or all of it was handed over.</summary>
    HandedOver,

    /// <summary>It was handed over to an earlier kernel, which did not restore it.</summary>
    NotRestored,
}
