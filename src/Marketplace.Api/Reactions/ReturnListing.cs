using Marketplace.Api.Pipeline;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.Listings;
using Marketplace.Log;

namespace Marketplace.Api.Reactions;

/// <summary>An auction that ended unsold (流拍), was withdrawn or set aside, or whose buyer defaulted gives its listing back: it is open again.</summary>
internal sealed class ReturnListing(Market market) : IReaction
{
    public string Name => "return_listing";

    public bool Concerns(object content) => content is AuctionClosed { Outcome: AuctionOutcome.Unsold } or AuctionWithdrawn or AuctionAnnulled or BuyerDefaulted;

    public async Task FollowAsync(LogEvent e, CancellationToken cancel)
    {
        var (auction, at) = (e.Stream, e.Moment());
        var listing = (await market.ReadAsync<Auction>(auction, cancel)).State.Terms.Listing;
        // A default after which the next bidder buys gives nothing back.
        await market.FollowAsync(Name, $"{e.Position}", at, [auction, listing], log => log.State<Auction>(auction).Phase is AuctionPhase.Sold or AuctionPhase.Confirmed
            ? Effect.None : log.State<Listing>(listing).ReturnFromAuction(auction).On(listing), cancel);
    }
}
