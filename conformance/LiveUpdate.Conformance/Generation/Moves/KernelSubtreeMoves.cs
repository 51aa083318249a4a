using System.Globalization;
using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance;

/// <summary>Subtrees of the probe in the kernel.</summary>
internal static class KernelSubtreeMoves
{
    private static readonly ByteString[] Names =
    [
        .. "a b data reserve-mem a1 a_b.c x,y+z 0123456789012345678901234567890 aa".Split(' ').Select(ByteString.Of),
    ];

    private static readonly ByteString[] OddNames =
    [
        ByteString.Empty,
        ByteString.Of("01234567890123456789012345678901"),
        ByteString.Of("a b"),
        ByteString.Of("a/b"),
    ];

    /// <summary>A name, mostly one that others use too.</summary>
    public static ByteString Name(Scene scene) =>
        scene.Choices.Chance(4) ? scene.Choices.Pick<ByteString>(OddNames) : scene.Choices.Pick<ByteString>(Names);

    /// <summary>Adds, adds again, removes.</summary>
    public static void Some(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        Handle blob = Blob(scene);
        ByteString name = Name(scene);
        ulong? size = choices.Chance(40) ? choices.Pick<ulong>([1, 0, 100, 4096, 4097]) : null;
        scene.Do(new KhoAddSubtree(blob, name, size));
        if (choices.Chance(40))
        {
            scene.Do(
                new KhoAddSubtree(
                    choices.Chance(50) ? blob : Blob(scene),
                    choices.Chance(50) ? name : Name(scene),
                    null
                )
            );
        }

        if (choices.Chance(45))
        {
            scene.Do(new KhoRemoveSubtree(choices.Chance(70) ? blob : Blob(scene)));
            if (choices.Chance(60))
            {
                scene.Do(new KhoAddSubtree(blob, name, size));
            }
        }
    }

    /// <summary>Fills the tree's page, and makes room again (KHO-FDT-03).</summary>
    public static void Fill(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        if (!choices.Chance(40) || scene.Room < 90)
        {
            Some(scene);
            return;
        }

        Handle blob = Blob(scene);
        for (int i = 0; i < 48; i++)
        {
            ByteString name = ByteString.Of(
                string.Create(CultureInfo.InvariantCulture, $"{i:d2}-{new string('n', 28)}")
            );
            if (!scene.Do(new KhoAddSubtree(blob, name, null)))
            {
                break;
            }
        }

        scene.Do(new KhoRemoveSubtree(blob));
        scene.Do(new KhoAddSubtree(blob, ByteString.Of($"again-{new string('n', choices.Below(26))}"), null));
        scene.Do(new KhoAddSubtree(blob, ByteString.Of("more"), null));
    }

    private static Handle Blob(Scene scene)
    {
        if (
            scene.Choices.Chance(60) && KernelMoves.Pick(scene, ProbeObjectKind.Folio, ProbeObjectKind.Pages) is { } one
        )
        {
            return one.Handle;
        }

        Handle blob = scene.Fresh('b');
        scene.Do(new KhoFolio(blob, (ulong)scene.Choices.Below(2), scene.Fill()));
        scene.Do(new KhoPreserveFolio(blob));
        return blob;
    }
}
