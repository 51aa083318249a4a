using LiveUpdate.Contract;

namespace LiveUpdate.Reference;

/// <summary>Linux 6.19: what it does otherwise than 7.0 (LUO-OLD-11).</summary>
public class Linux619Parts : Linux70Parts
{
    /// <inheritdoc/>
    protected internal override FileSet CreateFileSet(Kernel kernel) => new ForgetfulFiles(kernel);

    /// <summary>A retrieve that failed leaves no trace, and the handler is asked again (LUO-OLD-11).</summary>
    /// <remarks>What is left of a memfd then is not defined: here it is refused as before.</remarks>
    private sealed class ForgetfulFiles(Kernel kernel) : BoundedFiles(kernel)
    {
        protected internal override Errno RetrieveFirst(PreservedFile file)
        {
            Errno error = base.RetrieveFirst(file);
            if (error != Errno.None && file.Handler is not MemfdHandler)
            {
                file.Status = 0;
            }

            return error;
        }
    }
}
