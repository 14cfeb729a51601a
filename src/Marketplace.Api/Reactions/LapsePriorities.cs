using Marketplace.Api.Deals;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Deals;
using Marketplace.Domain.Listings;

namespace Marketplace.Api.Reactions;

/// <summary>Notes that nobody used a priority in the time that there was for it.</summary>
internal sealed class LapsePriorities(Market market) : IDueWork
{
    public bool Owns(string stream) => Ids.Is(Ids.Deal, stream);

    public async Task DoAsync(string stream, Instant due, CancellationToken cancel)
    {
        // Holders there are only where there is an achievement, and that is offered by a listing.
        var opened = (await market.ReadAsync<Deal>(stream, cancel)).State.Opened!;
        var (listing, claim) = (opened.Listing!, Listing.Claim(opened.Achievement!));
        await market.FollowAsync("lapse_priorities", $"{stream}:{due.UnixMilliseconds}", due, [stream, listing], log =>
            log.State<Deal>(stream).LapsePriorities(due).OnDeal(stream, log, listing, claim), cancel, claim);
    }
}
