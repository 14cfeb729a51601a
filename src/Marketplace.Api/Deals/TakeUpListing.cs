using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Contracts;
using Marketplace.Domain.Deals;
using Marketplace.Domain.Listings;
using Marketplace.Domain.Mandates;
using Marketplace.Domain.Organizations;
using Marketplace.Domain.RuleSets;
using Marketplace.Log;
using MediatR;

namespace Marketplace.Api.Deals;

/// <summary>Takes up a listing at its fixed price (摘牌): whoever comes first has it.</summary>
public static class TakeUpListing
{
    /// <param name="OnBehalfOf">Id of the organization for which the caller acts by a mandate with the scope deals.</param>
    public sealed record Body(PaymentMethod? PaymentMethod = null, string? OnBehalfOf = null);

    public sealed record Command(Caller Caller, string ListingId, Body Body) : ICommand<DealResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/listings/{listingId}/take-ups", (string listingId, Body body, HttpContext http, ISender sender) =>
            sender.Create(http, new Command(http.Caller(), listingId, body), taken => $"/v1/deals/{taken.Id}"))
        .Describe(typeof(TakeUpListing), "Take up a listing",
            "At the asking price, without a notice. A transfer is taken up once; an ordinary licence, which is what a licence is where nothing else is said, by everyone. The answer is the deal, agreed unless co-owners have a say.",
            ListingRefusals.NotFound, ListingRefusals.PhaseForbids, DealRefusals.NotTakenUp, DealRefusals.WithOneself, DealRefusals.AgentOfBothSides,
            MandateRefusals.Missing, OrganizationRefusals.NotVerified, OrganizationRefusals.Suspended)
        .NeedsKey()
        .Returns<DealResource>(StatusCodes.Status201Created);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.OnBehalfOf).Id(Ids.Organization);
    }

    internal sealed class Handler(Market market, DealDesk desk) : IRequestHandler<Command, Result<DealResource>>
    {
        public async Task<Result<DealResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, listing, self) = (market.NewId(Ids.Deal), command.ListingId, command.Caller.Self);
            var (buyer, mandates) = (command.Body.OnBehalfOf ?? self.Organization, MandatesHeld.StreamOf(self.Organization));
            var known = (await market.ReadAsync<Listing>(listing, cancellationToken)).State;
            // What a listing offers, and who, never changes.
            var opened = new DealOpened(listing, null, known.Achievement, known.Seller, buyer, known.Market, "", null, DealSide.Buyer, null, null, default);
            var claim = Listing.Claim(known.Achievement);
            string[] streams = known.Phase is null ? [id, listing, mandates, buyer, RuleBook.Stream] : [id, mandates, .. DealDesk.StreamsOf(opened)];
            var outcome = await market.DecideAsync(command, [.. streams.Distinct()], log =>
            {
                if (log.State<Listing>(listing).Phase is null) return Effect.Refuse((Refusal)ListingRefusals.NotFound);
                var held = log.State<MandatesHeld>(mandates);
                var (actor, missing) = held.ActFor(self, command.Body.OnBehalfOf, MandateScope.Deals, log.Time());
                if (missing is not null) return Effect.Refuse(missing);
                var rules = log.State<RuleBook>(RuleBook.Stream).InForce(log.Time(), log.State<Organization>(buyer).Region);
                var context = DealDesk.Context(log, opened with { RuleSet = rules.Version });
                var agent = actor.Organization == self.Organization ? null : self.Organization;
                return Deal.TakeUp(actor, agent, held, listing, context, command.Body.PaymentMethod, log.Time()).OnDeal(id, log, listing, claim);
            }, cancellationToken, claim);
            return await desk.AnswerAsync(outcome, id, command.Caller, cancellationToken);
        }
    }
}
