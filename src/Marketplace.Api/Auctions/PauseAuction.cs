using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Auctions;
using MediatR;

namespace Marketplace.Api.Auctions;

/// <summary>中止: the market stops the bidding for a reason that is published (法释〔2016〕18号 28).</summary>
public static class PauseAuction
{
    public sealed record Body(string Reason);

    public sealed record Command(Caller Caller, string AuctionId, Body Body) : ICommand<AuctionResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/auctions/{auctionId}/pause", (string auctionId, Body body, HttpContext http, ISender sender) =>
            sender.Do(http, new Command(http.Caller(), auctionId, body)))
        .Describe(typeof(PauseAuction), "Pause an auction", "Bids are refused with auction.paused, on record, until it is resumed; then it goes on with the time that was left. By which day the rules want that is published; if it passes, the auction is shown as overdue, and listed by overdue=true.",
            AuctionRefusals.NotFound, AuctionRefusals.NotOperator, AuctionRefusals.NotYetOpen, AuctionRefusals.Paused, AuctionRefusals.Ended, AuctionRefusals.Withdrawn, AuctionRefusals.Annulled)
        .NeedsKey()
        .Returns<AuctionResource>();

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reason).Text(500);
    }

    internal sealed class Handler(Market market) : IRequestHandler<Command, Result<AuctionResource>>
    {
        public async Task<Result<AuctionResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var id = command.AuctionId;
            var outcome = await market.DecideAsync(command, [id], log =>
                log.State<Auction>(id).Rest(command.Body.Reason, marketWide: false, command.Caller.Self, log.Time()).On(id), cancellationToken);
            return await market.AnswerAsync<Auction, AuctionResource>(outcome, id, AuctionResource.From, cancellationToken);
        }
    }
}
