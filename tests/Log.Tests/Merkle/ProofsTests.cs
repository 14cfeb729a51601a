using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Marketplace.Merkle;

namespace Marketplace.Log.Tests.Merkle;

/// <summary>The proofs against RFC 9162's own recursive definitions, written again in the plainest way.</summary>
public sealed class ProofsTests
{
    private static readonly byte[][] Leaves = [.. Enumerable.Range(0, 300).Select(i => NaiveTree.LeafHash(Encoding.UTF8.GetBytes($"事件{i}")))];

    private static byte[] Node(int level, long index) => NaiveTree.Root(Leaves.AsSpan((int)(index << level), 1 << level));

    private static byte[] Root(int size) => NaiveTree.Root(Leaves.AsSpan(0, size));

    private static byte[] Flip(byte[] hash, int bit = 0)
    {
        var flipped = hash.ToArray();
        flipped[bit / 8] ^= (byte)(1 << (bit % 8));
        return flipped;
    }

    [Test]
    public void Every_leaf_of_every_tree_of_up_to_130_leaves_has_the_path_of_the_RFC_and_is_proved_by_it()
    {
        for (var size = 1; size <= 130; size++)
            for (var index = 0; index < size; index++)
            {
                var path = Proofs.Inclusion(index, size, Node);
                Assert.That(path, Is.EqualTo(NaiveTree.Path(index, Leaves.AsSpan(0, size))), $"leaf {index} of {size}");
                Assert.That(Proofs.Includes(Leaves[index], index, size, path, Root(size)), Is.True, $"leaf {index} of {size}");
            }
    }

    [Test]
    public void Many_leaves_have_the_same_paths_together_as_alone_in_whatever_order_they_are_asked_for()
    {
        var random = new Random(20260815);
        for (var size = 1; size <= 130; size++)
        {
            long[] all = [.. Enumerable.Range(0, size)], some = [.. all.Where(_ => random.Next(3) == 0)], mixed = [.. random.GetItems(all, size)];
            foreach (var asked in new[] { all, some, mixed })
                Assert.That(Proofs.Inclusions(asked, size, Node), Is.EqualTo(asked.Select(index => Proofs.Inclusion(index, size, Node))), $"of {size}");
        }
    }

    [Test]
    public void The_paths_of_neighbours_ask_for_two_nodes_each()
    {
        var nodes = 0;
        Assert.That(Proofs.Inclusions(Enumerable.Range(0, 256).Select(i => (long)i), 256, (level, index) =>
        {
            nodes++;
            return Node(level, index);
        }).Count(), Is.EqualTo(256));
        Assert.That(nodes, Is.EqualTo(2 * 255));
    }

    [Test]
    public void Every_pair_of_trees_of_up_to_130_leaves_has_the_proof_of_the_RFC_and_is_proved_by_it()
    {
        for (var second = 1; second <= 130; second++)
            for (var first = 1; first <= second; first++)
            {
                var proof = Proofs.Consistency(first, second, Node);
                Assert.That(proof, Is.EqualTo(NaiveTree.Proof(first, Leaves.AsSpan(0, second))), $"{first} in {second}");
                Assert.That(Proofs.Extends(first, Root(first), second, Root(second), proof), Is.True, $"{first} in {second}");
            }
    }

    [Test]
    public void The_root_of_any_size_follows_from_the_nodes()
    {
        for (var size = 0; size <= 300; size++) Assert.That(Proofs.Root(size, Node), Is.EqualTo(Root(size)));
    }

    [Property]
    public Property A_path_proves_no_other_leaf_no_other_place_no_other_size_and_no_other_root() =>
        Prop.ForAll(Gen.Choose(2, 300).SelectMany(size => Gen.Choose(0, size - 1).SelectMany(index => Gen.Choose(0, 255).Select(bit => (size, index, bit)))).ToArbitrary(), it =>
        {
            var (size, index, bit) = it;
            var path = Proofs.Inclusion(index, size, Node);
            var root = Root(size);
            bool Holds(byte[] leaf, long at, long of, IReadOnlyList<byte[]> by, byte[] under) => Proofs.Includes(leaf, at, of, by, under);
            IReadOnlyList<byte[]> Bent(int i) => [.. path.Select((hash, n) => n == i ? Flip(hash, bit) : hash)];
            return Holds(Leaves[index], index, size, path, root)
                && !Holds(Flip(Leaves[index], bit), index, size, path, root)
                && !Holds(Leaves[index], (index + 1) % size, size, path, root)
                && !Holds(Leaves[index], index, size, path, Flip(root, bit))
                && !Holds(Leaves[index], index, size, [.. path.Skip(1)], root)
                && !Holds(Leaves[index], index, size, [.. path, root], root)
                && Enumerable.Range(0, path.Count).All(i => !Holds(Leaves[index], index, size, Bent(i), root));
        });

    [Property]
    public Property A_proof_of_consistency_holds_for_no_other_beginning_and_no_other_end() =>
        Prop.ForAll(Gen.Choose(2, 300).SelectMany(second => Gen.Choose(1, second - 1).SelectMany(first => Gen.Choose(0, 255).Select(bit => (first, second, bit)))).ToArbitrary(), it =>
        {
            var (first, second, bit) = it;
            var proof = Proofs.Consistency(first, second, Node);
            var (firstRoot, secondRoot) = (Root(first), Root(second));
            return Proofs.Extends(first, firstRoot, second, secondRoot, proof)
                && !Proofs.Extends(first, Flip(firstRoot, bit), second, secondRoot, proof)
                && !Proofs.Extends(first, firstRoot, second, Flip(secondRoot, bit), proof)
                && !Proofs.Extends(first, firstRoot, second, secondRoot, [.. proof.Skip(1)])
                && !Proofs.Extends(first, firstRoot, second, secondRoot, [.. proof, secondRoot])
                && Enumerable.Range(0, proof.Count).All(i => !Proofs.Extends(first, firstRoot, second, secondRoot, [.. proof.Select((hash, n) => n == i ? Flip(hash, bit) : hash)]));
        });

    [TestCase(-1, 3)]
    [TestCase(3, 3)]
    [TestCase(0, 0)]
    public void There_is_no_path_for_a_leaf_that_is_not_there(long index, long size)
    {
        Assert.That(() => Proofs.Inclusion(index, size, Node), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => Proofs.Inclusions([index], size, Node).ToList(), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(Proofs.Includes(Leaves[0], index, size, [], Leaves[0]), Is.False);
    }

    [Test]
    public void What_comes_from_outside_may_be_nonsense_and_proves_nothing()
    {
        Assert.That(Proofs.Includes(Leaves[0], 0, 2, [[1, 2, 3]], Root(2)), Is.False);
        Assert.That(Proofs.Extends(3, Root(3), 5, Root(5), []), Is.False);
        Assert.That(Proofs.Extends(5, Root(5), 3, Root(3), []), Is.False);
        Assert.That(Proofs.Extends(-1, Root(3), 5, Root(5), []), Is.False);
    }
}
