using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Auctions;
using MediatR;

namespace Marketplace.Api.Auctions;

/// <summary>恢复: a paused auction goes on with the time that was left.</summary>
public static class ResumeAuction
{
    public sealed record Command(Caller Caller, string AuctionId) : ICommand<AuctionResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/auctions/{auctionId}/resumption", (string auctionId, HttpContext http, ISender sender) => sender.Do(http, new Command(http.Caller(), auctionId)))
        .Describe(typeof(ResumeAuction), "Resume an auction", "All that was still to come, the end and its bound among it, comes later by as long as the bidding rested.",
            AuctionRefusals.NotFound, AuctionRefusals.NotOperator, AuctionRefusals.NotPaused)
        .NeedsKey()
        .Returns<AuctionResource>();

    internal sealed class Handler(Market market) : IRequestHandler<Command, Result<AuctionResource>>
    {
        public async Task<Result<AuctionResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var id = command.AuctionId;
            var outcome = await market.DecideAsync(command, [id], log => log.State<Auction>(id).Resume(command.Caller.Self, log.Time()).On(id), cancellationToken);
            return await market.AnswerAsync<Auction, AuctionResource>(outcome, id, AuctionResource.From, cancellationToken);
        }
    }
}
