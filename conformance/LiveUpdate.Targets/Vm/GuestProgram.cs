using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using LiveUpdate.Contract;

namespace LiveUpdate.Targets;

/// <summary>The program that runs as PID 1 in the virtual machine: built from its source once, and kept.</summary>
public static class GuestProgram
{
    /// <summary>The source, as it lies in <c>conformance/guest</c>.</summary>
    public static byte[] Source
    {
        get
        {
            using Stream stream = typeof(GuestProgram).Assembly.GetManifestResourceStream("guest.c")!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
    }

    /// <summary>Where built programs are kept: <c>luoconf</c> in the user's cache directory.</summary>
    public static string Cache
    {
        get
        {
            string? cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            string root =
                !string.IsNullOrEmpty(cache) ? cache
                : home.Length > 0 ? Path.Combine(home, ".cache")
                : Path.GetTempPath();
            return Path.Combine(root, "luoconf");
        }
    }

    /// <summary>The built program; it is compiled when there is none of this source yet.</summary>
    /// <param name="compiler">The C compiler, which must be able to link statically.</param>
    /// <returns>The program's file.</returns>
    /// <exception cref="ImplementationFaultException">It could not be compiled; the message says how to mend that.</exception>
    public static string Build(string compiler = "gcc") => Build(Source, compiler);

    /// <summary>The built program of another source.</summary>
    internal static string Build(byte[] source, string compiler, string kind = "guest")
    {
        string name = $"{kind}-{Convert.ToHexStringLower(SHA256.HashData(source))[..16]}";
        string program = Path.Combine(Cache, name);
        if (File.Exists(program))
        {
            return program;
        }

        Directory.CreateDirectory(Cache);
        // Several processes may build at once: each has files of its own, and the last rename wins with the same bytes.
        string own = $"{program}.{Environment.ProcessId}";
        File.WriteAllBytes(own + ".c", source);
        try
        {
            Compile(compiler, own);
            File.Move(own, program, overwrite: true);
        }
        finally
        {
            File.Delete(own + ".c");
        }

        return program;
    }

    private static void Compile(string compiler, string own)
    {
        var start = new ProcessStartInfo(compiler) { RedirectStandardError = true, UseShellExecute = false };
        foreach (string argument in (string[])["-O2", "-static", "-s", "-w", "-o", own, own + ".c"])
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            using Process process = Process.Start(start)!;
            string words = process.StandardError.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0)
            {
                throw new ImplementationFaultException(
                    FaultKind.NotStarted,
                    $"{compiler} could not build a program; install a C compiler with a static C library, or name a built guest",
                    words
                );
            }
        }
        catch (Win32Exception error)
        {
            throw new ImplementationFaultException(
                FaultKind.NotStarted,
                $"there is no compiler '{compiler}' ({error.Message}); install gcc, or name a built guest"
            );
        }
    }
}
