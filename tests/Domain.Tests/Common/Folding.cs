using System.Text.Json;

namespace Marketplace.Domain.Tests.Common;

/// <summary>What tests of deciders do with decisions: fold them, replay them, look at them.</summary>
static class Folding
{
    /// <summary>The state after a decision that must not be a refusal.</summary>
    public static T After<T>(this T state, Decision decision) where T : class, IState<T> => decision.Refusal is { } refusal
        ? throw new AssertionException($"Refused with {refusal.Code}: {string.Join("; ", refusal.Details.Select(d => $"{d.Code} {d.Pointer}"))}")
        : decision.Events.Aggregate(state, (at, e) => at.Apply(e));

    /// <summary>Folds events that went to bytes and back, as a restart does.</summary>
    public static T Replay<T>(IEnumerable<Event> events) where T : class, IState<T> =>
        events.Select(EventCatalogue.Encode).Select(e => EventCatalogue.Decode(e.Name, e.Version, e.Data)!).Aggregate(T.Initial, (at, e) => at.Apply(e));

    /// <summary>Everything a state shows, as text; records compare their arrays by reference.</summary>
    public static string Picture<T>(T state) => JsonSerializer.Serialize(state, EventCatalogue.Json);

    public static string? Code(this Decision decision) => decision.Refusal?.Code;

    /// <summary>The details of a refusal as "code pointer".</summary>
    public static IEnumerable<string> Details(this Decision decision) => decision.Refusal!.Details.Select(d => $"{d.Code} {d.Pointer}");

    /// <summary>The states that a table reaches from one.</summary>
    public static HashSet<TPhase> Reachable<TPhase>(this Transitions<TPhase> table, TPhase from) where TPhase : struct, Enum
    {
        var reached = new HashSet<TPhase> { from };
        for (var before = 0; before != reached.Count;)
        {
            before = reached.Count;
            foreach (var (start, to) in table) if (reached.Contains(start)) reached.Add(to);
        }

        return reached;
    }
}
