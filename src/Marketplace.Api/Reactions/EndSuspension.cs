using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Organizations;

namespace Marketplace.Api.Reactions;

/// <summary>Lifts a suspension when its end has come.</summary>
internal sealed class EndSuspension(Market market) : IDueWork
{
    public bool Owns(string stream) => Ids.Is(Ids.Organization, stream);

    public async Task DoAsync(string stream, Instant due, CancellationToken cancel) =>
        await market.FollowAsync("end_suspension", $"{stream}@{due.UnixMilliseconds}", due, [stream],
            log => log.State<Organization>(stream).EndSuspension(log.Time()).On(stream), cancel);
}
