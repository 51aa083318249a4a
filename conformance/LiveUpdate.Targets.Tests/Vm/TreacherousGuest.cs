using System.Text;

namespace LiveUpdate.Targets.Tests;

/// <summary>A guest that misbehaves at <c>get_name</c> with certain reserved values.</summary>
internal static class TreacherousGuest
{
    /// <summary>PID 1 ends, so the kernel panics.</summary>
    public const ulong Panic = 101;

    /// <summary>The kernel's log tells of a WARNING.</summary>
    public const ulong Warning = 102;

    /// <summary>Nothing is answered any more.</summary>
    public const ulong Hang = 103;

    /// <summary>The session stays open when its program is over, so that what it preserved is handed over after all.</summary>
    public const ulong Keep = 104;

    /// <summary>A file of 20 pages stays in memory when its program is over.</summary>
    public const ulong Hoard = 105;

    /// <summary>The kernel's log tells of a WARNING, but only when the program is not the first on its machine.</summary>
    public const ulong Company = 106;

    public static string Build()
    {
        const string head = "static void do_get_name(void)\n{\n";
        string source = Encoding.UTF8.GetString(GuestProgram.Source);
        Assert.Contains(head, source, StringComparison.Ordinal);
        string treason = $$"""
            {{head}}
            	if (number("reserved", 0) == {{Panic}}) _exit(1);
            	if (number("reserved", 0) == {{Keep}}) internal(dup(target()));
            	if (number("reserved", 0) == {{Hoard}}) {
            		static const char page[4096] = { 1 };
            		int hoard = internal(memfd_create("hoard", 0));
            		for (int i = 0; i < 20; i++)
            			write(hoard, page, sizeof page);
            	}
            	if (number("reserved", 0) == {{Hang}}) for (;;) pause();
            	if (number("reserved", 0) == {{Warning}} || (number("reserved", 0) == {{Company}} && current > 0)) {
            		int log = open("/dev/kmsg", O_WRONLY);
            		static const char first[] = "<4>------------[ cut here ]------------\n";
            		static const char second[] = "<4>WARNING: CPU: 0 PID: 1 at planted.c:1 planted+0x1/0x2\n";
            		write(log, first, sizeof first - 1);
            		write(log, second, sizeof second - 1);
            		close(log);
            	}
            """;
        return GuestProgram.Build(
            Encoding.UTF8.GetBytes(source.Replace(head, treason + "\n", StringComparison.Ordinal)),
            "gcc"
        );
    }
}
