using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Deals;
using Marketplace.Log;
using MediatR;

namespace Marketplace.Api.Deals;

/// <summary>Declines the other side's offer; the deal stays open for another.</summary>
public static class DeclineOffer
{
    /// <param name="Reason">Read by the two sides and the market's operator.</param>
    public sealed record Body(string? Reason = null);

    public sealed record Command(Caller Caller, string DealId, string OfferId, Body Body) : ICommand<DealResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/deals/{dealId}/offers/{offerId}/refusal", (string dealId, string offerId, Body body, HttpContext http, ISender sender) =>
            sender.Do(http, new Command(http.Caller(), dealId, offerId, body)))
        .Describe(typeof(DeclineOffer), "Decline an offer", "Only the offer that stands, and only the other side's.",
            DealRefusals.NotFound, DealRefusals.NotParty, DealRefusals.AgentOfBothSides, DealRefusals.PhaseForbids, OfferRefusals.NotStanding, OfferRefusals.Own, HttpRefusals.VersionGone)
        .Returns<DealResource>();

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reason).Text(2000);
    }

    internal sealed class Handler(Seals seals, DealDesk desk) : IRequestHandler<Command, Result<DealResource>>
    {
        public async Task<Result<DealResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, self) = (command.DealId, command.Caller.Self);
            var reason = command.Body.Reason is { } text ? seals.Seal(id, text) : null;
            var outcome = await desk.DecideAsync(command, id, (log, deal, held) =>
            {
                if (!deal.VisibleTo(self, held, log.Time())) return Effect.Refuse((Refusal)DealRefusals.NotFound);
                if (command.Caller.Misses(log.Version(id)) is { } gone) return Effect.Refuse(gone);
                return deal.Decline(self, held, command.OfferId, reason, log.Time()).On(id);
            }, cancellationToken);
            return await desk.AnswerAsync(outcome, id, command.Caller, cancellationToken);
        }
    }
}
