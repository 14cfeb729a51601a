using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Organizations;
using MediatR;

namespace Marketplace.Api.Organizations;

/// <summary>An operator confirms that it has seen the organization's licence; from then on the organization may act.</summary>
public static class VerifyOrganization
{
    /// <param name="CreditCodeEvidence">What a credit code whose check digit differs was compared with; needed for such a code only.</param>
    public sealed record Body(string? CreditCodeEvidence = null);

    public sealed record Command(Caller Caller, string OrganizationId, Body Body) : ICommand<OrganizationResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/organizations/{organizationId}/verification", (string organizationId, Body body, HttpContext http, ISender sender) =>
            sender.Do(http, new Command(http.Caller(), organizationId, body)))
        .Describe(typeof(VerifyOrganization), "Verify an organization",
            "Says that an operator has compared the organization with its licence. It may publish, bid and file from now on. A credit code whose check digit differs needs the evidence on which it is taken.",
            OrganizationRefusals.NotFound, OrganizationRefusals.AlreadyVerified, OrganizationRefusals.EvidenceMissing, HttpRefusals.VersionGone)
        .Returns<OrganizationResource>();

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.CreditCodeEvidence).Text(500);
    }

    internal sealed class Handler(Market market) : IRequestHandler<Command, Result<OrganizationResource>>
    {
        public async Task<Result<OrganizationResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var id = command.OrganizationId;
            var outcome = await market.DecideAsync(command, [id], log =>
                log.State<Organization>(id).Verify(command.Body.CreditCodeEvidence).On(id, command.Caller, log), cancellationToken);
            return await market.AnswerAsync<Organization, OrganizationResource>(outcome, id, OrganizationResource.From, cancellationToken);
        }
    }
}
