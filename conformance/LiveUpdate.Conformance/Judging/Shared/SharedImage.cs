using LiveUpdate.Contract;
using LiveUpdate.Handover;

namespace LiveUpdate.Conformance;

/// <summary>A handover image that has been read and held against the rules once, for all programs that share it.</summary>
internal sealed class SharedImage : KeptImage
{
    private readonly HandoverImage _image;
    private bool _isCounted;

    /// <summary>Keeps an image.</summary>
    /// <param name="image">What it holds.</param>
    public SharedImage(HandoverImage image)
    {
        _image = image;
        OwnerlessFaults = [.. image.Faults.Where(fault => OwnerOf(fault.Address) is null)];
    }

    /// <summary>What the image holds.</summary>
    public HandoverImage Image => _image;

    /// <summary>What is wrong in parts of the image that belong to no session.</summary>
    public IReadOnlyList<ImageFault> OwnerlessFaults { get; }

    /// <summary>What is wrong in the parts of one session.</summary>
    /// <param name="session">The session.</param>
    public IEnumerable<ImageFault> FaultsOf(HandoverSession session) =>
        _image.Faults.Count == OwnerlessFaults.Count
            ? []
            : _image.Faults.Where(fault => ReferenceEquals(OwnerOf(fault.Address), session));

    /// <summary>The clauses that the rules exercised on this image, for the first who asks; for others none.</summary>
    public IEnumerable<ClauseId> TakeExercised()
    {
        if (_isCounted)
        {
            return [];
        }

        _isCounted = true;
        return _image.Verdicts.Where(static verdict => verdict.Exercised > 0).Select(static verdict => verdict.Clause);
    }

    /// <summary>The session in whose records an address lies.</summary>
    private HandoverSession? OwnerOf(ulong address)
    {
        foreach (HandoverSession session in _image.Sessions)
        {
            if (address - session.Address < SessionRecord.Size || session.Files.Any(file => Holds(file, address)))
            {
                return session;
            }
        }

        return null;
    }

    private bool Holds(HandoverFile file, ulong address)
    {
        if (address - file.Address < FileRecord.Size)
        {
            return true;
        }

        ulong page = address & ~((ulong)_image.PageSize - 1);
        return file.Memfd is { } memfd
            && (memfd.Address == page || memfd.Folios.Any(folio => folio.Address == page && page != 0));
    }
}
