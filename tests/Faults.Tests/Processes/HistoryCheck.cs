using System.Text.Json;
using Marketplace.Log;

namespace Marketplace.Faults.Tests.Processes;

/// <summary>
/// Reads the whole history and knows nothing of how it came about: one order without gaps, every acknowledged command once and where it
/// was acknowledged, nothing spent that was not there, no name held twice, every consequence once, every read a state that there was.
/// </summary>
internal sealed class HistoryCheck
{
    private readonly Dictionary<string, List<long>> balances = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<long>> keys = new(StringComparer.Ordinal);
    private readonly List<long> payments = [], echoes = [];

    public static HistoryCheck Of(IReadOnlyList<StoredEvent> events)
    {
        var check = new HistoryCheck();
        var (position, at) = (0L, 0L);
        foreach (var e in events)
        {
            Assert.That(e.Position, Is.EqualTo(++position), "positions have no gap");
            Assert.That(e.At, Is.GreaterThanOrEqualTo(at), "time does not go back");
            at = e.At;
            check.Take(e);
        }
        return check;
    }

    public int Payments => payments.Count;

    private void Take(StoredEvent e)
    {
        var states = balances.TryGetValue(e.Stream, out var known) ? known : balances[e.Stream] = [];
        Assert.That(e.Version, Is.EqualTo(states.Count + 1), $"versions of {e.Stream} have no gap");
        using var data = JsonDocument.Parse(e.Data);
        var (before, fen) = (states.Count == 0 ? 0 : states[^1], data.RootElement.TryGetProperty("fen", out var amount) ? amount.GetInt64() : 0);
        states.Add(e.Type == "deposit_released" ? before - fen : before + fen);
        Assert.That(states[^1], Is.Not.Negative, $"{e.Stream} spends what it has not, at {e.Position}");
        if (e.Type == "refusal_noted")
        {
            echoes.Add(long.Parse(data.RootElement.GetProperty("code").GetString()!));
            return;
        }
        var key = data.RootElement.GetProperty("bidder").GetString()!;
        (keys.TryGetValue(key, out var of) ? of : keys[key] = []).Add(e.Position);
        if (key.StartsWith("pay-", StringComparison.Ordinal)) payments.Add(e.Position);
    }

    public void Check(IReadOnlyCollection<OfficeClient> clients)
    {
        var acknowledged = clients.SelectMany(client => client.Written).ToList();
        foreach (var written in acknowledged)
        {
            Assert.That(keys.GetValueOrDefault(written.Key), Has.Count.EqualTo(written.Key.StartsWith("move-", StringComparison.Ordinal) ? 2 : 1), $"{written.Key} is there, whole and once");
            Assert.That(keys[written.Key][^1], Is.EqualTo(written.Position), $"{written.Key} is where it was acknowledged");
        }
        foreach (var refused in clients.SelectMany(client => client.Refused)) Assert.That(keys.ContainsKey(refused), Is.False, $"{refused} was refused");
        foreach (var (key, positions) in keys) Assert.That(positions[^1] - positions[0], Is.EqualTo(positions.Count - 1), $"{key} is together");
        foreach (var seen in clients.SelectMany(client => client.Read))
        {
            Assert.That(seen.Count, Is.GreaterThanOrEqualTo(seen.AtLeast), $"a client sees its own write to {seen.Account}, whichever process it asks");
            Assert.That(seen.Fen, Is.EqualTo(balances[seen.Account][(int)seen.Count - 1]), $"{seen.Account} was so after {seen.Count} events");
        }
        Assert.That(echoes, Is.EquivalentTo(payments), "what follows from each payment followed, and once");
    }

    /// <summary>The names that were registered, each by one command alone.</summary>
    public int Registered => keys.Keys.Count(key => key.StartsWith("register-", StringComparison.Ordinal));
}
