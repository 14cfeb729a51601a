using System.Collections.Concurrent;
using System.ComponentModel;
using System.Security.Cryptography;
using System.Text.Json;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using MediatR;

namespace Marketplace.Api.Reference;

/// <summary>One code list with its labels.</summary>
public static class GetCodelist
{
    public sealed record Query(Caller Caller, string Name) : IQuery<CodelistResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/codelists/{name}", ([Description("The list's name, such as contract_type.")] string name, HttpContext http, ISender sender) => sender.Get(http, new Query(http.Caller(), name)))
        .Describe(typeof(GetCodelist), "Read a code list",
            "Codes with their labels in both languages, and label in the one that Accept-Language asks for. A code is usable from since to the day before retired; clients take unknown codes as they come.",
            CodelistRefusals.NotFound)
        .Returns<CodelistResource>();

    internal sealed class Handler : IRequestHandler<Query, Result<CodelistResource>>
    {
        private static readonly ConcurrentDictionary<string, string> Hashes = new(StringComparer.Ordinal);

        public Task<Result<CodelistResource>> Handle(Query query, CancellationToken cancellationToken) =>
            Task.FromResult(Codelists.Find(query.Name) is { } list
                ? new Result<CodelistResource>(CodelistResource.From(list, query.Caller.Chinese), null, Version: 1) { View = Hash(list) }
                : CodelistRefusals.NotFound);

        /// <summary>A list changes with a release and has no version in the log, so its content tells one ETag from the next.</summary>
        private static string Hash(Codelist list) => Hashes.GetOrAdd(list.Name, _ =>
            Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(list.Entries, Json.Options)).AsSpan(0, 8)));
    }
}
