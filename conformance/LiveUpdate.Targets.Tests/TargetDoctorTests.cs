namespace LiveUpdate.Targets.Tests;

public sealed class TargetDoctorTests
{
    [Fact]
    public void What_is_not_on_the_search_path_is_missing_with_a_remedy()
    {
        TargetNeed[] blocking =
        [
            .. TargetDoctor.Blocking(TargetDoctor.Examine("/does/not/exist", "/does/not/exist.bzImage")),
        ];
        Assert.Contains(
            "qemu-system-x86_64 is missing: apt-get install qemu-system-x86",
            blocking.Select(static need => need.ToString())
        );
        Assert.Contains("a kernel with live update", blocking.Select(static need => need.Name));
        Assert.DoesNotContain("/dev/kvm", blocking.Select(static need => need.Name));
        Assert.DoesNotContain("dtc", blocking.Select(static need => need.Name));
    }

    [Fact]
    public void What_is_there_is_shown_with_its_place()
    {
        string directory = Directory.CreateTempSubdirectory("doctor").FullName;
        string qemu = Path.Combine(directory, "qemu-system-x86_64");
        File.WriteAllText(qemu, string.Empty);
        try
        {
            TargetNeed found = TargetDoctor.Examine(directory).Single(static n => n.Name == "qemu-system-x86_64");
            Assert.Equal(qemu, found.Path);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
