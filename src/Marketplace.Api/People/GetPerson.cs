using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.People;
using MediatR;

namespace Marketplace.Api.People;

/// <summary>One person's account, for the person and for who manages it.</summary>
public static class GetPerson
{
    public sealed record Query(Caller Caller, string PersonId) : IQuery<PersonResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/people/{personId}", (string personId, HttpContext http, ISender sender) =>
            sender.Get(http, new Query(http.Caller(), personId)))
        .Describe(typeof(GetPerson), "Read a person's account",
            "For the person, the administrators of the person's organization and platform administrators; for everybody else there is no such person. An erased person has no name.",
            PersonRefusals.NotFound)
        .Returns<PersonResource>();

    internal sealed class Handler(Market market, Seals seals) : IRequestHandler<Query, Result<PersonResource>>
    {
        public async Task<Result<PersonResource>> Handle(Query query, CancellationToken cancellationToken)
        {
            var person = await market.ReadAsync<Person>(query.PersonId, cancellationToken);
            if (!person.State.VisibleTo(query.Caller.Self)) return PersonRefusals.NotFound;
            return new Result<PersonResource>(PersonResource.From(person, seals), null, Version: person.Version);
        }
    }
}
