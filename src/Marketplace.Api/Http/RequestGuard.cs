using System.Collections.Concurrent;
using System.Reflection;
using Marketplace.Domain;

namespace Marketplace.Api.Http;

/// <summary>Marks an operation with legal or monetary effect: it needs an <c>Idempotency-Key</c>.</summary>
internal sealed class NeedsKey;

/// <summary>Marks an operation that changes a version the caller has seen: it needs <c>If-Match</c>.</summary>
internal sealed class NeedsVersion;

/// <summary>
/// What holds for every operation, checked once in front of all: an id of another kind names nothing here, an unknown query
/// parameter is refused (a typo must never widen a search), keys and versions are there where they are needed.
/// </summary>
internal sealed class RequestGuard(RequestDelegate next)
{
    /// <summary>The ids in routes, and the kind that each must be of, or the kinds with bars between them.</summary>
    public static readonly IReadOnlyDictionary<string, string> IdKinds = new Dictionary<string, string>
    {
        ["organizationId"] = Ids.Organization, ["personId"] = Ids.Person, ["appId"] = Ids.App, ["achievementId"] = Ids.Achievement,
        ["listingId"] = Ids.Listing, ["auctionId"] = Ids.Auction, ["bidId"] = Ids.Bid, ["contractId"] = Ids.Contract, ["documentId"] = Ids.Document, ["resourceId"] = string.Join('|', Domain.Documents.DocumentOwners.Kinds),
        ["demandId"] = Ids.Demand, ["proposalId"] = Ids.Proposal, ["dealId"] = Ids.Deal, ["offerId"] = Ids.Offer,
        ["objectionId"] = Ids.Objection, ["mandateId"] = Ids.Mandate, ["sessionId"] = Ids.Session, ["releaseId"] = Ids.Release,
    };

    private readonly ConcurrentDictionary<MethodInfo, HashSet<string>> parameters = new();

    public Task InvokeAsync(HttpContext http) => Check(http) is { } refusal ? refusal.WriteAsync(http) : next(http);

    private Refusal? Check(HttpContext http)
    {
        if (http.GetEndpoint() is not { } endpoint || endpoint.Metadata.GetMetadata<Operation>() is null) return null;
        foreach (var (name, value) in http.Request.RouteValues)
            if (IdKinds.TryGetValue(name, out var kinds) && !Fits(kinds, value as string)) return HttpRefusals.NotFound;
        if (http.Request.Query.Count > 0 && endpoint.Metadata.GetMetadata<MethodInfo>() is { } method)
        {
            var known = parameters.GetOrAdd(method, Known, endpoint);
            foreach (var name in http.Request.Query.Keys)
                if (!known.Contains(name)) return HttpRefusals.UnknownParameter.With(("name", name), ("known", known.Count == 0 ? "–" : string.Join(", ", known.Order(StringComparer.Ordinal))));
        }
        var caller = http.Caller();
        if (caller.Key is { } key && (key.Length is 0 or > 64 || key.AsSpan().ContainsAnyExceptInRange('!', '~'))) return HttpRefusals.KeyInvalid;
        if (caller.Key is null && endpoint.Metadata.GetMetadata<NeedsKey>() is not null) return HttpRefusals.KeyRequired;
        if (caller.IfMatch is null && endpoint.Metadata.GetMetadata<NeedsVersion>() is not null) return HttpRefusals.VersionNeeded;
        return null;
    }

    private static bool Fits(string kinds, string? id) =>
        kinds.Contains('|', StringComparison.Ordinal) ? kinds.Split('|').Any(kind => Ids.Is(kind, id)) : Ids.Is(kinds, id);

    /// <summary>
    /// The names a handler binds from the query: its parameters of simple types that are not in the path, and the members of an
    /// <c>[AsParameters]</c> record.
    /// </summary>
    private static HashSet<string> Known(MethodInfo method, Endpoint endpoint) =>
        method.GetParameters().Where(IsAsked).SelectMany(p => p.GetCustomAttribute<AsParametersAttribute>() is null
            ? [p.Name!]
            : p.ParameterType.GetProperties().Select(member => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(member.Name)))
        .Where(name => (endpoint as RouteEndpoint)?.RoutePattern.GetParameter(name) is null).ToHashSet();

    private static bool IsAsked(ParameterInfo parameter) =>
        parameter.GetCustomAttribute<AsParametersAttribute>() is not null
        || ((Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType) is { IsValueType: true } or { FullName: "System.String" } or { IsArray: true }
            && parameter.ParameterType != typeof(CancellationToken));
}
