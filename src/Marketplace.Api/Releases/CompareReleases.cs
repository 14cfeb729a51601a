using System.ComponentModel;
using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Releases;
using MediatR;

namespace Marketplace.Api.Releases;

/// <summary>What differs between two releases of one month, cell by cell.</summary>
public static class CompareReleases
{
    public sealed record Query(Caller Caller, string ReleaseId, string? With) : IQuery<Comparison>;

    /// <param name="By">The dimensions by which both tell the total apart, and by which they are compared.</param>
    /// <param name="Cells">Every sum that differs; none where nothing does.</param>
    public sealed record Comparison(Side From, Side To, IReadOnlyList<ReportDimension> By, IReadOnlyList<ReleaseChange> Cells);

    public sealed record Side(string Id, int Vintage, ReleaseStatus Status, Instant ReleasedAt)
    {
        internal static Side Of(string id, ReportReleased released) => new(id, released.Vintage, released.Status, released.ReleasedAt);
    }

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/reports/releases/{releaseId}/comparison", (string releaseId, [Description("Id of the release that it is compared with.")] string? with, HttpContext http, ISender sender) =>
            sender.Get(http, new Query(http.Caller(), releaseId, with)))
        .Describe(typeof(CompareReleases), "Compare two releases",
            "From the one in the path to the one in with, whichever is the later. Both are of the same period, base and region.",
            ReleaseRefusals.NotFound, ReleaseRefusals.NotComparable)
        .Returns<Comparison>();

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.With).Must(with => Ids.Is(Ids.Release, with)).Says("An id that begins with rel_ is expected.", "应为以 rel_ 开头的编号。");
    }

    internal sealed class Handler(Market market) : IRequestHandler<Query, Result<Comparison>>
    {
        public async Task<Result<Comparison>> Handle(Query query, CancellationToken cancellationToken)
        {
            var (one, other) = (await market.ReadAsync<Release>(query.ReleaseId, cancellationToken), await market.ReadAsync<Release>(query.With!, cancellationToken));
            if (one.State.Published is not { } from || other.State.Published is not { } to) return ReleaseRefusals.NotFound;
            if ((from.Period, from.Base, from.Region) != (to.Period, to.Base, to.Region)) return ReleaseRefusals.NotComparable.With().At("/with");
            return new Comparison(Side.Of(one.Id, from), Side.Of(other.Id, to), ReleaseComparison.Shared(from, to), ReleaseChange.Between(from, to, query.Caller));
        }
    }
}
