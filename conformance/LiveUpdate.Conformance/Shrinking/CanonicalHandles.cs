using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>Gives the handles of a program the names that a person would: d, s, t, m, n, each used again when it is free.</summary>
internal static class CanonicalHandles
{
    private static readonly Dictionary<char, string> Letters = new()
    {
        ['d'] = "defgh",
        ['s'] = "stuvw",
        ['m'] = "mnopqr",
        ['p'] = "pqrxyz",
        ['x'] = "xyz",
        ['h'] = "hijk",
        ['b'] = "bc",
        ['f'] = "fg",
        ['n'] = "nopqr",
        ['k'] = "mnopqr",
    };

    /// <summary>
    /// The program with canonical handles. What names the same binding goes on naming it; a name is given again where
    /// its former binding is gone and not named any more.
    /// </summary>
    /// <param name="operations">The program.</param>
    /// <param name="isOnce">Whether no name is given twice, so that operations can be moved without names getting in the way.</param>
    /// <param name="isApart">Whether each making is a binding of its own, as it is where the one before had failed.</param>
    public static Operation[] Rename(IReadOnlyList<Operation> operations, bool isOnce = false, bool isApart = false)
    {
        var bindings = new Bindings(operations, isApart);
        var renamed = new Operation[operations.Count];
        var taken = new Dictionary<Handle, int>();
        var names = new Dictionary<int, Handle>();
        for (int i = 0; i < renamed.Length; i++)
        {
            Operation operation = operations[i];
            Handle result = operation.Result;
            int now = i;
            Operation replaced = Handles.Replaced(operation, result, used => NameOf(bindings.Used(now, used), used));
            if (!result.IsNone)
            {
                int made = bindings.Made(i);
                result = NameOf(made, result);
                replaced = Handles.Replaced(replaced, result, static used => used);
            }

            renamed[i] = replaced;
        }

        return renamed;

        Handle NameOf(int binding, Handle handle)
        {
            if (names.TryGetValue(binding, out Handle name))
            {
                return name;
            }

            string letters = Letters[bindings.Letter(binding)];
            for (int number = 0; ; number++)
            {
                name =
                    number < letters.Length
                        ? Handle.Parse(letters[number].ToString())
                        : Handle.Numbered(letters[0], number);
                if (!taken.TryGetValue(name, out int until) || (!isOnce && until < bindings.Start(binding)))
                {
                    break;
                }
            }

            taken[name] = bindings.End(binding);
            names[binding] = name;
            return name;
        }
    }

    /// <summary>Which operation names which binding; found from the text alone.</summary>
    private sealed class Bindings
    {
        private readonly bool _isApart;
        private readonly int[] _made;
        private readonly Dictionary<(int Line, Handle Handle), int> _used = [];
        private readonly List<(char Letter, int Start, int End)> _all = [];

        public Bindings(IReadOnlyList<Operation> operations, bool isApart)
        {
            _isApart = isApart;
            _made = new int[operations.Count];
            var current = new Dictionary<Handle, int>();
            var open = new HashSet<Handle>();
            for (int i = 0; i < operations.Count; i++)
            {
                Operation operation = operations[i];
                foreach (Argument argument in operation.Arguments)
                {
                    if (argument.Kind == ArgumentKind.Handle)
                    {
                        Use(i, argument.Handle, current);
                    }
                }

                Make(i, operation, current, open);
                Release(i, operation, current, open);
            }

            foreach (Handle handle in open)
            {
                Extend(current[handle], int.MaxValue);
            }
        }

        public int Made(int line) => _made[line];

        public int Used(int line, Handle handle) => _used[(line, handle)];

        public char Letter(int binding) => _all[binding].Letter;

        public int Start(int binding) => _all[binding].Start;

        public int End(int binding) => _all[binding].End;

        private void Use(int line, Handle handle, Dictionary<Handle, int> current)
        {
            if (!current.TryGetValue(handle, out int binding))
            {
                binding = _all.Count;
                _all.Add(('m', line, line));
                current[handle] = binding;
            }

            Extend(binding, line);
            _used[(line, handle)] = binding;
        }

        private void Make(int line, Operation operation, Dictionary<Handle, int> current, HashSet<Handle> open)
        {
            Handle result = operation.Result;
            if (result.IsNone)
            {
                return;
            }

            // A name that is still bound is bound again on purpose (EALREADY), so it stays one name.
            bool isNew = !open.Contains(result) || !current.ContainsKey(result);
            if (_isApart && !isNew)
            {
                // The name of what may have failed is not given again, so that each has its own.
                Extend(current[result], int.MaxValue);
            }

            if (_isApart || isNew)
            {
                current[result] = _all.Count;
                _all.Add((Handles.LetterOf(operation.Verb), line, line));
                open.Add(result);
            }

            Extend(current[result], line);
            _made[line] = current[result];
        }

        private void Release(int line, Operation operation, Dictionary<Handle, int> current, HashSet<Handle> open)
        {
            if (operation is Close close)
            {
                open.Remove(close.Target);
            }
            else if (operation is KhoFree free)
            {
                open.Remove(free.Target);
            }
            else if (operation.Verb is Verb.Kexec or Verb.Reboot or Verb.ColdBoot or Verb.Die)
            {
                // Handlers and FLBs are the kernel's and outlive the agent; memory of the kernel outlives it as an address.
                Handle[] ended =
                [
                    .. open.Where(handle =>
                        _all[current[handle]].Letter is var letter
                        && letter != 'k'
                        && (operation.Verb != Verb.Die || letter is not ('h' or 'b'))
                    ),
                ];
                foreach (Handle handle in ended)
                {
                    Extend(current[handle], line);
                    open.Remove(handle);
                }
            }
        }

        private void Extend(int binding, int line)
        {
            (char letter, int start, int end) = _all[binding];
            _all[binding] = (letter, start, Math.Max(end, line));
        }
    }
}
