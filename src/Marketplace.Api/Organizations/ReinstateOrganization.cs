using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Organizations;
using MediatR;

namespace Marketplace.Api.Organizations;

/// <summary>Lifts a suspension before its end, or one that has none.</summary>
public static class ReinstateOrganization
{
    public sealed record Command(Caller Caller, string OrganizationId) : ICommand<OrganizationResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/organizations/{organizationId}/reinstatement", (string organizationId, HttpContext http, ISender sender) =>
            sender.Do(http, new Command(http.Caller(), organizationId)))
        .Describe(typeof(ReinstateOrganization), "Lift a suspension",
            "The organization may publish, bid and file again. A suspension with an end is lifted by itself when its moment comes; this lifts it sooner.",
            OrganizationRefusals.NotFound, OrganizationRefusals.KindReserved, OrganizationRefusals.NotSuspended, HttpRefusals.VersionGone)
        .Returns<OrganizationResource>();

    internal sealed class Handler(Market market) : IRequestHandler<Command, Result<OrganizationResource>>
    {
        public async Task<Result<OrganizationResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var id = command.OrganizationId;
            var outcome = await market.DecideAsync(command, [id], log =>
                log.State<Organization>(id).Reinstate(command.Caller.Self).On(id, command.Caller, log), cancellationToken);
            return await market.AnswerAsync<Organization, OrganizationResource>(outcome, id, OrganizationResource.From, cancellationToken);
        }
    }
}
