namespace LiveUpdate.Contract;

/// <summary>Parameters for the next kernel's command line, as text behind the equals sign.</summary>
/// <param name="Kho"><c>kho=</c>, or <see langword="null"/> for <c>kho=on</c>.</param>
/// <param name="LiveUpdate"><c>liveupdate=</c>, or <see langword="null"/> for <c>liveupdate=on</c>.</param>
/// <param name="Scratch"><c>kho_scratch=</c>, or <see langword="null"/> to leave the parameter out.</param>
public sealed record BootParameters(ByteString? Kho, ByteString? LiveUpdate, ByteString? Scratch)
{
    /// <summary>KHO and LUO on, nothing else said.</summary>
    public static BootParameters Default { get; } = new(null, null, null);

    internal void Write(ArgumentWriter to) =>
        to.NullableBytes("kho", Kho).NullableBytes("liveupdate", LiveUpdate).NullableBytes("kho_scratch", Scratch);

    internal static BootParameters Read(ArgumentReader from)
    {
        ByteString? kho = from.NullableBytes("kho", 64);
        ByteString? liveUpdate = from.NullableBytes("liveupdate", 64);
        ByteString? scratch = from.NullableBytes("kho_scratch", 64);
        return kho is null && liveUpdate is null && scratch is null ? Default : new(kho, liveUpdate, scratch);
    }
}
