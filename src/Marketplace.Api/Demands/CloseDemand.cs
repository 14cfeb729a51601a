using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Demands;
using Marketplace.Log;
using MediatR;

namespace Marketplace.Api.Demands;

/// <summary>Closes a demand before its deadline.</summary>
public static class CloseDemand
{
    /// <param name="Reason">Any but deadline_passed, which the marketplace itself writes.</param>
    /// <param name="Note">What is to be said beside the reason; public.</param>
    public sealed record Body(DemandClosureReason Reason, string? Note = null);

    public sealed record Command(Caller Caller, string DemandId, Body Body) : ICommand<DemandResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/demands/{demandId}/closure", (string demandId, Body body, HttpContext http, ISender sender) =>
            sender.Do(http, new Command(http.Caller(), demandId, body)))
        .Describe(typeof(CloseDemand), "Close a demand", "From now on no proposal is taken. Those that stand stay as they are.",
            DemandRefusals.NotFound, DemandRefusals.NotOwner, DemandRefusals.NotOpen, DemandRefusals.ReasonReserved, HttpRefusals.VersionGone)
        .Returns<DemandResource>();

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Note).Text(500);
    }

    internal sealed class Handler(Market market, Contacts contacts) : IRequestHandler<Command, Result<DemandResource>>
    {
        public async Task<Result<DemandResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, body, self) = (command.DemandId, command.Body, command.Caller.Self);
            var outcome = await market.DecideAsync(command, [id], log => command.Caller.Misses(log.Version(id)) is { } gone
                ? Effect.Refuse(gone)
                : log.State<Demand>(id).Close(self, body.Reason, body.Note, log.Time()).On(id), cancellationToken);
            return await market.AnswerAsync<Demand, DemandResource>(outcome, id, closed => DemandResource.From(closed, contacts, self), cancellationToken);
        }
    }
}
