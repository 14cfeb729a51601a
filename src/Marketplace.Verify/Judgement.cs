namespace Marketplace.Verify;

/// <summary>One thing that was checked.</summary>
/// <param name="Holds">Null where it could not be checked with what is at hand.</param>
internal readonly record struct Finding(bool? Holds, string What);

/// <summary>What was found, and every signed tree that came to hand on the way.</summary>
internal sealed class Judgement(Signatures signatures)
{
    private readonly List<Finding> findings = [];
    private readonly List<(string Whose, SignedTree Tree)> trees = [];

    public IReadOnlyList<Finding> Findings => findings;

    public IReadOnlyList<(string Whose, SignedTree Tree)> Trees => [.. trees];

    public bool Holds => findings.TrueForAll(finding => finding.Holds is not false);

    public void Say(bool? holds, string what) => findings.Add(new Finding(holds, what));

    public void Add(string whose, SignedTree tree) => trees.Add((whose, tree));

    /// <summary>The tree that a checkpoint signs; none where it is not to be believed.</summary>
    public SignedTree? Tree(string whose, string jws, string type = Signatures.Checkpoint)
    {
        var (tree, fault) = signatures.Check(jws, type);
        Say(tree is not null, tree is null ? $"the checkpoint of {whose} is not to be believed: {fault}" : $"the checkpoint of {whose} is signed by {tree.Origin}");
        if (tree is not null) Add(whose, tree);
        return tree;
    }

    /// <summary>All checkpoints that came to hand must be of one log that only grew.</summary>
    public void Consistent(IReadOnlyList<Growth> growths)
    {
        foreach (var ((whose, first), (other, second)) in trees.OrderBy(each => each.Tree.Size).Zip(trees.OrderBy(each => each.Tree.Size).Skip(1)))
        {
            if (first.Origin != second.Origin || first.Epoch != second.Epoch) continue;
            if (first.Size == second.Size)
            {
                if (!first.Root.AsSpan().SequenceEqual(second.Root)) Say(false, $"two different logs of {first.Size} events were signed: that of {whose} and that of {other}");
                continue;
            }
            var given = growths.Where(growth => growth.First == first.Size && growth.Second == second.Size).ToList();
            if (given.Count == 0) Say(null, $"whether the log only grew from {first.Size} to {second.Size}: for this give GET /v1/log/consistency-proof?first={first.Size}&second={second.Size}");
            else
            {
                var grew = given.Exists(growth => Merkle.Proofs.Extends(first.Size, first.Root, second.Size, second.Root, growth.Path));
                Say(grew, grew ? $"the log only grew from {first.Size} to {second.Size}" : $"the log was changed between {first.Size} and {second.Size}");
            }
        }
    }
}
