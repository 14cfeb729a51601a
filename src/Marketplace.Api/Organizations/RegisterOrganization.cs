using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Organizations;
using Marketplace.Log;
using MediatR;

namespace Marketplace.Api.Organizations;

/// <summary>Enters an organization; a credit code names one organization only.</summary>
public static class RegisterOrganization
{
    public sealed record Body(OrganizationKind Kind, string NameZh, string CreditCode, string Region, string? NameEn = null, string? OfficePoint = null, string? ParentMarket = null);

    public sealed record Command(Caller Caller, Body Body) : ICommand<OrganizationResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/organizations", (Body body, HttpContext http, ISender sender) =>
            sender.Create(http, new Command(http.Caller(), body), created => $"/v1/organizations/{created.Id}"))
        .Describe(typeof(RegisterOrganization), "Register an organization",
            "A credit code whose check digit differs is taken with a warning, because codes of the pilot years do so; an operator confirms it at verification.",
            OrganizationRefusals.KindReserved, OrganizationRefusals.CreditCodeMalformed, OrganizationRefusals.CreditCodeTaken,
            OrganizationRefusals.RegionUnknown, OrganizationRefusals.OfficePointInvalid, OrganizationRefusals.OfficePointTaken, OrganizationRefusals.ParentMarketInvalid)
        .Returns<OrganizationResource>(StatusCodes.Status201Created);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.NameZh).Text(200);
            RuleFor(c => c.Body.NameEn).Text(200);
            RuleFor(c => c.Body.ParentMarket).Id(Ids.Organization);
        }
    }

    internal sealed class Handler(Market market) : IRequestHandler<Command, Result<OrganizationResource>>
    {
        public async Task<Result<OrganizationResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, body) = (market.NewId(Ids.Organization), command.Body);
            var details = new OrganizationDetails(body.Kind, body.NameZh, body.NameEn, body.CreditCode, body.Region, body.OfficePoint, body.ParentMarket);
            string[] claims = [.. Organization.Claims(details)];
            var outcome = await market.DecideAsync(command, [id, .. body.ParentMarket is { } parent ? [parent] : Array.Empty<string>()], log =>
            {
                var decision = log.State<Organization>(id).Register(command.Caller.Self, details, details.ParentMarket is { } market ? log.State<Organization>(market) : null);
                if (decision.Refused) return decision.On(id);
                if (claims.FirstOrDefault(claim => log.HolderOf(claim) is not null) is { } taken) return Effect.Refuse(Organization.ClaimTaken(taken));
                return claims.Aggregate(decision.On(id), (effect, claim) => effect.Claim(claim, id));
            }, cancellationToken, claims);
            return await market.AnswerAsync<Organization, OrganizationResource>(outcome, id, OrganizationResource.From, cancellationToken);
        }
    }
}
