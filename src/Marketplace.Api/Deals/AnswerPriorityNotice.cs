using System.ComponentModel;
using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Deals;
using Marketplace.Domain.Listings;
using Marketplace.Domain.Organizations;
using Marketplace.Log;
using MediatR;

namespace Marketplace.Api.Deals;

/// <summary>Answers the notice that a holder of a priority was given with the terms (民法典 art. 847, 859, 860).</summary>
public static class AnswerPriorityNotice
{
    /// <param name="Answer"><c>waived</c> or <c>matched</c>; <c>lapsed</c> comes by itself.</param>
    /// <param name="Evidence">Needed where the seller records it for a holder that is not on the market: the document that says so.</param>
    public sealed record Body(PriorityAnswer Answer, string? Evidence = null);

    public sealed record Command(Caller Caller, string DealId, string Holder, Body Body) : ICommand<DealResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/deals/{dealId}/holders/{holder}/priority", (string dealId, [Description("Label of the holder within the deal, such as 1.")] string holder, Body body, HttpContext http, ISender sender) =>
            sender.Do(http, new Command(http.Caller(), dealId, holder, body)))
        .Describe(typeof(AnswerPriorityNotice), "Answer a priority notice",
            "Within the time that the terms name. Who matches them takes the buyer's place: this deal ends, and where the holder is on the market the answer is its own deal on the same terms.",
            DealRefusals.NotFound, DealRefusals.HolderNotFound, DealRefusals.NotHolder, DealRefusals.EvidenceMissing, DealRefusals.PhaseForbids, DealRefusals.PriorityNotOpen,
            OrganizationRefusals.NotVerified, OrganizationRefusals.Suspended)
        .NeedsKey()
        .Returns<DealResource>();

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Answer).Must(answer => answer is not PriorityAnswer.Lapsed).Says("Either waived or matched is expected.", "应为 waived 或 matched。");
            RuleFor(c => c.Body.Evidence).Text(500);
        }
    }

    internal sealed class Handler(Market market, DealDesk desk) : IRequestHandler<Command, Result<DealResource>>
    {
        public async Task<Result<DealResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, self, matches) = (command.DealId, command.Caller.Self, command.Body.Answer is PriorityAnswer.Matched);
            // Who holds what never changes once the terms stand, so the one who would come in can be named before the decision.
            var holder = (await market.ReadAsync<Deal>(id, cancellationToken)).State.Holders.FirstOrDefault(answer => answer.Holder.Label == command.Holder)?.Holder.Organization;
            var instead = market.NewId(Ids.Deal);
            string[] more = matches && holder is not null ? [instead, holder] : [];
            var outcome = await desk.DecideAsync(command, id, (log, deal, held) =>
            {
                var answered = deal.AnswerPriority(self, held, command.Holder, matches, command.Body.Evidence, log.Time());
                return answered.Refused || more.Length == 0 ? answered.OnDeal(id, log, deal) : Replace(log, id, deal, answered, instead, holder!);
            }, cancellationToken, more);
            return await desk.AnswerAsync(outcome, id, command.Caller, cancellationToken);
        }

        /// <summary>The old deal ends and the holder's begins, and the listing passes from the one to the other.</summary>
        private static Effect Replace(LogView log, string id, Deal deal, Decision answered, string instead, string holder)
        {
            var opened = deal.Opened!;
            var (listing, claim) = (opened.Listing!, Listing.Claim(opened.Achievement!));
            var over = answered.Events.Aggregate(deal, (state, e) => state.Apply(e));
            var (effect, freed) = answered.On(id).Follow(id, over, log.State<Listing>(listing), listing, claim);
            var context = DealDesk.Context(log, opened, holder) with { Listing = freed };
            var replaced = deal.InPlaceOf(id, holder, context, log.Time());
            if (replaced.Refused) return replaced.On(instead);
            var own = replaced.Events.Aggregate(Deal.Initial, (state, e) => state.Apply(e));
            return effect.And(instead, replaced.Events).Follow(instead, own, freed, listing, claim).Effect;
        }
    }
}
