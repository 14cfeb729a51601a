using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Demands;
using Marketplace.Log;
using MediatR;

namespace Marketplace.Api.Demands;

/// <summary>A market operator takes a demand down, for a reason that is published.</summary>
public static class TakeDownDemand
{
    /// <param name="Statement">What was found, in words. It is public: it must not repeat what has to go.</param>
    public sealed record Body(TakedownReason Reason, string Statement);

    public sealed record Command(Caller Caller, string DemandId, Body Body) : ICommand<DemandResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/demands/{demandId}/takedown", (string demandId, Body body, HttpContext http, ISender sender) =>
            sender.Do(http, new Command(http.Caller(), demandId, body)))
        .Describe(typeof(TakeDownDemand), "Take a demand down",
            "The content is shown no more but to its owner, the operators and the supervisor. Who took it down and why is public (电子商务法 art. 36).",
            DemandRefusals.NotFound, DemandRefusals.AlreadyTakenDown, HttpRefusals.VersionGone)
        .Returns<DemandResource>();

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Statement).Text(1000);
    }

    internal sealed class Handler(Market market, Contacts contacts) : IRequestHandler<Command, Result<DemandResource>>
    {
        public async Task<Result<DemandResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, body, self) = (command.DemandId, command.Body, command.Caller.Self);
            var outcome = await market.DecideAsync(command, [id], log => command.Caller.Misses(log.Version(id)) is { } gone
                ? Effect.Refuse(gone)
                : log.State<Demand>(id).TakeDown(self, body.Reason, body.Statement, log.Time()).On(id), cancellationToken);
            return await market.AnswerAsync<Demand, DemandResource>(outcome, id, down => DemandResource.From(down, contacts, self), cancellationToken);
        }
    }
}
