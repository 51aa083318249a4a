namespace LiveUpdate.Contract;

/// <summary>The callbacks of a file handler, as a set or a single one (luo-model 5).</summary>
[Flags]
public enum HandlerCallbacks
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><c>can_preserve</c>: whether the handler takes a file; mandatory.</summary>
    CanPreserve = 1,

    /// <summary><c>preserve</c>; mandatory.</summary>
    Preserve = 2,

    /// <summary><c>unpreserve</c>; mandatory.</summary>
    Unpreserve = 4,

    /// <summary><c>retrieve</c>; mandatory.</summary>
    Retrieve = 8,

    /// <summary><c>finish</c>; mandatory.</summary>
    Finish = 16,

    /// <summary><c>freeze</c>; optional.</summary>
    Freeze = 32,

    /// <summary><c>unfreeze</c>; optional.</summary>
    Unfreeze = 64,

    /// <summary><c>can_finish</c>; optional, without it every file can be finished.</summary>
    CanFinish = 128,

    /// <summary><c>get_id</c>; optional, without it each open file stands for itself.</summary>
    GetId = 256,

    /// <summary><c>prepare</c>: the last checks before a live update, under the profile <c>luo-v4</c> only; optional.</summary>
    Prepare = 512,

    /// <summary><c>cancel</c>: undoes <see cref="Prepare"/>, under the profile <c>luo-v4</c> only; optional.</summary>
    Cancel = 1024,
}
