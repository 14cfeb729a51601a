using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Auctions;
using MediatR;

namespace Marketplace.Api.Auctions;

/// <summary>Takes the lot back before the start, with a reason that is published (拍卖法 29).</summary>
public static class WithdrawAuction
{
    public sealed record Body(string Reason);

    public sealed record Command(Caller Caller, string AuctionId, Body Body) : ICommand<AuctionResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/auctions/{auctionId}/withdrawal", (string auctionId, Body body, HttpContext http, ISender sender) =>
            sender.Do(http, new Command(http.Caller(), auctionId, body)))
        .Describe(typeof(WithdrawAuction), "Withdraw an auction before its start", "The seller or the market may; once the opening is due it is too late. Deposits go back and the listing is open again.",
            AuctionRefusals.NotFound, AuctionRefusals.NotSellerNorOperator, AuctionRefusals.Withdrawn, AuctionRefusals.AlreadyOpen)
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
                log.State<Auction>(id).Withdraw(command.Body.Reason, command.Caller.Self, log.Time()).On(id), cancellationToken);
            return await market.AnswerAsync<Auction, AuctionResource>(outcome, id, AuctionResource.From, cancellationToken);
        }
    }
}
