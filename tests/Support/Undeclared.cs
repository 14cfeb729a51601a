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
/// the document must know every code before it meets it. The answer breaks off with the exception, so the test that asked fails; a runner
/// prints what fails in a fixture's end and counts it as nothing.
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
            if (http.Features.Get<Refusal>() is { } refusal && http.GetEndpoint() is RouteEndpoint endpoint && endpoint.Metadata.GetMetadata<Operation>() is { } operation
                && Hold(refusal, operation, endpoint, app.ApplicationServices.GetRequiredService<Permissions>()) is { Length: > 0 } undeclared)
                throw new InvalidOperationException($"An operation answered what it does not declare: {string.Join("; ", undeclared)}.");
        });
        next(app);
    };

    private string[] Hold(Refusal refusal, Operation operation, RouteEndpoint endpoint, Permissions permissions)
    {
        var declared = OpenApiRefusals.Of(operation, [.. endpoint.Metadata], permissions[operation.Id], endpoint.RoutePattern.RawText!).ToHashSet();
        string[] undeclared = [.. (refusal.Details.IsDefaultOrEmpty ? [refusal] : refusal.Details.Append(refusal))
            .Where(answered => !declared.Contains(answered.Type) && answered.Type != HttpRefusals.MemberInvalid && answered.Type != HttpRefusals.Failed)
            .Select(answered => $"{operation.Id}: {answered.Code}")];
        foreach (var one in undeclared) found.TryAdd(one, true);
        return undeclared;
    }
}
