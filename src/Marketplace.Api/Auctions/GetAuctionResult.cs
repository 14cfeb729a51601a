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
    /// <param name="Reserve">The reserve where it decided the outcome; its commitment was in the announcement.</param>
    public sealed record AuctionResult(
        string Auction, AuctionOutcome Outcome, UnsoldReason? Reason, Instant EndedAt, string? Winner, string? WinningBid, Money? Price,
        Money StartPrice, decimal? PremiumPercent, Money? Reserve, long Bids, Instant? ConfirmedAt);

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/auctions/{auctionId}/result", (string auctionId, HttpContext http, ISender sender) => sender.Get(http, new Query(http.Caller(), auctionId)))
        .Describe(typeof(GetAuctionResult), "Read an auction's result", "The winner is a label; who stands behind it is between the parties and the market.",
            AuctionRefusals.NotFound, AuctionRefusals.NotEnded, AuctionRefusals.Withdrawn)
        .Returns<AuctionResult>();

    internal sealed class Handler(Market market) : IRequestHandler<Query, Result<AuctionResult>>
    {
        public async Task<Result<AuctionResult>> Handle(Query query, CancellationToken cancellationToken)
        {
            var auction = await market.ReadAsync<Auction>(query.AuctionId, cancellationToken);
            if (!auction.Exists) return AuctionRefusals.NotFound;
            if (auction.State.Phase is AuctionPhase.Withdrawn) return AuctionRefusals.Withdrawn.With(("withdrawnAt", auction.State.EndedAt!.Value));
            if (auction.State.Result is not { } result) return AuctionRefusals.NotEnded.With(("closesAt", auction.State.ClosesAt));
            var start = auction.State.Terms.StartPrice;
            return new Result<AuctionResult>(new AuctionResult(query.AuctionId, result.Outcome, result.Reason, result.EndedAt, result.Winner, result.WinningBid,
                result.Price, start, result.Price is { } price ? Premium.Percent(start, price, 2) : null,
                result.ReserveOpened is { } opened ? Reserve.Decode(opened) : null, auction.State.Bids, auction.State.ConfirmedAt), null, Version: auction.Version);
        }
    }
}
