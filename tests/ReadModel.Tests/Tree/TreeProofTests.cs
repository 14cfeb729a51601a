using Marketplace.Merkle;
using Marketplace.ReadModel.Tree;

namespace Marketplace.ReadModel.Tests.Tree;

/// <summary>The tree that the read model keeps is the writer's, and what it proves holds.</summary>
public sealed class TreeProofTests
{
    private const int Events = 1_500;
    private Market market = null!;
    private List<byte[]> leaves = null!;

    [OneTimeSetUp]
    public async Task OpenAsync()
    {
        market = await Market.OpenAsync();
        var random = new Random(9162);
        // In steps of 1 to 400, so that transactions begin and end everywhere in the tiles.
        for (var written = 0; written < Events;)
        {
            var count = Math.Min(Events - written, random.Next(2) == 0 ? random.Next(1, 5) : random.Next(1, 400));
            await market.HappenAsync(Story.Id(Domain.Ids.Contract, written), [.. Enumerable.Repeat(Story.Filed(), count - 1).Prepend<Domain.Event>(Story.Drafted())]);
            written += count;
        }
        leaves = [.. (await market.Log.Store.ReadFeedAsync(0, Events, CancellationToken.None)).Select(e => e.LeafHash)];
    }

    [OneTimeTearDown]
    public async Task CloseAsync() => await market.DisposeAsync();

    private byte[] Root(int size)
    {
        var tree = Frontier.Empty;
        foreach (var leaf in leaves.Take(size)) tree.Append(leaf);
        return tree.Root();
    }

    [Test]
    public async Task The_root_is_that_of_the_logs_own_head()
    {
        var head = await market.Log.Store.ReadHeadAsync(CancellationToken.None);
        var proof = market.Views.Ask(new ProveInclusion { Positions = [] })!;

        Assert.That((proof.Size, proof.Root), Is.EqualTo((Events, Frontier.Read(head.Position, head.Frontier).Root())));
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(255)]
    [TestCase(256)]
    [TestCase(257)]
    [TestCase(511)]
    [TestCase(1_024)]
    [TestCase(1_499)]
    [TestCase(Events)]
    public void Every_event_is_proved_in_the_tree_of_any_size(int size)
    {
        var positions = Enumerable.Range(1, size).Select(position => (long)position).ToList();
        var proof = market.Views.Ask(new ProveInclusion { Positions = positions, Size = size })!;

        Assert.That(proof.Root, Is.EqualTo(Root(size)));
        foreach (var position in positions)
            Assert.That(Proofs.Includes(leaves[(int)position - 1], position - 1, size, proof.Paths[(int)position - 1], proof.Root), Is.True, $"position {position}");
    }

    [Test]
    public void Any_tree_is_proved_in_any_later_one()
    {
        var random = new Random(2026);
        for (var n = 0; n < 200; n++)
        {
            var second = random.Next(1, Events + 1);
            var first = random.Next(1, second + 1);
            var proof = market.Views.Ask(new ProveConsistency { First = first, Second = second })!;
            Assert.That((proof.FirstRoot, proof.SecondRoot), Is.EqualTo((Root(first), Root(second))), $"{first} in {second}");
            Assert.That(Proofs.Extends(first, proof.FirstRoot, second, proof.SecondRoot, proof.Path), Is.True, $"{first} in {second}");
        }
    }

    [Test]
    public void What_the_read_model_has_not_reached_it_does_not_prove()
    {
        Assert.That(market.Views.Ask(new ProveInclusion { Positions = [Events + 1] }), Is.Null);
        Assert.That(market.Views.Ask(new ProveInclusion { Positions = [1], Size = Events + 1 }), Is.Null);
        Assert.That(market.Views.Ask(new ProveInclusion { Positions = [10], Size = 9 }), Is.Null);
        Assert.That(market.Views.Ask(new ProveConsistency { First = 1, Second = Events + 1 }), Is.Null);
    }
}
