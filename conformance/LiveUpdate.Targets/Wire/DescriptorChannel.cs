using System.Runtime.InteropServices;

namespace LiveUpdate.Targets;

/// <summary>A pair of descriptors that bytes come from and go to, never blocking unless it is waited for.</summary>
internal sealed class DescriptorChannel : IDisposable
{
    private readonly SafeHandle _input;
    private readonly SafeHandle _output;
    private readonly IDisposable[] _owned;

    /// <summary>Takes over two descriptors, which may be the same.</summary>
    /// <param name="input">Where bytes come from.</param>
    /// <param name="output">Where bytes go.</param>
    /// <param name="owned">What is disposed with the channel.</param>
    public DescriptorChannel(SafeHandle input, SafeHandle output, params IDisposable[] owned)
    {
        _input = input;
        _output = output;
        _owned = owned;
        Native.MakeNonBlocking(input);
        Native.MakeNonBlocking(output);
    }

    /// <summary>What a transfer says when nothing could be moved now.</summary>
    public const int NotNow = -1;

    /// <summary>Reads what is there.</summary>
    /// <returns>How many bytes, 0 at the end of the stream, or <see cref="NotNow"/>.</returns>
    public unsafe int Read(Span<byte> target)
    {
        fixed (byte* first = target)
        {
            while (true)
            {
                nint count = Native.Read(_input, first, (nuint)target.Length);
                if (count >= 0)
                {
                    return (int)count;
                }

                int error = Marshal.GetLastPInvokeError();
                if (error != Native.EINTR)
                {
                    return error == Native.EAGAIN ? NotNow : 0;
                }
            }
        }
    }

    /// <summary>Writes what fits.</summary>
    /// <returns>How many bytes, 0 when the other side has closed, or <see cref="NotNow"/>.</returns>
    public unsafe int Write(ReadOnlySpan<byte> source)
    {
        fixed (byte* first = source)
        {
            while (true)
            {
                nint count = Native.Write(_output, first, (nuint)source.Length);
                if (count >= 0)
                {
                    return (int)count;
                }

                int error = Marshal.GetLastPInvokeError();
                if (error != Native.EINTR)
                {
                    return error == Native.EAGAIN ? NotNow : 0;
                }
            }
        }
    }

    /// <summary>Waits until something can be read, or written when that is wanted too.</summary>
    /// <param name="alsoToWrite">Whether room for writing ends the wait.</param>
    /// <param name="milliseconds">The longest wait.</param>
    public unsafe void Wait(bool alsoToWrite, int milliseconds)
    {
        Native.PollEntry* entries = stackalloc Native.PollEntry[2];
        entries[0] = new() { Descriptor = (int)_input.DangerousGetHandle(), Wanted = Native.PollIn };
        entries[1] = new() { Descriptor = (int)_output.DangerousGetHandle(), Wanted = Native.PollOut };
        Native.Poll(entries, alsoToWrite ? 2u : 1u, milliseconds);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IDisposable owned in _owned)
        {
            owned.Dispose();
        }
    }
}
