using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Organizations;
using MediatR;

namespace Marketplace.Api.Organizations;

/// <summary>Bars an organization from publishing, bidding and filing, for a time or until the suspension is lifted.</summary>
public static class SuspendOrganization
{
    /// <param name="Reason">Is public, as the law asks of measures against a trader (电子商务法 art. 36).</param>
    /// <param name="Until">Market time at which the suspension ends by itself; absent when it lasts until it is lifted.</param>
    public sealed record Body(string Reason, Instant? Until = null);

    public sealed record Command(Caller Caller, string OrganizationId, Body Body) : ICommand<OrganizationResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/organizations/{organizationId}/suspension", (string organizationId, Body body, HttpContext http, ISender sender) =>
            sender.Do(http, new Command(http.Caller(), organizationId, body)))
        .Describe(typeof(SuspendOrganization), "Suspend an organization",
            "The organization may look and manage its people and apps, but not publish, bid or file, on any market. The reason is public. Offices, market operators and supervisors are suspended by a platform administrator. A suspension with an end is lifted when its moment comes.",
            OrganizationRefusals.NotFound, OrganizationRefusals.KindReserved, OrganizationRefusals.NotVerified, OrganizationRefusals.AlreadySuspended, OrganizationRefusals.SuspensionInPast, HttpRefusals.VersionGone)
        .Returns<OrganizationResource>();

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reason).Text(500);
    }

    internal sealed class Handler(Market market) : IRequestHandler<Command, Result<OrganizationResource>>
    {
        public async Task<Result<OrganizationResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, body) = (command.OrganizationId, command.Body);
            var outcome = await market.DecideAsync(command, [id], log =>
                log.State<Organization>(id).Suspend(command.Caller.Self, body.Reason, body.Until, log.Time()).On(id, command.Caller, log), cancellationToken);
            return await market.AnswerAsync<Organization, OrganizationResource>(outcome, id, OrganizationResource.From, cancellationToken);
        }
    }
}
