using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Mandates;
using Marketplace.Log;
using MediatR;

namespace Marketplace.Api.Mandates;

/// <summary>Takes a power of attorney back; from here on the agent does nothing more for the principal.</summary>
public static class RevokeMandate
{
    public sealed record Body(string? Reason = null);

    public sealed record Command(Caller Caller, string MandateId, Body Body) : ICommand<MandateResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/mandates/{mandateId}/revocation", (string mandateId, Body body, HttpContext http, ISender sender) => sender.Do(http, new Command(http.Caller(), mandateId, body)))
        .Describe(typeof(RevokeMandate), "Revoke a mandate", "The principal alone. What was done under it stays done.",
            MandateRefusals.NotFound, MandateRefusals.NotPrincipal, MandateRefusals.Over, HttpRefusals.VersionGone)
        .Returns<MandateResource>();

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reason).Text(500);
    }

    internal sealed class Handler(Market market) : IRequestHandler<Command, Result<MandateResource>>
    {
        public async Task<Result<MandateResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, self) = (command.MandateId, command.Caller.Self);
            // To whom a mandate was given never changes.
            string[] held = (await market.ReadAsync<Mandate>(id, cancellationToken)).State.Granted is { } granted ? [MandatesHeld.StreamOf(granted.Agent)] : [];
            var outcome = await market.DecideAsync(command, [id, .. held], log =>
            {
                var decision = log.State<Mandate>(id).Revoke(self, command.Body.Reason, log.Time());
                if (decision.Refused) return decision.On(id);
                return command.Caller.Misses(log.Version(id)) is { } gone ? Effect.Refuse(gone) : decision.On(id).And(held[0], decision.Events);
            }, cancellationToken);
            return await market.AnswerAsync<Mandate, MandateResource>(outcome, id, MandateResource.From, cancellationToken);
        }
    }
}
