using System.Numerics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Marketplace.Merkle;

namespace Marketplace.Log.Tests.Merkle;

public sealed class FrontierTests
{
    private static byte[][] Leaves(int count) => [.. Enumerable.Range(0, count).Select(i => NaiveTree.LeafHash(Encoding.UTF8.GetBytes($"事件{i}")))];

    private static Frontier Grow(IEnumerable<byte[]> leaves)
    {
        var frontier = Frontier.Empty;
        foreach (var leaf in leaves) frontier.Append(leaf);
        return frontier;
    }

    [Test]
    public void The_root_is_that_of_the_whole_tree_at_every_size_from_0_to_300()
    {
        var leaves = Leaves(300);
        var frontier = Frontier.Empty;
        for (var size = 0; size <= 300; size++)
        {
            Assert.That(frontier.Size, Is.EqualTo(size));
            Assert.That(frontier.Root(), Is.EqualTo(NaiveTree.Root(leaves.AsSpan(0, size))), $"size {size}");
            Assert.That(frontier.ToBytes(), Has.Length.EqualTo(32 * BitOperations.PopCount((uint)size)), $"size {size}");
            if (size < 300) frontier.Append(leaves[size]);
        }
    }

    [Test]
    public void The_stored_roots_are_those_of_the_full_subtrees_largest_first()
    {
        var leaves = Leaves(7);

        var bytes = Grow(leaves).ToBytes();

        Assert.That(bytes, Is.EqualTo((byte[])[.. NaiveTree.Root(leaves.AsSpan(0, 4)), .. NaiveTree.Root(leaves.AsSpan(4, 2)), .. leaves[6]]));
    }

    // The eight leaves and the roots over the first n of them that the implementations of RFC 6962 and RFC 9162 share as test
    // data (certificate-transparency, transparency-dev/merkle).
    private static readonly string[] KnownLeaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    [TestCase(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [TestCase(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [TestCase(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [TestCase(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [TestCase(4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [TestCase(5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4")]
    [TestCase(6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef")]
    [TestCase(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c")]
    [TestCase(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void The_root_over_the_known_leaves_is_the_known_root(int size, string root)
    {
        var frontier = Grow(KnownLeaves.Take(size).Select(leaf => NaiveTree.LeafHash(Convert.FromHexString(leaf))));

        Assert.That(Convert.ToHexStringLower(frontier.Root()), Is.EqualTo(root));
    }

    [Property]
    public Property A_frontier_that_was_stored_and_read_anywhere_goes_on_as_if_it_had_not_been() =>
        Prop.ForAll(Gen.Choose(0, 700).Two().ToArbitrary(), cut =>
        {
            var leaves = Leaves(cut.Item1 + cut.Item2);
            var stored = Grow(leaves.Take(cut.Item1)).ToBytes();
            var read = Frontier.Read(cut.Item1, stored);
            foreach (var leaf in leaves.Skip(cut.Item1)) read.Append(leaf);
            return read.Size == leaves.Length && read.Root().AsSpan().SequenceEqual(NaiveTree.Root(leaves));
        });

    [Test]
    public void A_frontier_as_large_as_a_log_can_become_is_read_and_written()
    {
        const long Size = (1L << 40) - 1;
        var bytes = Leaves(40).SelectMany(hash => hash).ToArray();

        var frontier = Frontier.Read(Size, bytes);
        Assert.That(frontier.ToBytes(), Is.EqualTo(bytes));
        frontier.Append(Leaves(1)[0]);

        Assert.That((frontier.Size, frontier.ToBytes().Length), Is.EqualTo((1L << 40, 32)));
    }

    [TestCase(0, 32)]
    [TestCase(1, 0)]
    [TestCase(3, 32)]
    [TestCase(3, 65)]
    public void Bytes_that_do_not_fit_the_size_are_not_taken(long size, int bytes)
    {
        Assert.That(() => Frontier.Read(size, new byte[bytes]), Throws.TypeOf<InvalidDataException>());
    }
}
