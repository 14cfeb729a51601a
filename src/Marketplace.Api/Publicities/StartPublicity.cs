using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Listings;
using Marketplace.Domain.Mandates;
using Marketplace.Domain.Organizations;
using Marketplace.Domain.Publicities;
using Marketplace.Domain.RuleSets;
using Marketplace.Log;
using MediatR;

namespace Marketplace.Api.Publicities;

/// <summary>Makes the intended price of a listing by agreement public (公示, 促进科技成果转化法 art. 18).</summary>
public static class StartPublicity
{
    public sealed record Command(Caller Caller, string ListingId, NoticeBody Body) : ICommand<PublicityResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/listings/{listingId}/publicity", (string listingId, NoticeBody body, HttpContext http, ISender sender) =>
            sender.Create(http, new Command(http.Caller(), listingId, body), _ => $"/v1/listings/{listingId}/publicity"))
        .Describe(typeof(StartPublicity), "Start a publicity",
            "Day 1 is the day after; it ends at 24:00 Shanghai time of the last of the days that the rules of today ask for. The day of an objection, of its decision or of a change does not count.",
            ListingRefusals.NotFound, ListingRefusals.NotSeller, ListingRefusals.PhaseForbids, PublicityRefusals.NotNeeded, PublicityRefusals.UnderWay,
            PublicityRefusals.BuyerIsSeller, PublicityRefusals.BuyerUnknown, PublicityRefusals.RelationUndeclared, PublicityRefusals.StatementMissing, MandateRefusals.Missing)
        .NeedsKey()
        .Returns<PublicityResource>(StatusCodes.Status201Created);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body).SetValidator(new NoticeBodyValidator());
    }

    internal sealed class Handler(Market market, Seals seals) : IRequestHandler<Command, Result<PublicityResource>>
    {
        public async Task<Result<PublicityResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, body, self) = (command.ListingId, command.Body, command.Caller.Self);
            var known = await market.ReadAsync<Listing>(id, cancellationToken);
            if (!known.Exists) return ListingRefusals.NotFound;
            var (stream, achievement, mandates) = (Publicity.StreamOf(id), known.State.Achievement, MandatesHeld.StreamOf(self.Organization));
            string[] streams = [stream, id, achievement, known.State.Seller, mandates, RuleBook.Stream, .. body.Buyer is { } buyer ? (string[])[buyer] : []];
            var outcome = await market.DecideAsync(command, [.. streams.Distinct()], log =>
            {
                var (actor, missing) = log.State<MandatesHeld>(mandates).ActFor(self, body.OnBehalfOf, MandateScope.Listings, log.Time());
                if (missing is not null) return Effect.Refuse(missing);
                var listing = log.State<Listing>(id);
                var rules = log.State<RuleBook>(RuleBook.Stream).InForce(log.Time(), log.State<Organization>(listing.Seller).Region);
                return log.State<Publicity>(stream).Start(actor, id, listing, log.State<Achievement>(achievement), body.ToTerms(),
                    body.Buyer is { } named ? log.State<Organization>(named) : null, rules, log.Time()).On(stream);
            }, cancellationToken);
            return await market.AnswerPublicityAsync(outcome, id, command.Caller, seals, cancellationToken);
        }
    }
}
