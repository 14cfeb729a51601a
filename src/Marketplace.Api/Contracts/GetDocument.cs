using Marketplace.Api.Documents;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Contracts;
using MediatR;
using Microsoft.Net.Http.Headers;

namespace Marketplace.Api.Contracts;

/// <summary>A document's bytes, for everybody who may read the contract.</summary>
public static class GetDocument
{
    public sealed record Query(Caller Caller, string ContractId, string DocumentId) : IQuery<Download>;

    /// <param name="Path">Where the bytes lie.</param>
    public sealed record Download(string Path, string Name, string MediaType, string Sha256);

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/contracts/{contractId}/documents/{documentId}", async (string contractId, string documentId, HttpContext http, ISender sender) =>
        {
            var result = await sender.Send(new Query(http.Caller(), contractId, documentId), http.RequestAborted);
            if (result.Value is not { } download) return result.Refusal!.ToResult(http);
            var headers = http.Response.Headers;
            // What others have sent is kept, not run: no browser guesses another type, and none opens it in this page's name.
            headers.XContentTypeOptions = "nosniff";
            headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
            headers.CacheControl = "private, no-cache";
            return Results.File(download.Path, download.MediaType is DocumentTypes.PlainText ? "text/plain; charset=utf-8" : download.MediaType, download.Name,
                entityTag: new EntityTagHeaderValue($"\"{download.Sha256}\""), enableRangeProcessing: true);
        })
        .Describe(typeof(GetDocument), "Download a document", "The ETag is the content's SHA-256. Ranges are served (RFC 9110, 14).",
            ContractRefusals.NotFound, DocumentRefusals.NotFound, DocumentRefusals.Unavailable)
        .Produces<Stream>(StatusCodes.Status200OK, DocumentTypes.All[0], [.. DocumentTypes.All.Skip(1)]);

    internal sealed class Handler(Market market, DocumentStore documents, Seals seals) : IRequestHandler<Query, Result<Download>>
    {
        public async Task<Result<Download>> Handle(Query query, CancellationToken cancellationToken)
        {
            var contract = (await market.ReadAsync<Contract>(query.ContractId, cancellationToken)).State;
            if (!contract.VisibleTo(query.Caller.Self)) return ContractRefusals.NotFound;
            if (contract.Documents.FirstOrDefault(attached => attached.Document == query.DocumentId) is not { } document) return DocumentRefusals.NotFound;
            return documents.Find(document.Sha256) is { } path ? new Download(path, seals.Read(document.Name) ?? document.Document, document.MediaType, document.Sha256) : DocumentRefusals.Unavailable;
        }
    }
}
