using System.Text;
using LiveUpdate.Contract;

namespace LiveUpdate.Targets;

/// <summary>The implementation's end of a wire: lets any <see cref="IImplementation"/> be driven over a pair of streams.</summary>
/// <param name="implementation">Who does the operations.</param>
public sealed class WireServer(IImplementation implementation)
{
    private const int Chunk = 65536;

    /// <summary>The longest line that is read, in bytes: that of the program language.</summary>
    private const int LongestLine = 160_000;

    /// <summary>Greets, and answers until <c>bye</c> or the end of the input.</summary>
    /// <remarks>Answers are sent as soon as no complete line waits, so a harness may pipeline or go step by step.</remarks>
    /// <param name="input">Where lines come from.</param>
    /// <param name="output">Where answers go.</param>
    /// <exception cref="ImplementationFaultException">The implementation failed; all answers before are sent.</exception>
    /// <exception cref="InvalidDataException">A line is longer than the language allows.</exception>
    public void Run(Stream input, Stream output)
    {
        var waiting = new ByteBuffer();
        var answers = new ByteBuffer();
        IMachine? machine = null;
        AppendLine(answers, WireGreeting.Of(implementation).ToString());
        try
        {
            bool open = true;
            while (open)
            {
                Flush(answers, output);
                int count = input.Read(waiting.Room(Chunk)[..Chunk]);
                waiting.Filled(count);
                open = count > 0;
                int end;
                while (open && (end = waiting.Waiting.IndexOf((byte)'\n')) >= 0)
                {
                    string line = Encoding.UTF8.GetString(waiting.Waiting[..end]).Trim();
                    waiting.Taken(end + 1);
                    open = Answer(line, ref machine, answers);
                    if (answers.Length >= Chunk)
                    {
                        Flush(answers, output);
                    }
                }

                if (waiting.Length > LongestLine)
                {
                    throw new InvalidDataException($"a line is longer than {LongestLine} bytes");
                }
            }
        }
        finally
        {
            Flush(answers, output);
            machine?.Dispose();
        }
    }

    private static void Flush(ByteBuffer answers, Stream output)
    {
        if (answers.Length > 0)
        {
            output.Write(answers.Waiting);
            output.Flush();
            answers.Taken(answers.Length);
        }
    }

    private static void AppendLine(ByteBuffer to, string line)
    {
        Span<byte> room = to.Room(Encoding.UTF8.GetMaxByteCount(line.Length) + 1);
        int length = Encoding.UTF8.GetBytes(line, room);
        room[length] = (byte)'\n';
        to.Filled(length + 1);
    }

    /// <returns>Whether the conversation goes on.</returns>
    private bool Answer(string line, ref IMachine? machine, ByteBuffer answers)
    {
        switch (line)
        {
            case "bye":
                answers.Append("ok\n"u8);
                return false;
            case "reset":
                machine?.Dispose();
                machine = null;
                machine = implementation.Start();
                answers.Append("ok\n"u8);
                return true;
        }

        if (line.Length == 0 || line[0] == '#' || line == ProgramText.Header)
        {
            // A program's file can be piped in as it stands.
            return true;
        }

        if (!OperationText.TryParse(line, out Operation? operation, out TextError? error))
        {
            // Nothing can be done with it, and the order of answers must hold.
            AppendLine(answers, $"unsupported reason={ByteString.Of(error.Message)}");
            return true;
        }

        machine ??= implementation.Start();
        Outcome outcome = machine.Execute(operation);
        if (ReferenceEquals(outcome, Outcome.Ok))
        {
            answers.Append("ok\n"u8);
        }
        else
        {
            AppendLine(answers, OutcomeText.Print(outcome));
        }

        return true;
    }
}
