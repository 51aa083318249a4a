using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <content>How a kernel comes up.</content>
public sealed partial class LiveUpdateModel
{
    /// <summary>The state of a machine that has just been reset, with nothing handed over.</summary>
    /// <param name="parameters">The kernel's parameters.</param>
    public ModelState ColdBoot(BootParameters parameters)
    {
        var state = new ModelState();
        Start(state, parameters);
        return state;
    }

    /// <summary>Applies the command line (kho 1): KHO is on unless it says no, LUO is off unless it says yes.</summary>
    private static void Start(ModelState state, BootParameters parameters)
    {
        state.IsKhoEnabled = parameters.Kho is null || (ParseBoolean(parameters.Kho.Span) ?? true);
        bool wanted = parameters.LiveUpdate is null || (ParseBoolean(parameters.LiveUpdate.Span) ?? false);
        state.IsLuoEnabled = state.IsKhoEnabled && wanted;
        if (parameters.Kho is not null || parameters.LiveUpdate is not null)
        {
            state.Premises |= StatePremises.ParametersSpelt;
        }
    }

    /// <summary>The kernel's reading of a yes or no (KHO-CMD-01): only the first characters count.</summary>
    private static bool? ParseBoolean(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return null;
        }

        switch ((char)text[0])
        {
            case 'y' or 'Y' or 't' or 'T' or '1' or 'e' or 'E':
                return true;
            case 'n' or 'N' or 'f' or 'F' or '0' or 'd' or 'D':
                return false;
            case 'o' or 'O' when text.Length > 1:
                return (char)text[1] switch
                {
                    'n' or 'N' => true,
                    'f' or 'F' => false,
                    _ => null,
                };
            default:
                return null;
        }
    }
}
