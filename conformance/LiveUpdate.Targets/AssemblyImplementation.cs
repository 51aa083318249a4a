using System.Reflection;
using System.Runtime.Loader;
using LiveUpdate.Contract;

namespace LiveUpdate.Targets;

/// <summary>Finds an implementation in a .NET assembly: a public type that implements <see cref="IImplementation"/>.</summary>
public static class AssemblyImplementation
{
    /// <summary>Loads the assembly and makes the implementation with its constructor without parameters.</summary>
    /// <param name="path">The assembly's file.</param>
    /// <param name="typeName">The type's name, with or without its namespace; needed only where several types fit.</param>
    /// <exception cref="ImplementationFaultException">
    /// There is no such assembly or type, or it cannot be made; the message says which and what there is instead.
    /// </exception>
    public static IImplementation Load(string path, string? typeName = null)
    {
        Type type = Choose(path, Candidates(path), typeName);
        try
        {
            return (IImplementation)Activator.CreateInstance(type)!;
        }
        catch (TargetInvocationException error)
        {
            throw NotStarted($"{type.FullName} threw while it was made: {error.InnerException?.Message}", error);
        }
    }

    private static List<Type> Candidates(string path)
    {
        string full = Path.GetFullPath(path);
        try
        {
            var resolver = new AssemblyDependencyResolver(full);
            AssemblyLoadContext.Default.Resolving += (context, name) =>
                resolver.ResolveAssemblyToPath(name) is { } found ? context.LoadFromAssemblyPath(found) : null;
            Assembly assembly = AssemblyLoadContext.Default.LoadFromAssemblyPath(full);
            return [.. assembly.GetExportedTypes().Where(Fits)];
        }
        catch (Exception error)
            when (error
                    is IOException
                        or BadImageFormatException
                        or TypeLoadException
                        or InvalidOperationException
                        or UnauthorizedAccessException
            )
        {
            throw NotStarted($"the assembly '{path}' cannot be loaded: {error.Message}", error);
        }
    }

    private static bool Fits(Type type) =>
        typeof(IImplementation).IsAssignableFrom(type)
        && !type.IsAbstract
        && type.GetConstructor(Type.EmptyTypes) is not null;

    private static Type Choose(string path, List<Type> candidates, string? name)
    {
        List<Type> chosen = name is null ? candidates : candidates.FindAll(t => t.FullName == name || t.Name == name);
        if (chosen.Count == 1)
        {
            return chosen[0];
        }

        string there =
            candidates.Count == 0
                ? "none that implements IImplementation and has a constructor without parameters"
                : string.Join(", ", candidates.Select(static t => t.FullName));
        throw NotStarted(
            chosen.Count == 0
                ? $"'{path}' has no public type{(name is null ? string.Empty : $" {name}")} to test; it has {there}"
                : $"'{path}' has several types to test; name one of {there}",
            null
        );
    }

    private static ImplementationFaultException NotStarted(string message, Exception? cause) =>
        new(FaultKind.NotStarted, message, cause?.ToString() ?? string.Empty);
}
