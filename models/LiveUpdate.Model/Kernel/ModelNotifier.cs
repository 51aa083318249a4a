using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>A notifier of KHO whose callbacks are scripted.</summary>
public sealed class ModelNotifier
{
    private readonly ModelScript?[] _scripts;

    internal ModelNotifier(RegisterNotifier register)
    {
        Handle = register.Result;
        Priority = register.Priority;
        _scripts = new ModelScript?[2];
    }

    private ModelNotifier(ModelNotifier other)
    {
        Handle = other.Handle;
        Priority = other.Priority;
        IsRegistered = other.IsRegistered;
        _scripts = [.. other._scripts];
    }

    /// <summary>Its handle.</summary>
    public Handle Handle { get; }

    /// <summary>Those of a higher priority are called first.</summary>
    public ulong Priority { get; }

    /// <summary>Whether it is in the chain still.</summary>
    public bool IsRegistered { get; internal set; } = true;

    /// <summary>What a program has said that a callback does, or <see langword="null"/>.</summary>
    /// <param name="callback">The callback.</param>
    public ModelScript? ScriptOf(NotifierCallback callback) => _scripts[(int)callback];

    internal ModelNotifier Clone() => new(this);

    internal void Set(NotifierCallback callback, ModelScript script) => _scripts[(int)callback] = script;

    internal ModelScript Call(NotifierCallback callback) => ModelScript.Call(_scripts, (int)callback);
}
