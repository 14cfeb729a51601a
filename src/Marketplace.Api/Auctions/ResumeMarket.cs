using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Auctions;
using Marketplace.Log;
using MediatR;

namespace Marketplace.Api.Auctions;

/// <summary>Lets all auctions go on that were stopped together, each with the time that was left to it.</summary>
public static class ResumeMarket
{
    public sealed record Command(Caller Caller) : ICommand<MarketAuctions>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/auction-resumptions", (HttpContext http, ISender sender) => sender.Do(http, new Command(http.Caller())))
        .Describe(typeof(ResumeMarket), "Resume all auctions of a market", "Those that PauseMarket stopped; an auction that rests for a reason of its own goes on resting.",
            HttpRefusals.ReadModelBehind, HttpRefusals.ReadModelUnavailable)
        .NeedsKey()
        .Returns<MarketAuctions>();

    internal sealed class Handler(Market market, Projections projections) : IRequestHandler<Command, Result<MarketAuctions>>
    {
        public async Task<Result<MarketAuctions>> Handle(Command command, CancellationToken cancellationToken)
        {
            var self = command.Caller.Self;
            var resting = await MarketAuctions.InAsync(projections, command.Caller, market.Position, [AuctionPhase.Paused], cancellationToken);
            if (resting.Refusal is { } refusal) return refusal;
            var outcome = await market.DecideAsync(command, resting.Value!, log => resting.Value!.Aggregate(Effect.None, (effect, id) =>
                log.State<Auction>(id) is { Pause.MarketWide: true } auction ? effect.And(id, auction.Resume(self, log.Time()).Events) : effect), cancellationToken);
            return MarketAuctions.Answer(outcome, self.Organization);
        }
    }
}
