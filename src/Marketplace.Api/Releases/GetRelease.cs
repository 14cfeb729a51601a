using System.ComponentModel;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Releases;
using MediatR;

namespace Marketplace.Api.Releases;

/// <summary>A release, for everybody, with what proves it.</summary>
public static class GetRelease
{
    /// <param name="View">Which of the forms is asked for; each has a tag of its own.</param>
    public sealed record Query(Caller Caller, string ReleaseId, string View) : IQuery<ReleaseResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/reports/releases/{releaseId}", (string releaseId, [Description("true: a table begins with a byte order mark.")] bool? bom, HttpContext http, ISender sender) =>
            sender.GetOrTable(http, new Query(http.Caller(), releaseId, CsvTable.IsWanted(http.Request.Headers.Accept) ? bom is true ? "marked" : "table" : "full"),
                release => release.Table(http.Caller()), bom is true, $"{releaseId}.csv"))
        .Describe(typeof(GetRelease), "Read a release",
            "It never changes, but that supersededBy comes with the next vintage, and within a minute the proof stands under a checkpoint of the log. Keep this answer, and marketplace-verify --release checks it offline. With Accept: text/csv it is a table.",
            ReleaseRefusals.NotFound, HttpRefusals.ReadModelBehind)
        .ReturnsOrTable<ReleaseResource>();

    internal sealed class Handler(Market market, ReleaseProofs releases) : IRequestHandler<Query, Result<ReleaseResource>>
    {
        public async Task<Result<ReleaseResource>> Handle(Query query, CancellationToken cancellationToken)
        {
            var release = await market.ReadAsync<Release>(query.ReleaseId, cancellationToken);
            if (release.State.Published is not { } published) return ReleaseRefusals.NotFound;
            var e = await releases.EventAsync(query.ReleaseId, cancellationToken);
            var (proof, lasting) = await releases.OfAsync(query.Caller, e, cancellationToken);
            if (proof.Refusal is { } refusal) return refusal;
            var previous = await releases.PreviousAsync(published, cancellationToken);
            var resource = ReleaseResource.Of(e, published, previous, release.State.SupersededBy, proof.Value, query.Caller);
            // A signature that is made for this answer alone is in no other, so such an answer has no tag.
            return new Result<ReleaseResource>(resource, null, Version: lasting ? release.Version : 0) { View = query.View };
        }
    }
}
