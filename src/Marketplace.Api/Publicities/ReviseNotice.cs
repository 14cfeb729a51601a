using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Listings;
using Marketplace.Domain.Mandates;
using Marketplace.Domain.Organizations;
using Marketplace.Domain.Publicities;
using Marketplace.Log;
using MediatR;

namespace Marketplace.Api.Publicities;

/// <summary>Changes what a notice says; its days begin anew.</summary>
public static class ReviseNotice
{
    public sealed record Command(Caller Caller, string ListingId, NoticeBody Body) : ICommand<PublicityResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/v1/listings/{listingId}/publicity", (string listingId, NoticeBody body, HttpContext http, ISender sender) =>
            sender.Do(http, new Command(http.Caller(), listingId, body)))
        .Describe(typeof(ReviseNotice), "Revise a notice",
            "The whole of it is sent. The count starts again the day after; the same content changes nothing. An objection that is open stays open.",
            ListingRefusals.NotFound, ListingRefusals.NotSeller, ListingRefusals.PhaseForbids, PublicityRefusals.NotFound, PublicityRefusals.NotUnderWay, PublicityRefusals.NotNeeded,
            PublicityRefusals.BuyerIsSeller, PublicityRefusals.BuyerUnknown, PublicityRefusals.RelationUndeclared, PublicityRefusals.StatementMissing, MandateRefusals.Missing)
        .NeedsVersion()
        .Returns<PublicityResource>();

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
            string[] streams = [stream, id, achievement, mandates, .. body.Buyer is { } buyer ? (string[])[buyer] : []];
            var outcome = await market.DecideAsync(command, [.. streams.Distinct()], log =>
            {
                var (actor, missing) = log.State<MandatesHeld>(mandates).ActFor(self, body.OnBehalfOf, MandateScope.Listings, log.Time());
                if (missing is not null) return Effect.Refuse(missing);
                var buyerState = body.Buyer is { } named ? log.State<Organization>(named) : null;
                return log.State<Publicity>(stream).Revise(actor, log.State<Listing>(id), log.State<Achievement>(achievement), body.ToTerms(), buyerState, log.Time())
                    .On(stream, command.Caller, log);
            }, cancellationToken);
            return await market.AnswerPublicityAsync(outcome, id, command.Caller, seals, cancellationToken);
        }
    }
}
