using System.Collections.Concurrent;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests;

/// <summary>
/// Stands in front of everything and holds each refusal against what its operation declares in the document: a client that reads
/// the document must know every code before it meets it.
/// </summary>
internal sealed class Undeclared : IStartupFilter
{
    private readonly ConcurrentDictionary<string, bool> found = [];

    public IEnumerable<string> Found => found.Keys.Order(StringComparer.Ordinal);

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (http, rest) =>
        {
            await rest(http);
            if (http.Features.Get<Refusal>() is { } refusal && http.GetEndpoint() is RouteEndpoint endpoint && endpoint.Metadata.GetMetadata<Operation>() is { } operation)
                Hold(refusal, operation, endpoint, app.ApplicationServices.GetRequiredService<Permissions>());
        });
        next(app);
    };

    private void Hold(Refusal refusal, Operation operation, RouteEndpoint endpoint, Permissions permissions)
    {
        var declared = OpenApiRefusals.Of(operation, [.. endpoint.Metadata], permissions[operation.Id], endpoint.RoutePattern.RawText!).ToHashSet();
        foreach (var answered in refusal.Details.IsDefaultOrEmpty ? [refusal] : refusal.Details.Append(refusal))
            if (!declared.Contains(answered.Type) && answered.Type != HttpRefusals.MemberInvalid && answered.Type != HttpRefusals.Failed) found.TryAdd($"{operation.Id}: {answered.Code}", true);
    }
}
