namespace LiveUpdate.Handover.Tests;

/// <summary>Damaged images are accepted or refused with an address; nothing throws, loops or reads without bound.</summary>
public class CorruptionTests
{
    [Fact]
    public void Damaged_real_images_do_no_harm()
    {
        using ImageFile file = Sample.Open();
        Damage(MemoryImage.CopyOf(file), seed: 1, count: 1500);
    }

    [Theory]
    [InlineData(4096, 2)]
    [InlineData(16384, 0)]
    [InlineData(65536, 1)]
    public void Damaged_generated_images_do_no_harm(int pageSize, int folioOrder) =>
        Damage(ImageWriter.Write(pageSize, Content.Usual(pageSize), folioOrder), (ulong)pageSize, count: 500);

    [Fact]
    public void The_damage_follows_from_the_seed()
    {
        MemoryImage image = ImageWriter.Write(4096, Content.Usual(4096));
        string[] first = Faults(new ImageCorrupter(image));
        Assert.Equal(first, Faults(new ImageCorrupter(image)));
        Assert.True(first.Distinct(StringComparer.Ordinal).Count() > 50);

        static string[] Faults(ImageCorrupter corrupter) =>
            [
                .. Enumerable
                    .Range(0, 100)
                    .Select(i => string.Join(';', ImageRules.Check(corrupter.Corrupt((ulong)i)).Faults)),
            ];
    }

    [Fact]
    public void A_run_counts_what_became_of_its_images()
    {
        var run = new CorruptionRun(ImageWriter.Write(4096, Content.Usual(4096), folioOrder: 1));
        for (ulong seed = 0; seed < 300; seed++)
        {
            Assert.Null(run.Check(seed));
        }

        Assert.Equal(300, run.Accepted + run.Refused);
        Assert.InRange(run.Refused, 200, 299);
        Assert.InRange(run.MostReads, 50, run.MaxReads);
        Assert.True(run.Broken.Count(clause => clause.Images > 0) > 12);
        Assert.StartsWith(
            "seed 7: FormatException",
            run.Check(7, _ => throw new FormatException("x")),
            StringComparison.Ordinal
        );
    }

    private static void Damage(MemoryImage image, ulong seed, int count)
    {
        var corrupter = new ImageCorrupter(image);
        var checker = new ImageChecker();
        long bound = 20L * image.PageCount + 1000;
        int broken = 0;
        for (int i = 0; i < count; i++)
        {
            CorruptedImage damaged = corrupter.Corrupt(seed + (ulong)i);
            bool isSound = checker.Check(damaged);
            Assert.InRange(damaged.Reads, 0, bound);
            Assert.Equal(isSound, checker.Faults.Count == 0);
            broken += isSound ? 0 : 1;
            if (i % 5 == 0)
            {
                HandoverImage parsed = HandoverImage.Read(damaged);
                Assert.Equal(checker.Faults.Select(fault => $"{fault}"), parsed.Faults.Select(fault => $"{fault}"));
                ReadContents(parsed, damaged);
            }
        }

        Assert.InRange(broken, count / 2, count);
    }

    private static void ReadContents(HandoverImage parsed, CorruptedImage image)
    {
        byte[] content = new byte[256];
        foreach (
            HandoverMemfd memfd in parsed.Sessions.SelectMany(session => session.Files).Select(file => file.Memfd!)
        )
        {
            if (memfd is not null)
            {
                _ = memfd.Read(image, 0, content) + memfd.Read(image, memfd.Record.Length / 2, content);
            }
        }
    }
}
