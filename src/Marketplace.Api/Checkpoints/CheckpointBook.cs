using Marketplace.Api.Pipeline;
using Marketplace.Api.Reactions;
using Marketplace.Api.Upkeep;
using Marketplace.Domain;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.Checkpoints;
using Marketplace.Log;

namespace Marketplace.Api.Checkpoints;

/// <summary>Signs where the log stands, and finds what was signed.</summary>
internal sealed class CheckpointBook(Writer writer, SignedHeads heads, Market market, ILogStore store, ILogModel model)
{
    /// <summary>Signs what the log holds now, unless nothing has come since the last time. Several processes may do so at once: a size is signed into the log once.</summary>
    /// <param name="at">Market time: of the event that asks for it, so that work which is late does not date what follows it.</param>
    public async Task SignAsync(Instant at, CancellationToken cancel)
    {
        var head = writer.Head;
        if (!(await market.ReadAsync<LogCheckpoints>(LogCheckpoints.Stream, cancel)).State.IsDue(head.Position)) return;
        var checkpoint = head.ToCheckpoint();
        var signed = new CheckpointSigned(checkpoint.Epoch, checkpoint.Position, checkpoint.Root, at, heads.Sign(checkpoint, at));
        await market.FollowAsync("sign_checkpoint", $"{checkpoint.Epoch}:{checkpoint.Position}", at, [LogCheckpoints.Stream], log =>
            log.State<LogCheckpoints>(LogCheckpoints.Stream).Add(signed).On(LogCheckpoints.Stream), cancel);
    }

    /// <summary>The first checkpoint that covers the position; none when it has not been signed yet.</summary>
    public Task<CheckpointSigned?> CoveringAsync(long position, CancellationToken cancel) =>
        FirstAsync<CheckpointSigned>(LogCheckpoints.Stream, signed => signed.Size >= position, cancel);

    /// <summary>What the witness said of the checkpoint of this size; none when it said nothing.</summary>
    public async Task<CheckpointCosigned?> CosignedAsync(string witness, long size, CancellationToken cancel) =>
        await FirstAsync<CheckpointCosigned>(witness, cosigned => cosigned.Size >= size, cancel) is { } found && found.Size == size ? found : null;

    /// <summary>The first event of a stream that has reached something. What has reached it is never followed by what has not, so it is found by halving.</summary>
    private async Task<T?> FirstAsync<T>(string stream, Func<T, bool> reached, CancellationToken cancel) where T : Event
    {
        var (low, high) = (1L, await store.ReadStreamVersionAsync(stream, cancel));
        T? found = null;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var e = (await store.ReadStreamAsync(stream, middle - 1, 1, cancel))[0];
            var content = (T)model.Decode(e.Type, e.TypeVersion, e.Data);
            if (reached(content)) (found, high) = (content, middle - 1);
            else low = middle + 1;
        }
        return found;
    }

    /// <summary>Checkpoints in their order.</summary>
    /// <param name="after">The version in the stream behind which to begin.</param>
    public async Task<IReadOnlyList<(long Version, CheckpointSigned Signed)>> ReadAsync(long after, int limit, CancellationToken cancel) =>
        [.. (await store.ReadStreamAsync(LogCheckpoints.Stream, after, limit, cancel)).Select(e => (e.Version, (CheckpointSigned)model.Decode(e.Type, e.TypeVersion, e.Data)))];
}

/// <summary>A checkpoint each minute of system time in which anything happened; <c>Checkpoints:Seconds</c> asks for another pace, 0 for none.</summary>
internal sealed class SignCheckpoints(CheckpointBook checkpoints, Market market, IConfiguration configuration) : IUpkeep
{
    public string Name => "checkpoints";

    public TimeSpan Every { get; } = configuration.GetValue("Checkpoints:Seconds", 60) is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : Timeout.InfiniteTimeSpan;

    public Task DoAsync(CancellationToken cancel) => checkpoints.SignAsync(market.Now, cancel);
}

/// <summary>And one at the end of each auction, so that its record stands under a checkpoint at once.</summary>
internal sealed class CheckpointAtTheEnd(CheckpointBook checkpoints) : IReaction
{
    public string Name => "checkpoint_at_the_end";

    public bool Concerns(object content) => content is AuctionClosed or SaleConfirmed;

    public Task FollowAsync(LogEvent e, CancellationToken cancel) => checkpoints.SignAsync(new Instant(e.At), cancel);
}
