using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Contracts;

namespace Marketplace.Api.Reactions;

/// <summary>Puts on record that an office has let the last day for its decision pass.</summary>
internal sealed class MissDeadline(Market market) : IDueWork
{
    public bool Owns(string stream) => Ids.Is(Ids.Contract, stream);

    public async Task DoAsync(string stream, Instant due, CancellationToken cancel) =>
        await market.FollowAsync("miss_deadline", $"{stream}@{due.UnixMilliseconds}", due, [stream],
            log => log.State<Contract>(stream).MissDeadline(due).On(stream), cancel);
}
