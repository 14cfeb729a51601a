using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.Organizations;
using Marketplace.Log;
using MediatR;

namespace Marketplace.Api.Auctions;

/// <summary>
/// Places a bid. It counts at the moment the writer takes it, whenever it was sent; a bid that does not count is on record
/// too, when it came from someone who has a label (法释〔2016〕18号 20).
/// </summary>
public static class PlaceBid
{
    public sealed record Body(Money Amount);

    public sealed record Command(Caller Caller, string AuctionId, Money Amount) : ICommand<BidReceipt>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/auctions/{auctionId}/bids", (string auctionId, Body body, HttpContext http, ISender sender) =>
            sender.Create(http, new Command(http.Caller(), auctionId, body.Amount), receipt => $"/v1/auctions/{auctionId}/bids?after={receipt.Position - 1}&limit=1"))
        .Describe(typeof(PlaceBid), "Place a bid",
            "The bid counts at the moment the market takes it, between the opening (included) and the end (excluded). A bid in the last minutes moves the end. A bid cannot be withdrawn (拍卖法 36).",
            AuctionRefusals.NotFound, AuctionRefusals.NotYetOpen, AuctionRefusals.Paused, AuctionRefusals.Ended, AuctionRefusals.Withdrawn, AuctionRefusals.Annulled, BidderRefusals.NotRegistered,
            BidderRefusals.Suspended, BidderRefusals.Rejected, BidderRefusals.NotQualified, BidderRefusals.DepositMissing,
            BidRefusals.OutOfRange, BidRefusals.TooLow, BidRefusals.OffLadder)
        .NeedsKey()
        .Returns<BidReceipt>(StatusCodes.Status201Created);

    internal sealed class Handler(Market market, BidReceipts receipts) : IRequestHandler<Command, Result<BidReceipt>>
    {
        public async Task<Result<BidReceipt>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (auction, organization) = (command.AuctionId, command.Caller.Self.Organization);
            var (bidders, refusals) = (AuctionBidders.StreamOf(auction), RefusedBids.StreamOf(auction));
            var (bid, arrivedAt) = (market.NewId(Ids.Bid), market.At(command.Caller.ArrivedAt));
            var outcome = await market.DecideAsync(command, [auction, bidders, refusals, organization], log =>
            {
                var placed = Bidding.Place(log.State<Auction>(auction), log.State<AuctionBidders>(bidders), log.State<Organization>(organization),
                    new BidRequest(bid, organization, command.Amount, arrivedAt), log.Time());
                return placed.Record is { } record ? Effect.None.And(refusals, record) : placed.Auction.On(auction);
            }, cancellationToken);
            return await receipts.AnswerAsync(command.Caller, outcome, cancellationToken);
        }
    }
}
