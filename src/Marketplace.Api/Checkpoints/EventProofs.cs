using Marketplace.Api.Pipeline;
using Marketplace.Log;
using Marketplace.ReadModel.Tree;

namespace Marketplace.Api.Checkpoints;

/// <summary>Proves events: at once by the commit that they came with, later by the tree of the read model.</summary>
internal sealed class EventProofs(SignedHeads heads, Projections projections, Writer writer, Market market)
{
    private EventProof Of(StoredEvent e, LogCommit commit) => new() { Event = ProvedEvent.Of(e), Checkpoint = heads.Of(commit), Path = commit.Prove(e.Position) };

    /// <summary>
    /// An event of a command's own, by the commit that the command shared; by the tree when the answer is given again. None while the read
    /// model has not reached it then.
    /// </summary>
    public async ValueTask<EventProof?> OfAsync(Caller caller, Outcome outcome, StoredEvent e, CancellationToken cancel) =>
        outcome.Commit is { } commit ? Of(e, commit) : (await OfAsync(caller, [e], null, cancel)).Value?[0];

    /// <summary>One proof for each event, all under one checkpoint. Refusals: those of <see cref="Projections.AskAsync"/>.</summary>
    /// <param name="under">The checkpoint to prove them under; absent for one that is signed now.</param>
    public async Task<Result<IReadOnlyList<EventProof>>> OfAsync(Caller caller, IReadOnlyList<StoredEvent> events, Domain.Checkpoints.CheckpointSigned? under, CancellationToken cancel)
    {
        var last = Math.Max(events.Max(e => e.Position), under?.Size ?? 0);
        // Asked for from the events' own positions: whoever saw them may have come faster than the read model.
        var answer = await projections.AskAsync(caller with { Position = Math.Max(caller.Position ?? 0, last) },
            new ProveInclusion { Positions = [.. events.Select(e => e.Position)], Size = under?.Size }, cancel);
        if (answer.Refusal is { } refusal) return refusal;
        var proof = answer.Value!;
        var checkpoint = under?.Jws ?? heads.Sign(new LogCheckpoint(writer.Head.Epoch, proof.Size, proof.Root), market.Now);
        return new Result<IReadOnlyList<EventProof>>(
            [.. events.Select((e, i) => new EventProof { Event = ProvedEvent.Of(e), Checkpoint = checkpoint, Path = proof.Paths[i] })], null);
    }
}
