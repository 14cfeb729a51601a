using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Contracts;
using Marketplace.Domain.Deals;
using Marketplace.Domain.Organizations;
using Marketplace.Log;
using MediatR;

namespace Marketplace.Api.Deals;

/// <summary>One side offers terms; a counter-offer takes the place of the other side's.</summary>
public static class MakeOffer
{
    /// <param name="Price">What the buyer pays in all.</param>
    /// <param name="ValidUntil">The first moment at which it cannot be accepted any more.</param>
    /// <param name="TransferMode">The listing's own; on a demand only where a right is offered.</param>
    /// <param name="LicenceScope">With a licence, and only there.</param>
    /// <param name="ContractType">On a demand, where work is offered and no right.</param>
    /// <param name="Terms">In the offerer's words.</param>
    public sealed record Body(
        Money Price, Instant ValidUntil, TransferMode? TransferMode = null, LicenceScope? LicenceScope = null, ContractType? ContractType = null,
        PaymentMethod? PaymentMethod = null, string? Terms = null);

    public sealed record Command(Caller Caller, string DealId, Body Body) : ICommand<DealResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/deals/{dealId}/offers", (string dealId, Body body, HttpContext http, ISender sender) => sender.Do(http, new Command(http.Caller(), dealId, body)))
        .Describe(typeof(MakeOffer), "Make an offer",
            "Either side, at any time while the deal is open; the log keeps an offer sealed, and none but the last can be accepted. The answer is the deal with it.",
            DealRefusals.NotFound, DealRefusals.NotParty, DealRefusals.AgentOfBothSides, DealRefusals.PhaseForbids, OfferRefusals.EndsInPast, OfferRefusals.ModeDiffers,
            OfferRefusals.TypeNotAsked, OfferRefusals.TypeMissing, OfferRefusals.PriceFixed, OfferRefusals.ScopeMissing, OrganizationRefusals.NotVerified,
            OrganizationRefusals.Suspended, HttpRefusals.VersionGone)
        .NeedsKey()
        .Returns<DealResource>();

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Price).Positive();
            RuleFor(c => c.Body.Terms).Text(10_000);
        }
    }

    internal sealed class Handler(Market market, Seals seals, DealDesk desk) : IRequestHandler<Command, Result<DealResource>>
    {
        public async Task<Result<DealResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, offer, body, self) = (command.DealId, market.NewId(Ids.Offer), command.Body, command.Caller.Self);
            var content = new OfferContent(body.Price, body.TransferMode, body.LicenceScope, body.ContractType, body.PaymentMethod, body.Terms);
            var closed = seals.Seal(id, content.Write());
            var outcome = await desk.DecideAsync(command, id, (log, deal, held) =>
            {
                if (!deal.VisibleTo(self, held, log.Time())) return Effect.Refuse((Refusal)DealRefusals.NotFound);
                if (command.Caller.Misses(log.Version(id)) is { } gone) return Effect.Refuse(gone);
                return deal.Offer(self, held, offer, content, closed, body.ValidUntil, DealDesk.Context(log, deal.Opened!), log.Time()).On(id);
            }, cancellationToken);
            return await desk.AnswerAsync(outcome, id, command.Caller, cancellationToken);
        }
    }
}
