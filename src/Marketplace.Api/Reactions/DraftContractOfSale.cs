using Marketplace.Api.Pipeline;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.Contracts;
using Marketplace.Domain.Deals;
using Marketplace.Domain.Demands;
using Marketplace.Domain.Listings;
using Marketplace.Domain.Organizations;
using Marketplace.Log;

namespace Marketplace.Api.Reactions;

/// <summary>A confirmed sale and an agreed deal draft the contract with all that they already say; a sale by auction also marks the listing sold.</summary>
internal sealed class DraftContractOfSale(Market market) : IReaction
{
    public string Name => "draft_contract_of_sale";

    public bool Concerns(object content) => content is SaleConfirmed or DealAgreed;

    public async Task FollowAsync(LogEvent e, CancellationToken cancel)
    {
        var at = e.Moment();
        var (basis, listing) = e.Content is SaleConfirmed sale ? await SaleAsync(e.Stream, sale, cancel) : (await DealAsync(e.Stream, cancel), null);
        var contract = Auction.ContractOf(e.Stream, at);
        string[] streams = [contract, basis.Seller, basis.Buyer, .. Named(basis.Achievement), .. Named(listing)];
        string[] claims = basis.Achievement is { } claimed ? [Listing.Claim(claimed)] : [];
        await market.FollowAsync(Name, $"{e.Position}", at, streams, log =>
        {
            var mode = listing is null ? basis.TransferMode : log.State<Listing>(listing).TransferMode;
            var achievement = basis.Achievement is { } id ? log.State<Achievement>(id) : null;
            var effect = log.State<Contract>(contract).Draft(basis with { TransferMode = mode }, achievement, log.State<Organization>(basis.Seller), log.State<Organization>(basis.Buyer)).On(contract);
            return listing is null ? effect : Sell(effect, log, listing, e.Stream, claims[0]);
        }, cancel, claims);
    }

    private static string[] Named(string? id) => id is null ? [] : [id];

    private static Effect Sell(Effect effect, LogView log, string listing, string auction, string claim)
    {
        var before = log.State<Listing>(listing);
        var sold = before.Sell(auction);
        // What is licensed can be offered again; what is transferred cannot.
        var after = sold.Events.Aggregate(before, (state, happened) => state.Apply(happened));
        effect = effect.And(listing, sold.Events);
        return after.HoldsClaim || sold.Events.IsEmpty ? effect : effect.Release(claim);
    }

    private async Task<(ContractBasis Basis, string Listing)> SaleAsync(string auction, SaleConfirmed sale, CancellationToken cancel)
    {
        var announced = (await market.ReadAsync<Auction>(auction, cancel)).State.Announced!;
        var bidders = (await market.ReadAsync<AuctionBidders>(AuctionBidders.StreamOf(auction), cancel)).State;
        var (terms, buyer) = (announced.Terms, bidders.Find(sale.Winner)!.Organization);
        return (new ContractBasis(DealOrigin.Auction, auction, announced.RuleSet, terms.Achievement, terms.Seller, buyer, sale.Price, terms.Operator), terms.Listing);
    }

    private async Task<ContractBasis> DealAsync(string id, CancellationToken cancel)
    {
        var deal = (await market.ReadAsync<Deal>(id, cancel)).State;
        var (opened, terms) = (deal.Opened!, deal.Terms!);
        var demand = opened.Demand is null ? null : (await market.ReadAsync<Demand>(opened.Demand, cancel)).State.Content;
        return new ContractBasis(DealOrigin.Deal, id, opened.RuleSet, opened.Achievement, opened.Seller, opened.Buyer, terms.Price, opened.Market)
        {
            Demand = opened.Demand,
            Title = demand?.TitleZh,
            Field = demand?.Field,
            TransferMode = terms.TransferMode,
            LicenceScope = terms.LicenceScope,
            Type = terms.ContractType,
            PaymentMethod = terms.PaymentMethod,
            RelatedParties = deal.Publicised?.Related,
            PublicityEndedAt = deal.Publicised?.EndedAt,
        };
    }
}
