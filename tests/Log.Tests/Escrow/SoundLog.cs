using Marketplace.Merkle;

namespace Marketplace.Log.Tests.Escrow;

/// <summary>What is true of every log at every moment, checked from the rows alone.</summary>
public static class SoundLog
{
    public static async Task<IReadOnlyList<StoredEvent>> ReadAllAsync(ILogStore store, int page = 500)
    {
        var all = new List<StoredEvent>();
        while (true)
        {
            var events = await store.ReadFeedAsync(all.Count == 0 ? 0 : all[^1].Position, page, CancellationToken.None);
            all.AddRange(events);
            if (events.Count < page) return all;
        }
    }

    /// <summary>Positions and versions without gaps, times that never go back, and the tree over all rows as the head says.</summary>
    public static async Task<IReadOnlyList<StoredEvent>> AssertAsync(ILogStore store)
    {
        var head = await store.ReadHeadAsync(CancellationToken.None);
        var events = await ReadAllAsync(store);
        var versions = new Dictionary<string, long>();
        var tree = Frontier.Empty;
        long position = 0, at = 0;
        foreach (var e in events)
        {
            Assert.That(e.Position, Is.EqualTo(++position), "positions have no gap");
            Assert.That(e.Version, Is.EqualTo(versions[e.Stream] = versions.GetValueOrDefault(e.Stream) + 1), "a stream's versions have no gap");
            Assert.That(e.At, Is.GreaterThanOrEqualTo(at), "market time never goes back");
            at = e.At;
            tree.Append(e.LeafHash);
        }
        Assert.Multiple(() =>
        {
            Assert.That(head.Position, Is.EqualTo(position), "the head stands at the last event");
            Assert.That(head.At, Is.EqualTo(at), "the head has the last event's time");
            Assert.That(head.Frontier, Is.EqualTo(tree.ToBytes()), "the head's frontier is that of the rows");
        });
        return events;
    }

    /// <summary>An account as its rows say.</summary>
    public static Account Fold(IEnumerable<StoredEvent> events, string stream)
    {
        var model = new EscrowModel(knowsTax: true);
        return (Account)events.Where(e => e.Stream == stream)
            .Aggregate(model.Initial(stream), (state, e) => model.Apply(state, model.Decode(e.Type, e.TypeVersion, e.Data)));
    }
}
