using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.Organizations;
using MediatR;

namespace Marketplace.Api.Auctions;

/// <summary>Registers the caller's organization for an auction and gives it the label under which it bids.</summary>
public static class RegisterBidder
{
    public sealed record Command(Caller Caller, string AuctionId) : ICommand<BidderResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/auctions/{auctionId}/bidders", (string auctionId, HttpContext http, ISender sender) =>
            sender.Create(http, new Command(http.Caller(), auctionId), bidder => $"/v1/auctions/{auctionId}/bidders/{bidder.Label}"))
        .Describe(typeof(RegisterBidder), "Register for an auction",
            "The seller may not bid (拍卖法 30), nor may the market and the auction house (拍卖法 22; 法释〔2016〕18号 34).",
            AuctionRefusals.NotFound, AuctionRefusals.Withdrawn, AuctionRefusals.Ended, BidderRefusals.RegistrationClosed, BidderRefusals.IsSeller,
            BidderRefusals.IsOperator, BidderRefusals.IsAuctionHouse, BidderRefusals.Barred, AuctionRefusals.Annulled, OrganizationRefusals.NotVerified, OrganizationRefusals.Suspended, BidderRefusals.AlreadyRegistered)
        .NeedsKey()
        .Returns<BidderResource>(StatusCodes.Status201Created);

    internal sealed class Handler(Market market) : IRequestHandler<Command, Result<BidderResource>>
    {
        public async Task<Result<BidderResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (auction, bidders, self) = (command.AuctionId, AuctionBidders.StreamOf(command.AuctionId), command.Caller.Self);
            var outcome = await market.DecideAsync(command, [auction, bidders, self.Organization], log =>
                log.State<AuctionBidders>(bidders).Register(log.State<Auction>(auction), log.State<Organization>(self.Organization), self, log.Time()).On(bidders),
                cancellationToken);
            return await BidderResource.AnswerAsync(market, outcome, auction, all => all.OfOrganization(self.Organization), cancellationToken);
        }
    }
}
