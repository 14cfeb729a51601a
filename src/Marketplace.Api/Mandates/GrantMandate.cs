using System.Collections.Immutable;
using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Mandates;
using Marketplace.Domain.Organizations;
using MediatR;

namespace Marketplace.Api.Mandates;

/// <summary>Gives another organization, such as a broker agency, a power of attorney (授权委托书, 民法典 art. 161-165).</summary>
public static class GrantMandate
{
    /// <param name="Agent">Id of the organization that is to act.</param>
    /// <param name="Scopes">What it may do; codes of mandate_scope.</param>
    /// <param name="Reference">Number or title of the signed document.</param>
    /// <param name="ValidUntil">The first moment at which it is not valid any more.</param>
    public sealed record Body(string Agent, ImmutableArray<MandateScope> Scopes, string Reference, Instant ValidUntil);

    public sealed record Command(Caller Caller, Body Body) : ICommand<MandateResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/mandates", (Body body, HttpContext http, ISender sender) => sender.Create(http, new Command(http.Caller(), body), granted => $"/v1/mandates/{granted.Id}"))
        .Describe(typeof(GrantMandate), "Grant a mandate",
            "The caller's organization is the principal. What the agent does within the mandate is the principal's; the log names who did it. An agent acts for one side of a deal only.",
            MandateRefusals.AgentUnknown, MandateRefusals.EndsInPast, OrganizationRefusals.NotVerified, OrganizationRefusals.Suspended)
        .NeedsKey()
        .Returns<MandateResource>(StatusCodes.Status201Created);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Agent).Id(Ids.Organization);
            RuleFor(c => c.Body.Scopes).Must(scopes => !scopes.IsDefaultOrEmpty && scopes.Distinct().Count() == scopes.Length).Says("At least one scope is expected, each once.", "应至少填写一项授权范围，每项只写一次。");
            RuleFor(c => c.Body.Reference).Text(200);
        }
    }

    internal sealed class Handler(Market market) : IRequestHandler<Command, Result<MandateResource>>
    {
        public async Task<Result<MandateResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, body, self) = (market.NewId(Ids.Mandate), command.Body, command.Caller.Self);
            var held = MandatesHeld.StreamOf(body.Agent);
            string[] streams = [id, held, body.Agent, self.Organization];
            var outcome = await market.DecideAsync(command, [.. streams.Distinct()], log =>
            {
                var decision = Mandate.Grant(self, id, log.State<Organization>(self.Organization), body.Agent, log.State<Organization>(body.Agent), body.Scopes, body.Reference, body.ValidUntil, log.Time());
                return decision.Refused ? decision.On(id) : decision.On(id).And(held, decision.Events);
            }, cancellationToken);
            return await market.AnswerAsync<Mandate, MandateResource>(outcome, id, MandateResource.From, cancellationToken);
        }
    }
}
