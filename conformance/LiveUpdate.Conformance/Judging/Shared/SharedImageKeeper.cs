using LiveUpdate.Contract;
using LiveUpdate.Handover;

namespace LiveUpdate.Conformance;

/// <summary>
/// Holds the images of one machine against the rules as they come, and against one another: each counts one kexec and one
/// live update more than the one before (KHO-META-01, LUO-BOOT-02).
/// </summary>
internal sealed class SharedImageKeeper : IImageKeeper
{
    /// <summary>The kernel's own tests hang on every file, one count for each (luo-model 6.5).</summary>
    private static readonly ByteString OfTests = ByteString.Of("liveupdate-test-flb-");

    private uint _kexecCount;
    private ulong _luoNumber;

    /// <inheritdoc/>
    public KeptImage Keep(IPhysicalImage image)
    {
        HandoverImage read = HandoverImage.Read(image);
        if (read.FdtAddress == 0)
        {
            _kexecCount = 0;
            _luoNumber = 0;
            return new SharedImage(read);
        }

        _kexecCount++;
        _luoNumber = read.Luo is null ? 0 : _luoNumber + 1;
        read = HandoverImage.Read(
            image,
            new ImageExpectation
            {
                KexecCount = _kexecCount,
                LuoNumber = read.Luo is null ? null : _luoNumber,
                OtherEntries = 0,
                Flbs = Flbs(read),
            }
        );

        // A number that is wrong once is not blamed on the next images too.
        _kexecCount = read.Metadata?.Count ?? _kexecCount;
        _luoNumber = read.Luo?.Number ?? _luoNumber;
        return new SharedImage(read);
    }

    private static ExpectedFlb[]? Flbs(HandoverImage image)
    {
        if (image.Flbs.Any(static flb => !flb.Name.Span.StartsWith(OfTests.Span)))
        {
            return null;
        }

        ulong files = (ulong)image.Sessions.Sum(static session => (long)session.Files.Count);
        return [.. image.Flbs.Select(flb => new ExpectedFlb(flb.Name) { Count = files })];
    }
}
