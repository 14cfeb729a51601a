using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Relations;
using MediatR;

namespace Marketplace.Api.Relations;

/// <summary>The relations that the caller has declared; an administrator sees those of the whole organization.</summary>
public static class ListRelations
{
    public sealed record Query(Caller Caller, int? Limit, string? Cursor) : IQuery<Page<RelationResource>>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/relations", (int? limit, string? cursor, HttpContext http, ISender sender) => sender.Get(http, new Query(http.Caller(), limit, cursor)))
        .Describe(typeof(ListRelations), "List relations", "In the order in which they were declared, also those that have ended.", HttpRefusals.CursorMismatch)
        .Returns<Page<RelationResource>>();

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Limit).Limit();
    }

    internal sealed class Handler(Market market, Seals seals) : IRequestHandler<Query, Result<Page<RelationResource>>>
    {
        public async Task<Result<Page<RelationResource>>> Handle(Query query, CancellationToken cancellationToken)
        {
            var self = query.Caller.Self;
            var (key, refusal) = Cursors.Read(query.Cursor, 1, self.Subject);
            if (refusal is not null) return refusal;
            var after = key is null ? 0 : int.TryParse(key[0], out var place) ? place : int.MaxValue;
            var limit = query.Limit ?? 50;
            var all = (await market.ReadAsync<RelationRegister>(RelationRegister.StreamOf(self.Organization), cancellationToken)).State.All;
            var seen = all.Select((relation, at) => (Relation: relation, Place: at + 1)).Skip(after).Where(one => one.Relation.VisibleTo(self)).Take(limit + 1).ToList();
            var next = seen.Count > limit ? Cursors.Write([$"{seen[limit - 1].Place}"], self.Subject) : null;
            return new Page<RelationResource>([.. seen.Take(limit).Select(one => RelationResource.From(one.Relation, seals))], next);
        }
    }
}
