using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Auctions;
using MediatR;

namespace Marketplace.Api.Auctions;

/// <summary>The market confirms that a bidder's whole deposit has arrived.</summary>
public static class ConfirmDeposit
{
    /// <param name="Reference">The payment's reference at the bank.</param>
    public sealed record Body(string Label, Money Amount, string Reference);

    public sealed record Command(Caller Caller, string AuctionId, Body Body) : ICommand<BidderResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/auctions/{auctionId}/deposits", (string auctionId, Body body, HttpContext http, ISender sender) =>
            sender.Create(http, new Command(http.Caller(), auctionId, body), bidder => $"/v1/auctions/{auctionId}/bidders/{bidder.Label}"))
        .Describe(typeof(ConfirmDeposit), "Confirm a deposit", "Before or after the qualification, but before the end (法释〔2016〕18号 18).",
            AuctionRefusals.NotFound, AuctionRefusals.Withdrawn, AuctionRefusals.Annulled, AuctionRefusals.Ended, AuctionRefusals.NotOperator,
            BidderRefusals.NotFound, BidderRefusals.Rejected, BidderRefusals.DepositConfirmed, BidderRefusals.DepositDiffers)
        .NeedsKey()
        .Returns<BidderResource>(StatusCodes.Status201Created);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Amount).Positive();
            RuleFor(c => c.Body.Reference).Text(100);
        }
    }

    internal sealed class Handler(Market market) : IRequestHandler<Command, Result<BidderResource>>
    {
        public async Task<Result<BidderResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (auction, bidders, body) = (command.AuctionId, AuctionBidders.StreamOf(command.AuctionId), command.Body);
            var outcome = await market.DecideAsync(command, [auction, bidders], log =>
                log.State<AuctionBidders>(bidders).ConfirmDeposit(log.State<Auction>(auction), body.Label, body.Amount, body.Reference, command.Caller.Self, log.Time()).On(bidders),
                cancellationToken);
            return await BidderResource.AnswerAsync(market, outcome, auction, all => all.Find(body.Label), cancellationToken);
        }
    }
}
