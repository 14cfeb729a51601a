using Marketplace.Api.Checkpoints;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Releases;
using Marketplace.Log;

namespace Marketplace.Api.Releases;

/// <summary>Finds releases with what proves them.</summary>
internal sealed class ReleaseProofs(Market market, ILogStore store, CheckpointBook checkpoints, EventProofs proofs)
{
    /// <summary>The release's own event: the first of its stream.</summary>
    public async Task<StoredEvent> EventAsync(string id, CancellationToken cancel) => (await store.ReadStreamAsync(id, 0, 1, cancel))[0];

    /// <summary>The vintage before; none for the first.</summary>
    public async Task<ReportReleased?> PreviousAsync(ReportReleased released, CancellationToken cancel) =>
        released.Previous is { } previous ? (await market.ReadAsync<Release>(previous, cancel)).State.Published : null;

    /// <summary>
    /// Under the first checkpoint in the log that covers the event, which every reader gets alike and for ever; before there is one, within the
    /// minute, under one that is signed now.
    /// </summary>
    public async Task<(Result<EventProof> Proof, bool Lasting)> OfAsync(Caller caller, StoredEvent e, CancellationToken cancel)
    {
        if (await checkpoints.CoveringAsync(e.Position, cancel) is not { } under) return (await proofs.OfAsync(caller, e, cancel), false);
        var paths = await proofs.PathsAsync(caller, [e.Position], under.Size, cancel);
        return paths.Refusal is { } refusal ? (refusal, false)
            : (new EventProof { Event = ProvedEvent.Of(e), Checkpoint = under.Jws, Path = paths.Value!.Paths[0] }, true);
    }
}
