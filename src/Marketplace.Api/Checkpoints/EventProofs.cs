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
        outcome.Commit is { } commit ? Of(e, commit) : (await OfAsync(caller, e, cancel)).Value;

    /// <summary>An event under a checkpoint that is signed now. Refusals: those of <see cref="Projections.AskAsync"/>.</summary>
    public async Task<Result<EventProof>> OfAsync(Caller caller, StoredEvent e, CancellationToken cancel)
    {
        var answer = await PathsAsync(caller, [e.Position], null, cancel);
        if (answer.Refusal is { } refusal) return refusal;
        var proof = answer.Value!;
        return new EventProof { Event = ProvedEvent.Of(e), Checkpoint = heads.Sign(new LogCheckpoint(writer.Head.Epoch, proof.Size, proof.Root), market.Now), Path = proof.Paths[0] };
    }

    /// <summary>The paths of events in one tree. Refusals: those of <see cref="Projections.AskAsync"/>.</summary>
    /// <param name="size">Of the tree; absent for the tree as far as it is known.</param>
    public async Task<Result<InclusionProof>> PathsAsync(Caller caller, IReadOnlyList<long> positions, long? size, CancellationToken cancel)
    {
        // Asked for from the events' own positions: whoever saw them may have come faster than the read model.
        var from = Math.Max(caller.Position ?? 0, size ?? positions.Max());
        var answer = await projections.AskAsync(caller with { Position = from }, new ProveInclusion { Positions = positions, Size = size }, cancel);
        return answer.Refusal is { } refusal ? refusal : answer.Value!;
    }
}
