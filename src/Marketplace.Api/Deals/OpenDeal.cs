using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Deals;
using Marketplace.Domain.Demands;
using Marketplace.Domain.Listings;
using Marketplace.Domain.Mandates;
using Marketplace.Domain.Organizations;
using Marketplace.Domain.RuleSets;
using Marketplace.Log;
using MediatR;

namespace Marketplace.Api.Deals;

/// <summary>Begins to negotiate: a buyer over a listing, a solver over a demand.</summary>
public static class OpenDeal
{
    /// <param name="Listing">Id of an open listing; whoever opens the deal would buy.</param>
    /// <param name="Demand">Id of an open demand; whoever opens the deal would solve it, and the demand's enterprise pays.</param>
    /// <param name="Message">The inquiry; nobody but the two sides and the market's operator reads it.</param>
    /// <param name="OnBehalfOf">Id of the organization for which the caller acts by a mandate with the scope deals.</param>
    public sealed record Body(string? Listing = null, string? Demand = null, string? Message = null, string? OnBehalfOf = null);

    public sealed record Command(Caller Caller, Body Body) : ICommand<DealResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/deals", (Body body, HttpContext http, ISender sender) => sender.Create(http, new Command(http.Caller(), body), opened => $"/v1/deals/{opened.Id}"))
        .Describe(typeof(OpenDeal), "Open a deal",
            "An inquiry on a listing or on a demand. Nobody deals with himself, and what is sold by auction is not negotiated. Offers follow, from either side.",
            DealRefusals.SubjectUnclear, DealRefusals.WithOneself, DealRefusals.ListingForAuction, DealRefusals.AgentOfBothSides, ListingRefusals.NotFound, ListingRefusals.PhaseForbids,
            DemandRefusals.NotFound, DemandRefusals.NotOpen, MandateRefusals.Missing, OrganizationRefusals.NotVerified, OrganizationRefusals.Suspended)
        .Returns<DealResource>(StatusCodes.Status201Created);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Listing).Id(Ids.Listing);
            RuleFor(c => c.Body.Demand).Id(Ids.Demand);
            RuleFor(c => c.Body.Message).Text(5000);
            RuleFor(c => c.Body.OnBehalfOf).Id(Ids.Organization);
        }
    }

    internal sealed class Handler(Market market, Seals seals, DealDesk desk) : IRequestHandler<Command, Result<DealResource>>
    {
        public async Task<Result<DealResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, body, self) = (market.NewId(Ids.Deal), command.Body, command.Caller.Self);
            if (body.Listing is null == body.Demand is null) return DealRefusals.SubjectUnclear;
            var message = body.Message is { } text ? seals.Seal(id, text) : null;
            var (subject, side, mandates) = (body.Listing ?? body.Demand!, body.OnBehalfOf ?? self.Organization, MandatesHeld.StreamOf(self.Organization));
            string[] streams = [id, subject, side, mandates, RuleBook.Stream];
            var outcome = await market.DecideAsync(command, streams, log =>
            {
                var held = log.State<MandatesHeld>(mandates);
                var (actor, missing) = held.ActFor(self, body.OnBehalfOf, MandateScope.Deals, log.Time());
                if (missing is not null) return Effect.Refuse(missing);
                var (own, agent) = (log.State<Organization>(side), actor.Organization == self.Organization ? null : self.Organization);
                var rules = log.State<RuleBook>(RuleBook.Stream).InForce(log.Time(), own.Region);
                return (body.Listing is not null
                    ? Deal.OpenOnListing(actor, agent, held, subject, log.State<Listing>(subject), own, message, rules, log.Time())
                    : Deal.OpenOnDemand(actor, agent, held, subject, log.State<Demand>(subject), own, message, rules, log.Time())).On(id);
            }, cancellationToken);
            return await desk.AnswerAsync(outcome, id, command.Caller, cancellationToken);
        }
    }
}
