using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>Images, reboots and the next kernel's parameters.</summary>
internal static class BootMoves
{
    private static readonly ByteString[] Spellings =
    [
        .. "on y 1 ON Yes true t enable off n 0 OFF N F OfF no false f disable of o maybe 2 +1 On"
            .Split(' ')
            .Select(ByteString.Of),
        ByteString.Empty,
    ];

    private static readonly ByteString[] Scratches =
    [
        .. "64M,64M,64M 200% 1% 0% 16M,64M,0 0,0,0 64M 64M,64M 64M,64M,64M,64M 50 100%x 32M,32M,32Mx %"
            .Split(' ')
            .Select(ByteString.Of),
    ];

    /// <summary>More than any machine here has, and something behind it, so that it does not count.</summary>
    private static readonly ByteString TooMuchAndMore = ByteString.Of("64G,64G,64Gx");

    /// <summary>Sizes for the areas, not all of them whole blocks.</summary>
    private static readonly ByteString Sizes = ByteString.Of("1K,4194305,16M");

    /// <summary>A way to write a boot parameter, right or wrong.</summary>
    public static ByteString Spelling(Scene scene) => scene.Choices.Pick<ByteString>(Spellings);

    /// <summary>Loads an image of some kind.</summary>
    public static void Load(Scene scene)
    {
        var kind = (ImageKind)scene.Choices.Pick<byte>([0, 0, 0, 0, 1, 2, 3]);
        scene.Do(new Load(kind, Parameters(scene)));
        if (kind == ImageKind.Preserve && scene.Choices.Chance(70))
        {
            scene.Do(new Reboot());
            scene.Do(new Unload());
        }
    }

    /// <summary>Reboots through whatever is loaded, often nothing.</summary>
    public static void Reboot(Scene scene) => scene.Do(new Reboot());

    /// <summary>Reboots for certain.</summary>
    public static void Kexec(Scene scene) => scene.Do(new Kexec(Parameters(scene)));

    /// <summary>Resets the machine. No kernel before has chosen its scratch areas, so that what it is told of them counts.</summary>
    public static void ColdBoot(Scene scene)
    {
        int draw = scene.Choices.Below(100);
        if (draw < 10)
        {
            scene.Do(new ColdBoot(BootParameters.Default with { Scratch = TooMuchAndMore }));
        }
        else if (draw < 18)
        {
            scene.Do(new ColdBoot(BootParameters.Default with { Scratch = Sizes }));

            // Whether KHO is on shows in the device; without it nobody knows what to look for in the image.
            _ = SessionMoves.Device(scene);
            scene.Do(new Kexec(BootParameters.Default));
        }
        else
        {
            scene.Do(new ColdBoot(Parameters(scene)));
        }
    }

    /// <summary>Parameters for the next kernel: mostly none, so that it can be seen what came through.</summary>
    public static BootParameters Parameters(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        if (!choices.Chance(scene.Profile.Theme == CaseTheme.Boot ? 50 : 4))
        {
            return BootParameters.Default;
        }

        ByteString? kho = choices.Chance(55) ? choices.Pick<ByteString>(Spellings) : null;
        ByteString? liveUpdate = choices.Chance(55) ? choices.Pick<ByteString>(Spellings) : null;
        ByteString? scratch = choices.Chance(25) ? choices.Pick<ByteString>(Scratches) : null;
        return new BootParameters(kho, liveUpdate, scratch);
    }
}
