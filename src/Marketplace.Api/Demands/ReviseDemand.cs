using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Demands;
using Marketplace.Domain.Organizations;
using Marketplace.Log;
using MediatR;

namespace Marketplace.Api.Demands;

/// <summary>Writes the whole content of an open demand anew.</summary>
public static class ReviseDemand
{
    public sealed record Command(Caller Caller, string DemandId, DemandDescription Body) : ICommand<DemandResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/v1/demands/{demandId}", (string demandId, DemandDescription body, HttpContext http, ISender sender) =>
            sender.Do(http, new Command(http.Caller(), demandId, body)))
        .Describe(typeof(ReviseDemand), "Revise a demand",
            "The body is the content as it was read, with the changes. Proposals keep the version that they answered.",
            DemandRefusals.NotFound, DemandRefusals.NotOwner, DemandRefusals.NotOpen, DemandRefusals.Secret, DemandRefusals.ContentInvalid, DemandRefusals.FieldMissing,
            DemandRefusals.TooManyKeywords, DemandRefusals.RegionUnknown, DemandRefusals.BudgetMissing, DemandRefusals.BudgetContradicts, DemandRefusals.BudgetReversed,
            DemandRefusals.DeadlinePassed, OrganizationRefusals.NotVerified, OrganizationRefusals.Suspended)
        .NeedsVersion()
        .Returns<DemandResource>();

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body).SetValidator(new DemandDescriptionValidator());
    }

    internal sealed class Handler(Market market, Contacts contacts) : IRequestHandler<Command, Result<DemandResource>>
    {
        public async Task<Result<DemandResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, self) = (command.DemandId, command.Caller.Self);
            var seen = (await market.ReadAsync<Demand>(id, cancellationToken)).State;
            if (seen.Phase is null) return DemandRefusals.NotFound;
            if (seen.Owner != self.Organization) return DemandRefusals.NotOwner;
            // Sealed out here against the state as it was seen; the version in If-Match makes sure that it is the one decided on.
            var content = command.Body.ToContent(contacts.Seal(command.Body.Contact, seen.Content.Contact));
            var outcome = await market.DecideAsync(command, [id, self.Organization], log => command.Caller.Misses(log.Version(id)) is { } gone
                ? Effect.Refuse(gone)
                : log.State<Demand>(id).Revise(self, content, log.State<Organization>(self.Organization), log.Time()).On(id), cancellationToken);
            return await market.AnswerAsync<Demand, DemandResource>(outcome, id, revised => DemandResource.From(revised, contacts, self), cancellationToken);
        }
    }
}
