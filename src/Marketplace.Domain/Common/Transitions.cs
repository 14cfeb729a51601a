using System.Collections;

namespace Marketplace.Domain;

/// <summary>
/// A state machine as a table that can be printed: from each state, the states it may go to. Reachability, dead ends and
/// the drawing in the documentation come from it.
/// </summary>
public sealed class Transitions<TPhase> : IEnumerable<(TPhase From, TPhase To)> where TPhase : struct, Enum
{
    private readonly Dictionary<TPhase, TPhase[]> table = [];

    public TPhase[] this[TPhase from]
    {
        get => table.GetValueOrDefault(from, []);
        init => table[from] = value;
    }

    public bool Allows(TPhase from, TPhase to) => this[from].Contains(to);

    public IEnumerator<(TPhase From, TPhase To)> GetEnumerator() =>
        table.SelectMany(row => row.Value.Select(to => (row.Key, to))).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
