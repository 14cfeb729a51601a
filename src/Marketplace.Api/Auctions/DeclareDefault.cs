using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Auctions;
using MediatR;

namespace Marketplace.Api.Auctions;

/// <summary>悔拍: the market records that the buyer does not keep to the sale (拍卖法 39).</summary>
public static class DeclareDefault
{
    /// <param name="Reason">Published.</param>
    public sealed record Body(string Reason);

    public sealed record Command(Caller Caller, string AuctionId, Body Body) : ICommand<AuctionResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/auctions/{auctionId}/default", (string auctionId, Body body, HttpContext http, ISender sender) =>
            sender.Do(http, new Command(http.Caller(), auctionId, body)))
        .Describe(typeof(DeclareDefault), "Declare the buyer in default",
            "The deposit is forfeited; the buyer owes both commissions and, once the lot is sold again, the shortfall, and takes no part in the re-auction. Where the announcement says so and the sale is not confirmed yet, the next bidder buys at its own bid; otherwise the listing is open again.",
            AuctionRefusals.NotFound, AuctionRefusals.NotOperator, AuctionRefusals.PhaseForbids, AuctionRefusals.ContractFiled)
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
            var outcome = await market.DecideAsync(command, id, (log, auction, filed) => auction.DeclareDefault(command.Body.Reason, filed, command.Caller.Self, log.Time()), cancellationToken);
            return await market.AnswerAsync<Auction, AuctionResource>(outcome, id, AuctionResource.From, cancellationToken);
        }
    }
}
