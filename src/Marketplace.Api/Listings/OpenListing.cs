using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Listings;
using Marketplace.Domain.Mandates;
using Marketplace.Domain.Organizations;
using Marketplace.Log;
using MediatR;

namespace Marketplace.Api.Listings;

/// <summary>Offers an approved achievement on a market, in one way, at a price found by one method.</summary>
public static class OpenListing
{
    /// <param name="Achievement">An approved achievement of the seller.</param>
    /// <param name="Market">Id of a verified market operator.</param>
    /// <param name="TransferMode">One of the ways that the achievement names.</param>
    /// <param name="AskPrice">Needed where the price method is listing.</param>
    /// <param name="Reserve">保留价 for an auction. It is sealed at once: not even the market that runs the auction reads it before its end (拍卖法 28).</param>
    /// <param name="OnBehalfOf">Id of the seller, where the caller acts for it by a mandate with the scope listings.</param>
    public sealed record Body(
        string Achievement, string Market, TransferMode TransferMode, PriceMethod PriceMethod, Money? AskPrice = null, Money? Reserve = null,
        string? OnBehalfOf = null);

    public sealed record Command(Caller Caller, Body Body) : ICommand<ListingResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/listings", (Body body, HttpContext http, ISender sender) =>
            sender.Create(http, new Command(http.Caller(), body), opened => $"/v1/listings/{opened.Id}"))
        .Describe(typeof(OpenListing), "Open a listing",
            "One listing at a time is open for an achievement; what was sold is not listed again, a licence can be offered once more.",
            ListingRefusals.AchievementUnknown, ListingRefusals.AchievementNotApproved, ListingRefusals.AchievementTaken, ListingRefusals.MarketUnknown,
            ListingRefusals.ModeNotOffered, ListingRefusals.AskPriceMissing, ListingRefusals.ReserveWithoutAuction, MandateRefusals.Missing,
            OrganizationRefusals.NotVerified, OrganizationRefusals.Suspended)
        .Returns<ListingResource>(StatusCodes.Status201Created);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Achievement).Id(Ids.Achievement);
            RuleFor(c => c.Body.Market).Id(Ids.Organization);
            RuleFor(c => c.Body.AskPrice).Positive();
            RuleFor(c => c.Body.Reserve).Positive();
            RuleFor(c => c.Body.OnBehalfOf).Id(Ids.Organization);
        }
    }

    internal sealed class Handler(Market market, Seals seals) : IRequestHandler<Command, Result<ListingResource>>
    {
        public async Task<Result<ListingResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, body, self) = (market.NewId(Ids.Listing), command.Body, command.Caller.Self);
            var reserve = body.Reserve is { } amount ? seals.Seal(id, amount.Fen.ToString()) : null;
            var terms = new ListingTerms(body.Achievement, body.Market, body.TransferMode, body.PriceMethod, body.AskPrice, reserve);
            var claim = Listing.Claim(body.Achievement);
            var (seller, mandates) = (body.OnBehalfOf ?? self.Organization, MandatesHeld.StreamOf(self.Organization));
            string[] streams = [id, body.Achievement, body.Market, seller, mandates];
            var outcome = await market.DecideAsync(command, [.. streams.Distinct()], log =>
            {
                var (actor, missing) = log.State<MandatesHeld>(mandates).ActFor(self, body.OnBehalfOf, MandateScope.Listings, log.Time());
                if (missing is not null) return Effect.Refuse(missing);
                var decision = log.State<Listing>(id).Open(
                    actor, terms, log.State<Achievement>(body.Achievement), log.State<Organization>(seller), log.State<Organization>(body.Market), log.Time());
                if (decision.Refused) return decision.On(id);
                return log.HolderOf(claim) is null ? decision.On(id).Claim(claim, id) : Effect.Refuse(ListingRefusals.AchievementTaken.With().At("/achievement"));
            }, cancellationToken, claim);
            return await market.AnswerAsync<Listing, ListingResource>(outcome, id, ListingResource.From, cancellationToken);
        }
    }
}
