using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Organizations;
using Marketplace.Domain.Relations;
using MediatR;

namespace Marketplace.Api.Relations;

/// <summary>Somebody of a market or an auction house declares a relation to an organization that may come to bid (法释〔2016〕18号 34).</summary>
public static class DeclareRelation
{
    /// <param name="Organization">The organization concerned: it does not bid where the caller's organization holds the auction.</param>
    /// <param name="Position">What the person or the relative is there, such as 控股股东.</param>
    /// <param name="Name">Of the relative; left out for an own relation.</param>
    public sealed record Body(string Organization, RelationKind Kind, string Position, string? Name = null);

    public sealed record Command(Caller Caller, Body Body) : ICommand<RelationResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/relations", (Body body, HttpContext http, ISender sender) => sender.Create(http, new Command(http.Caller(), body), _ => "/v1/relations"))
        .Describe(typeof(DeclareRelation), "Declare a relation",
            "One's own, or a close relative's. Who it is and how is read by the person and the administrators of the person's organization alone; bidders learn only that there is one.",
            RelationRefusals.OrganizationUnknown, RelationRefusals.AlreadyDeclared)
        .NeedsKey()
        .Returns<RelationResource>(StatusCodes.Status201Created);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Organization).Id(Ids.Organization);
            RuleFor(c => c.Body.Position).Text(200);
            RuleFor(c => c.Body.Name).Text(100);
            RuleFor(c => c.Body.Name).Must((command, name) => name is null == command.Body.Kind is RelationKind.Own)
                .Says("A relative is named, and one's own relation names nobody.", "近亲属须填写姓名，本人则不填写。");
        }
    }

    internal sealed class Handler(Market market, Seals seals) : IRequestHandler<Command, Result<RelationResource>>
    {
        public async Task<Result<RelationResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, body, self) = (market.NewId("rel"), command.Body, command.Caller.Self);
            var statement = seals.Seal(self.Subject, new RelationResource.Statement(body.Kind, body.Name, body.Position).Write());
            var register = RelationRegister.StreamOf(self.Organization);
            var outcome = await market.DecideAsync(command, [register, body.Organization], log =>
                log.State<RelationRegister>(register).Declare(self, id, body.Organization, log.State<Organization>(body.Organization).Phase is not null, statement, log.Time()).On(register), cancellationToken);
            return Market.Answer<RelationResource>(outcome, events => RelationResource.From(new Relation((RelationDeclared)events[0].Content, null), seals));
        }
    }
}
