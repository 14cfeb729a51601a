using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Organizations;
using MediatR;

namespace Marketplace.Api.Organizations;

/// <summary>One organization, as it is now.</summary>
public static class GetOrganization
{
    public sealed record Query(Caller Caller, string OrganizationId) : IQuery<OrganizationResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/organizations/{organizationId}", (string organizationId, HttpContext http, ISender sender) =>
            sender.Get(http, new Query(http.Caller(), organizationId)))
        .Describe(typeof(GetOrganization), "Read an organization", "Verified organizations are public: who trades here is no secret. One that is not verified yet is seen by itself, by market operators and by the supervisor.", OrganizationRefusals.NotFound)
        .Returns<OrganizationResource>();

    internal sealed class Handler(Market market) : IRequestHandler<Query, Result<OrganizationResource>>
    {
        public async Task<Result<OrganizationResource>> Handle(Query query, CancellationToken cancellationToken)
        {
            var organization = await market.ReadAsync<Organization>(query.OrganizationId, cancellationToken);
            if (!organization.State.VisibleTo(query.Caller.Actor, organization.Id)) return OrganizationRefusals.NotFound;
            return new Result<OrganizationResource>(OrganizationResource.From(organization), null, Version: organization.Version);
        }
    }
}
