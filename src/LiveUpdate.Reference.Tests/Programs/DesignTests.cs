namespace LiveUpdate.Reference.Tests;

public class DesignTests
{
    [Fact]
    public void The_program_of_the_design_gives_the_right_answers() =>
        ProgramRunner.Holds(
            """
            d = open
            s = create_session d name=alpha
            m = memfd size=8192 fill=0x07
            preserve_fd s m token=0x1
            write m at=4096 len=16 fill=0x09 -> ok len=16
            kexec
            d = open
            s = retrieve_session d name=alpha
            m = retrieve_fd s token=0x1
            stat m -> ok size=8192 blocks=16 mode=0x1ff links=0
            read m at=0 len=8192 -> ok len=8192 data=07*4096,0a*16,08*4080
            finish s
            """
        );
}
