using Marketplace.Api.Deals;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Deals;
using Marketplace.Domain.Listings;
using Marketplace.Domain.Publicities;
using Marketplace.Log;

namespace Marketplace.Api.Reactions;

/// <summary>The end of a notice is what the deal that holds its listing was waiting for, if it is the notice of its terms.</summary>
internal sealed class AgreePublicisedDeal(Market market) : IReaction
{
    public string Name => "agree_publicised_deal";

    public bool Concerns(object content) => content is PublicityEnded;

    public async Task FollowAsync(LogEvent e, CancellationToken cancel)
    {
        var (at, listing) = (e.Moment(), (await market.ReadAsync<Publicity>(e.Stream, cancel)).State.Listing);
        var waiting = (await market.ReadAsync<Listing>(listing, cancel)).State;
        if (waiting is not { Phase: ListingPhase.Taken, Deal: { } deal }) return;
        var claim = Listing.Claim(waiting.Achievement);
        await market.FollowAsync(Name, $"{e.Position}", at, [deal, listing, e.Stream], log =>
            log.State<Deal>(deal).MeetPublicity(log.State<Publicity>(e.Stream), at).OnDeal(deal, log, listing, claim), cancel, claim);
    }
}
