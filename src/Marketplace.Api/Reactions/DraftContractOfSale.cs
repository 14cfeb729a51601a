using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.Contracts;
using Marketplace.Domain.Listings;
using Marketplace.Domain.Organizations;
using Marketplace.Log;

namespace Marketplace.Api.Reactions;

/// <summary>A confirmed sale drafts the contract with all that the deal already says, and marks the listing sold.</summary>
internal sealed class DraftContractOfSale(Market market) : IReaction
{
    public string Name => "draft_contract_of_sale";

    public bool Concerns(object content) => content is SaleConfirmed;

    public async Task FollowAsync(LogEvent e, CancellationToken cancel)
    {
        var (sale, auction, at) = ((SaleConfirmed)e.Content, e.Stream, e.Moment());
        var announced = (await market.ReadAsync<Auction>(auction, cancel)).State.Announced!;
        var bidders = (await market.ReadAsync<AuctionBidders>(AuctionBidders.StreamOf(auction), cancel)).State;
        var (terms, buyer) = (announced.Terms, bidders.Find(sale.Winner)!.Organization);
        var (contract, claim) = (Ids.Derive(Ids.Contract, at, auction), Listing.Claim(terms.Achievement));
        string[] streams = [contract, terms.Listing, terms.Achievement, terms.Seller, buyer];
        await market.FollowAsync(Name, $"{e.Position}", at, streams, log =>
        {
            var listing = log.State<Listing>(terms.Listing);
            var sold = listing.Sell(auction);
            var effect = log.State<Contract>(contract).Draft(
                auction, announced.RuleSet, terms.Achievement, log.State<Achievement>(terms.Achievement), listing.TransferMode,
                terms.Seller, log.State<Organization>(terms.Seller), buyer, log.State<Organization>(buyer), sale.Price, terms.Operator)
                .On(contract).And(terms.Listing, sold.Events);
            // What is licensed can be offered again; what is transferred cannot.
            return sold.Events.Aggregate(listing, (state, happened) => state.Apply(happened)).HoldsClaim || sold.Events.IsEmpty ? effect : effect.Release(claim);
        }, cancel, claim);
    }
}
