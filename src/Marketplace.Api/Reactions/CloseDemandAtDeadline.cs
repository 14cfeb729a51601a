using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Demands;

namespace Marketplace.Api.Reactions;

/// <summary>Closes a demand when its deadline has come.</summary>
internal sealed class CloseDemandAtDeadline(Market market) : IDueWork
{
    public bool Owns(string stream) => Ids.Is(Ids.Demand, stream);

    public async Task DoAsync(string stream, Instant due, CancellationToken cancel) =>
        await market.FollowAsync("close_demand", $"{stream}@{due.UnixMilliseconds}", due, [stream],
            log => log.State<Demand>(stream).CloseAtDeadline(log.Time()).On(stream), cancel);
}
