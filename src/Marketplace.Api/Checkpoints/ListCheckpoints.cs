using System.Globalization;
using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using MediatR;

namespace Marketplace.Api.Checkpoints;

/// <summary>All signed checkpoints, the first of them first.</summary>
public static class ListCheckpoints
{
    /// <param name="Limit">1 to 200; 50 where it is left out.</param>
    /// <param name="Cursor">The next of the page before.</param>
    public sealed record Filter(int? Limit, string? Cursor);

    public sealed record Query(Caller Caller, Filter Filter) : IQuery<Page<GetCheckpoint.Checkpoint>>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/log/checkpoints", ([AsParameters] Filter filter, HttpContext http, ISender sender) => sender.Get(http, new Query(http.Caller(), filter)))
        .Describe(typeof(ListCheckpoints), "List the signed checkpoints", "In the order in which they were signed; each covers more than the one before.",
            HttpRefusals.RequestInvalid, HttpRefusals.CursorMismatch)
        .Returns<Page<GetCheckpoint.Checkpoint>>();

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Filter.Limit).Limit();
    }

    internal sealed class Handler(CheckpointBook checkpoints) : IRequestHandler<Query, Result<Page<GetCheckpoint.Checkpoint>>>
    {
        private const string NoFilters = "checkpoints";

        public async Task<Result<Page<GetCheckpoint.Checkpoint>>> Handle(Query query, CancellationToken cancellationToken)
        {
            var (key, refusal) = Cursors.Read(query.Filter.Cursor, 1, NoFilters);
            if (refusal is not null) return refusal;
            var after = 0L;
            if (key is not null && !long.TryParse(key[0], NumberStyles.None, CultureInfo.InvariantCulture, out after)) return HttpRefusals.CursorMismatch;
            var limit = query.Filter.Limit ?? 50;
            // One more than asked for tells whether there is a next page.
            var found = await checkpoints.ReadAsync(after, limit + 1, cancellationToken);
            var next = found.Count > limit ? Cursors.Write([found[limit - 1].Version.ToString(CultureInfo.InvariantCulture)], NoFilters) : null;
            return new Page<GetCheckpoint.Checkpoint>([.. found.Take(limit).Select(each => GetCheckpoint.Checkpoint.From(each.Signed))], next, null);
        }
    }
}
