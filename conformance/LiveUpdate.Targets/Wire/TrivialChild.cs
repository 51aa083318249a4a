using LiveUpdate.Contract;

namespace LiveUpdate.Targets;

/// <summary>A child process that answers every line with <c>ok</c>, to measure the wire with: built once, and kept.</summary>
public static class TrivialChild
{
    /// <summary>The built program; it is compiled when there is none of this source yet.</summary>
    /// <param name="compiler">The C compiler.</param>
    /// <returns>The program's file.</returns>
    /// <exception cref="ImplementationFaultException">It could not be compiled; the message says how to mend that.</exception>
    public static string Build(string compiler = "gcc")
    {
        using Stream stream = typeof(TrivialChild).Assembly.GetManifestResourceStream("trivial.c")!;
        var source = new byte[stream.Length];
        stream.ReadExactly(source);
        return GuestProgram.Build(source, compiler, "trivial");
    }
}
