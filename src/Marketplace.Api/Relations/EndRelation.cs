using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Relations;
using MediatR;

namespace Marketplace.Api.Relations;

/// <summary>A declared relation is no more.</summary>
public static class EndRelation
{
    /// <param name="Relation">Id of the relation.</param>
    public sealed record Body(string Relation);

    public sealed record Command(Caller Caller, Body Body) : ICommand<RelationResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/relations/endings", (Body body, HttpContext http, ISender sender) => sender.Do(http, new Command(http.Caller(), body)))
        .Describe(typeof(EndRelation), "End a relation", "The person who declared it, or an administrator of the organization. That there was one stays on record.",
            RelationRefusals.NotFound, RelationRefusals.Ended)
        .NeedsKey()
        .Returns<RelationResource>();

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Relation).Id("rel");
    }

    internal sealed class Handler(Market market, Seals seals) : IRequestHandler<Command, Result<RelationResource>>
    {
        public async Task<Result<RelationResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, self) = (command.Body.Relation, command.Caller.Self);
            var register = RelationRegister.StreamOf(self.Organization);
            var outcome = await market.DecideAsync(command, [register], log => log.State<RelationRegister>(register).End(self, id, log.Time()).On(register), cancellationToken);
            var current = (await market.ReadAsync<RelationRegister>(register, cancellationToken)).State;
            return Market.Answer<RelationResource>(outcome, _ => RelationResource.From(current.All.First(one => one.Declared.Relation == id), seals));
        }
    }
}
