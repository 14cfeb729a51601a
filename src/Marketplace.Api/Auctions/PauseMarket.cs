using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Auctions;
using Marketplace.Log;
using MediatR;

namespace Marketplace.Api.Auctions;

/// <summary>Stops all auctions of the caller's market that are open, at once and for one published reason.</summary>
public static class PauseMarket
{
    public sealed record Body(string Reason);

    public sealed record Command(Caller Caller, Body Body) : ICommand<MarketAuctions>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/auction-pauses", (Body body, HttpContext http, ISender sender) => sender.Do(http, new Command(http.Caller(), body)))
        .Describe(typeof(PauseMarket), "Pause all auctions of a market",
            "Those that are open now, in one commit. An auction that opens later is not among them; asked again, they are. What rests already goes on resting for its own reason.",
            HttpRefusals.ReadModelBehind, HttpRefusals.ReadModelUnavailable)
        .NeedsKey()
        .Returns<MarketAuctions>();

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reason).Text(500);
    }

    internal sealed class Handler(Market market, Projections projections) : IRequestHandler<Command, Result<MarketAuctions>>
    {
        public async Task<Result<MarketAuctions>> Handle(Command command, CancellationToken cancellationToken)
        {
            var self = command.Caller.Self;
            // Also those that open while this waits for the writer, or whose opening has not been recorded yet: which are open is decided there.
            var open = await MarketAuctions.InAsync(projections, command.Caller, market.Position, [AuctionPhase.Announced, AuctionPhase.Open], cancellationToken);
            if (open.Refusal is { } refusal) return refusal;
            var outcome = await market.DecideAsync(command, open.Value!, log => open.Value!.Aggregate(Effect.None, (effect, id) =>
                effect.And(id, log.State<Auction>(id).Rest(command.Body.Reason, marketWide: true, self, log.Time()).Events)), cancellationToken);
            return MarketAuctions.Answer(outcome, self.Organization, command.Body.Reason);
        }
    }
}
