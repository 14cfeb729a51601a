using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Deals;
using Marketplace.Domain.Listings;
using Marketplace.Domain.Organizations;
using Marketplace.Log;
using MediatR;

namespace Marketplace.Api.Deals;

/// <summary>Accepts the other side's offer: both sides agree on terms.</summary>
public static class AcceptOffer
{
    public sealed record Command(Caller Caller, string DealId, string OfferId) : ICommand<DealResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/deals/{dealId}/offers/{offerId}/acceptance", (string dealId, string offerId, HttpContext http, ISender sender) =>
            sender.Do(http, new Command(http.Caller(), dealId, offerId)))
        .Describe(typeof(AcceptOffer), "Accept an offer",
            "From here on the listing waits for this deal alone. It is agreed once every co-owner consents, nobody uses a priority, and a price by agreement has been public for its days; then the contract is drafted by itself.",
            DealRefusals.NotFound, DealRefusals.NotParty, DealRefusals.AgentOfBothSides, DealRefusals.PhaseForbids, OfferRefusals.NotStanding, OfferRefusals.Own,
            OfferRefusals.Expired, ListingRefusals.PhaseForbids, OrganizationRefusals.NotVerified, OrganizationRefusals.Suspended, HttpRefusals.VersionGone)
        .NeedsKey()
        .Returns<DealResource>();

    internal sealed class Handler(Market market, Seals seals, DealDesk desk) : IRequestHandler<Command, Result<DealResource>>
    {
        public async Task<Result<DealResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, offer, self) = (command.DealId, command.OfferId, command.Caller.Self);
            // Opened out here: a decision neither waits for a key nor knows where keys are kept. What an offer holds never changes.
            var made = (await market.ReadAsync<Deal>(id, cancellationToken)).State.Offers.FirstOrDefault(one => one.Made.Offer == offer)?.Made;
            var content = made is null ? null : OfferContent.Open(made.Content, seals.Open(made.Content)!);
            var outcome = await desk.DecideAsync(command, id, (log, deal, held) =>
            {
                if (!deal.VisibleTo(self, held, log.Time())) return Effect.Refuse((Refusal)DealRefusals.NotFound);
                if (command.Caller.Misses(log.Version(id)) is { } gone) return Effect.Refuse(gone);
                // Made since it was looked for: as good as not made yet.
                if (content is null && deal.Standing?.Offer == offer) return Effect.Refuse((Refusal)OfferRefusals.NotStanding);
                return deal.Accept(self, held, offer, content, DealDesk.Context(log, deal.Opened!), log.Time()).OnDeal(id, log, deal);
            }, cancellationToken);
            return await desk.AnswerAsync(outcome, id, command.Caller, cancellationToken);
        }
    }
}
