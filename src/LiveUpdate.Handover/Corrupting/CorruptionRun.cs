using LiveUpdate.Contract;

namespace LiveUpdate.Handover;

/// <summary>Checks many damaged images, one after the other, and counts what became of them.</summary>
/// <remarks>
/// That a damaged image does no harm is held here: nothing thrown, and memory read no more often than a multiple of the
/// pages there are. One for each worker; shards take separate ranges of seeds.
/// </remarks>
public sealed class CorruptionRun
{
    private readonly ImageCorrupter _corrupter;
    private readonly ImageChecker _checker = new();
    private readonly long[] _broken = new long[ImageRules.Clauses.Count];

    /// <summary>Prepares a run.</summary>
    /// <param name="image">A sound image, see <see cref="ImageCorrupter"/>.</param>
    public CorruptionRun(ISparseImage image)
    {
        _corrupter = new ImageCorrupter(image);
        MaxReads = 20L * image.PageAddresses.Count() + 1000;
    }

    /// <summary>How many times memory may be read for one image.</summary>
    public long MaxReads { get; }

    /// <summary>How many images broke no rule.</summary>
    public long Accepted { get; private set; }

    /// <summary>How many images were refused, each with the address of at least one fault.</summary>
    public long Refused { get; private set; }

    /// <summary>How often memory was read for the image that needed it most.</summary>
    public long MostReads { get; private set; }

    /// <summary>In how many images each clause was broken.</summary>
    public IEnumerable<(ClauseId Clause, long Images)> Broken => ImageRules.Clauses.Zip(_broken);

    /// <summary>Checks one damaged image.</summary>
    /// <param name="seed">Which one.</param>
    /// <param name="also">What else to do with it, such as booting from it; <see langword="null"/> for nothing.</param>
    /// <returns>What went wrong in our own code, in one line with the seed; <see langword="null"/> when nothing did.</returns>
    public string? Check(ulong seed, Action<CorruptedImage>? also = null)
    {
        CorruptedImage image = _corrupter.Corrupt(seed);
        try
        {
            Count(_checker.Check(image));
            long reads = image.Reads;
            MostReads = Math.Max(MostReads, reads);
            also?.Invoke(image);
            return reads <= MaxReads
                ? null
                : $"seed {seed}: memory was read {reads} times, which is more than {MaxReads}";
        }
        catch (Exception problem)
        {
            // Whatever is thrown here is a bug of ours, and the seed is what finds it again.
            return $"seed {seed}: {problem.GetType().Name}: {problem.Message}";
        }
    }

    private void Count(bool isSound)
    {
        if (isSound)
        {
            Accepted++;
            return;
        }

        Refused++;
        for (int i = 0; i < _broken.Length; i++)
        {
            _broken[i] += _checker.Verdict(ImageRules.Clauses[i]).IsBroken ? 1 : 0;
        }
    }
}
