namespace LiveUpdate.Model;

/// <summary>The state of LUO as a whole, where it has one (D4.1).</summary>
public enum LuoStage : byte
{
    /// <summary><c>normal</c>: sessions can be made and files preserved.</summary>
    Normal,

    /// <summary><c>prepared</c>: what is to be handed over is complete.</summary>
    Prepared,

    /// <summary><c>frozen</c>: the last checks are done.</summary>
    Frozen,

    /// <summary><c>updated</c>: a live update led here and is not done with.</summary>
    Updated,
}
