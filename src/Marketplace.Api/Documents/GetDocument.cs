using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Contracts;
using Marketplace.Domain.Demands;
using Marketplace.Domain.Documents;
using MediatR;
using Microsoft.Net.Http.Headers;

namespace Marketplace.Api.Documents;

/// <summary>A document's bytes, for everybody who may read what it belongs to.</summary>
public static class GetDocument
{
    public sealed record Query(Caller Caller, string ResourceId, string DocumentId) : IQuery<Download>;

    /// <param name="Path">Where the bytes lie.</param>
    public sealed record Download(string Path, string Name, string MediaType, string Sha256);

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/documents/{resourceId}/{documentId}", async (string resourceId, string documentId, HttpContext http, ISender sender) =>
        {
            var result = await sender.Send(new Query(http.Caller(), resourceId, documentId), http.RequestAborted);
            if (result.Value is not { } download) return result.Refusal!.ToResult(http);
            var headers = http.Response.Headers;
            // What others have sent is kept, not run: no browser guesses another type, and none opens it in this page's name.
            headers.XContentTypeOptions = "nosniff";
            headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
            headers.CacheControl = "private, no-cache";
            headers["Repr-Digest"] = $"sha-256=:{Convert.ToBase64String(Convert.FromHexString(download.Sha256))}:";
            return Results.File(download.Path, download.MediaType is DocumentTypes.PlainText ? "text/plain; charset=utf-8" : download.MediaType, download.Name,
                entityTag: new EntityTagHeaderValue($"\"{download.Sha256}\""), enableRangeProcessing: true);
        })
        .Describe(typeof(GetDocument), "Download a document",
            "As an attachment, never to be opened in the page. The ETag and Repr-Digest (RFC 9530) are the SHA-256 of the whole content. Ranges are served (RFC 9110, 14).",
            AchievementRefusals.NotFound, DemandRefusals.NotFound, ContractRefusals.NotFound, DocumentRefusals.NotFound, DocumentRefusals.Unchecked, DocumentRefusals.Quarantined,
            DocumentRefusals.Unavailable, HttpRefusals.SignInNeeded, HttpRefusals.CallerBarred, HttpRefusals.ScopeMissing)
        .Produces<Stream>(StatusCodes.Status200OK, DocumentTypes.All[0], [.. DocumentTypes.All.Skip(1)])
        .WithMetadata(new ServesRanges());

    internal sealed class Handler(DocumentAccess access, DocumentStore documents, Seals seals) : IRequestHandler<Query, Result<Download>>
    {
        public async Task<Result<Download>> Handle(Query query, CancellationToken cancellationToken)
        {
            var (owner, refusal) = await access.ReadAsync(query.Caller, query.ResourceId, cancellationToken);
            if (refusal is not null) return refusal;
            if (owner.State.Find(query.Caller.Actor, query.DocumentId) is not { } held) return DocumentRefusals.NotFound;
            if (held.NotServed(query.Caller.Actor) is { } withheld) return withheld;
            return documents.Find(held.Attached.Sha256) is { } path
                ? new Download(path, seals.Read(held.Attached.Name) ?? held.Id, held.Attached.MediaType, held.Attached.Sha256) : DocumentRefusals.Unavailable;
        }
    }
}
