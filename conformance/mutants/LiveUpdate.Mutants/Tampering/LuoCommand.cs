namespace LiveUpdate.Mutants;

/// <summary>The ioctl commands of live update (luo-uapi 2).</summary>
internal static class LuoCommand
{
    public const ulong CreateSession = 0xba00;
    public const ulong RetrieveSession = 0xba01;
    public const ulong PreserveFd = 0xba40;
    public const ulong RetrieveFd = 0xba41;
    public const ulong Finish = 0xba42;
    public const ulong GetName = 0xba43;

    /// <summary>The size of a command's structure in bytes.</summary>
    public static uint SizeOf(ulong command) =>
        command switch
        {
            PreserveFd or RetrieveFd => 16,
            Finish => 8,
            _ => 72,
        };
}
