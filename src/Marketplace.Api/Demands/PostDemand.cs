using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Demands;
using Marketplace.Domain.Organizations;
using MediatR;

namespace Marketplace.Api.Demands;

/// <summary>An enterprise states a problem that it will pay for and check.</summary>
public static class PostDemand
{
    public sealed record Command(Caller Caller, DemandDescription Body) : ICommand<DemandResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/demands", (DemandDescription body, HttpContext http, ISender sender) =>
            sender.Create(http, new Command(http.Caller(), body), posted => $"/v1/demands/{posted.Id}"))
        .Describe(typeof(PostDemand), "Post a demand",
            "Public from now on; the contact is sealed under a key of its own and shown to whoever is signed in, or to nobody. At its deadline the demand closes by itself. Only a verified enterprise posts (促进科技成果转化法 art. 22).",
            DemandRefusals.NotEnterprise, DemandRefusals.Secret, DemandRefusals.ContentInvalid, DemandRefusals.FieldMissing, DemandRefusals.TooManyKeywords,
            DemandRefusals.RegionUnknown, DemandRefusals.BudgetMissing, DemandRefusals.BudgetContradicts, DemandRefusals.BudgetReversed,
            DemandRefusals.DeadlinePassed, OrganizationRefusals.NotVerified, OrganizationRefusals.Suspended)
        .Returns<DemandResource>(StatusCodes.Status201Created);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body).SetValidator(new DemandDescriptionValidator());
    }

    internal sealed class Handler(Market market, Contacts contacts) : IRequestHandler<Command, Result<DemandResource>>
    {
        public async Task<Result<DemandResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, self) = (market.NewId(Ids.Demand), command.Caller.Self);
            var content = command.Body.ToContent(contacts.Seal(command.Body.Contact, null));
            var outcome = await market.DecideAsync(command, [id, self.Organization], log =>
                log.State<Demand>(id).Post(self, content, log.State<Organization>(self.Organization), log.Time()).On(id), cancellationToken);
            return await market.AnswerAsync<Demand, DemandResource>(outcome, id, posted => DemandResource.From(posted, contacts, self), cancellationToken);
        }
    }
}
