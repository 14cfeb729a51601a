using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Auctions;
using MediatR;

namespace Marketplace.Api.Auctions;

/// <summary>成交确认书: the market confirms the sale (拍卖法 52). The winner's deposit becomes price and a contract is drafted.</summary>
public static class ConfirmSale
{
    public sealed record Command(Caller Caller, string AuctionId) : ICommand<AuctionResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/auctions/{auctionId}/confirmation", (string auctionId, HttpContext http, ISender sender) =>
            sender.Do(http, new Command(http.Caller(), auctionId)))
        .Describe(typeof(ConfirmSale), "Confirm a sale", "Afterwards the contract's draft appears among the seller's contracts with all that the deal already says.",
            AuctionRefusals.NotFound, AuctionRefusals.NotOperator, AuctionRefusals.NotSold, AuctionRefusals.AlreadyConfirmed)
        .NeedsKey()
        .Returns<AuctionResource>();

    internal sealed class Handler(Market market) : IRequestHandler<Command, Result<AuctionResource>>
    {
        public async Task<Result<AuctionResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var id = command.AuctionId;
            var outcome = await market.DecideAsync(command, [id], log => log.State<Auction>(id).Confirm(command.Caller.Self, log.Time()).On(id), cancellationToken);
            return await market.AnswerAsync<Auction, AuctionResource>(outcome, id, AuctionResource.From, cancellationToken);
        }
    }
}
