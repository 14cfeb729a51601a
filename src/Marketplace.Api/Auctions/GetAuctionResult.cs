using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Auctions;
using MediatR;

namespace Marketplace.Api.Auctions;

/// <summary>How an auction ended; public as soon as it has.</summary>
public static class GetAuctionResult
{
    public sealed record Query(Caller Caller, string AuctionId) : IQuery<AuctionResult>;

    /// <param name="PremiumPercent">(hammer price − start price) ÷ start price in percent, to two decimals, halves away from zero.</param>
    /// <param name="Phase">sold and confirmed are sales that stand.</param>
    /// <param name="SellerCommission">佣金 of the sale; absent without one.</param>
    /// <param name="BuyerCommission">Likewise.</param>
    /// <param name="Defaults">Buyers who did not keep to the sale, and what they owe.</param>
    /// <param name="Reserve">The reserve where it decided the outcome; its commitment was in the announcement.</param>
    public sealed record AuctionResult(
        string Auction, AuctionPhase Phase, AuctionOutcome Outcome, UnsoldReason? Reason, Instant EndedAt, string? Winner, string? WinningBid, Money? Price,
        Money StartPrice, decimal? PremiumPercent, Money? Reserve, long Bids, Instant? ConfirmedAt,
        Money? SellerCommission, Money? BuyerCommission, IReadOnlyList<BuyerDefault> Defaults);

    /// <param name="Label">Of the buyer.</param>
    /// <param name="Price">That it did not pay.</param>
    /// <param name="SellerCommission">Of that sale; the buyer owes it.</param>
    /// <param name="BuyerCommission">Likewise.</param>
    /// <param name="Shortfall">By how much the lot was sold for less afterwards; absent until it is sold.</param>
    /// <param name="SoldIn">Id of the auction in which it was.</param>
    public sealed record BuyerDefault(string Label, Money Price, string Reason, Instant DefaultedAt, Money SellerCommission, Money BuyerCommission, Money? Shortfall, string? SoldIn);

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/auctions/{auctionId}/result", (string auctionId, HttpContext http, ISender sender) => sender.Get(http, new Query(http.Caller(), auctionId)))
        .Describe(typeof(GetAuctionResult), "Read an auction's result", "The winner is a label; who stands behind it is between the parties and the market.",
            AuctionRefusals.NotFound, AuctionRefusals.NotEnded, AuctionRefusals.Withdrawn, AuctionRefusals.Annulled)
        .Returns<AuctionResult>();

    internal sealed class Handler(Market market) : IRequestHandler<Query, Result<AuctionResult>>
    {
        public async Task<Result<AuctionResult>> Handle(Query query, CancellationToken cancellationToken)
        {
            var auction = await market.ReadAsync<Auction>(query.AuctionId, cancellationToken);
            if (!auction.Exists) return AuctionRefusals.NotFound;
            if (auction.State.Phase is AuctionPhase.Withdrawn) return AuctionRefusals.Withdrawn.With(("withdrawnAt", auction.State.EndedAt!.Value));
            if (auction.State is { Result: null, Annulment: { } annulled }) return AuctionRefusals.Annulled.With(("annulledAt", annulled.AnnulledAt));
            if (auction.State.Result is not { } result) return AuctionRefusals.NotEnded.With(("closesAt", auction.State.ClosesAt));
            var (start, sold) = (auction.State.Terms.StartPrice, auction.State.Phase is AuctionPhase.Sold or AuctionPhase.Confirmed);
            var commissions = sold ? auction.State.CommissionsAt(result.Price!.Value) : default((Money Seller, Money Buyer)?);
            return new Result<AuctionResult>(new AuctionResult(query.AuctionId, auction.State.Phase!.Value, result.Outcome, result.Reason, result.EndedAt, result.Winner, result.WinningBid,
                result.Price, start, result.Price is { } price ? Premium.Percent(start, price, 2) : null,
                result.ReserveOpened is { } opened ? Reserve.Decode(opened) : null, auction.State.Bids, auction.State.ConfirmedAt,
                commissions?.Seller, commissions?.Buyer, [.. auction.State.Defaults.Select(one => Show(one, auction.State))]), null, Version: auction.Version);
        }

        private static BuyerDefault Show(BuyerDefaulted one, Auction auction)
        {
            var shortfall = one == auction.Defaults[^1] ? auction.Shortfall : null;
            return new BuyerDefault(one.Label, one.Price, one.Reason, one.DefaultedAt, one.SellerCommission, one.BuyerCommission, shortfall?.Shortfall, shortfall?.Auction);
        }
    }
}
