using Marketplace.Domain;

namespace Marketplace.Api.Http;

/// <summary>What the document says about an operation, and the mark by which the others know that an endpoint is one.</summary>
/// <param name="Id">operationId = file name = test class = example.</param>
/// <param name="Tag">The folder.</param>
/// <param name="Refusals">What it may answer besides the refusals of every operation.</param>
internal sealed record Operation(string Id, string Tag, string Summary, string Description, IReadOnlyList<RefusalType> Refusals);

/// <summary>Marks an operation whose body is a file.</summary>
internal sealed record FileBody(IReadOnlyList<string> MediaTypes);

internal static class Operations
{
    /// <summary>Names and describes an operation after the class that holds it.</summary>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder route, Type useCase, string summary, string description, params IReadOnlyList<RefusalType> refusals)
    {
        var tag = useCase.Namespace!.Split('.')[^1];
        return route.WithName(useCase.Name).WithTags(tag).WithSummary(summary).WithDescription(description)
            .WithMetadata(new Operation(useCase.Name, tag, summary, description, refusals));
    }

    /// <summary>What the operation answers when all is well.</summary>
    public static RouteHandlerBuilder Returns<T>(this RouteHandlerBuilder route, int status = StatusCodes.Status200OK, string contentType = "application/json") => route.Produces<T>(status, contentType);

    /// <summary>The body is a file of one of these media types, not JSON.</summary>
    public static RouteHandlerBuilder TakesFile(this RouteHandlerBuilder route, params IReadOnlyList<string> mediaTypes) => route.WithMetadata(new FileBody(mediaTypes));

    public static RouteHandlerBuilder NeedsKey(this RouteHandlerBuilder route) => route.WithMetadata(new NeedsKey());

    public static RouteHandlerBuilder NeedsVersion(this RouteHandlerBuilder route) => route.WithMetadata(new NeedsVersion());

    /// <summary>Maps every use case of this assembly: adding an operation is adding a file.</summary>
    public static void MapOperations(this IEndpointRouteBuilder api)
    {
        foreach (var map in typeof(Operations).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: true, IsSealed: true, IsPublic: true })
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => type.GetMethod("Map", System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic, [typeof(IEndpointRouteBuilder)])))
            map?.CreateDelegate<Action<IEndpointRouteBuilder>>()(api);
    }
}
