using System.Reflection;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;

namespace Marketplace.Api.Http;

/// <summary>What the document says about an operation, and the mark by which the others know that an endpoint is one.</summary>
/// <param name="UseCase">The class that holds it.</param>
/// <param name="Refusals">What it may answer besides what follows from its form (<see cref="OpenApiRefusals"/>).</param>
internal sealed record Operation(Type UseCase, string Summary, string Description, IReadOnlyList<RefusalType> Refusals)
{
    /// <summary>operationId = file name = test class = example.</summary>
    public string Id => UseCase.Name;

    /// <summary>The folder.</summary>
    public string Tag => UseCase.Namespace!.Split('.')[^1];

    /// <summary>Whether it can change anything.</summary>
    public bool Writes => UseCase.GetNestedTypes(Nested).Any(type => type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(ICommand<>)));

    /// <summary>Whether it answers from the read model, from the position that the caller names.</summary>
    public bool Projected => Refusals.Contains(HttpRefusals.ReadModelBehind);

    private const BindingFlags Nested = BindingFlags.Public | BindingFlags.NonPublic;
}

/// <summary>A body that the operation reads itself.</summary>
internal sealed record TakesBody(Type Type, IReadOnlyList<string> ContentTypes);

/// <summary>Refusals that have the form of another standard in place of a problem document.</summary>
internal sealed record RefusesAs(Type Type, Func<RefusalType, object> Show, IReadOnlyList<RefusalType> Refusals);

internal static class Operations
{
    /// <summary>Names and describes an operation after the class that holds it.</summary>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder route, Type useCase, string summary, string description, params IReadOnlyList<RefusalType> refusals)
    {
        var operation = new Operation(useCase, summary, description, refusals);
        return route.WithName(operation.Id).WithTags(operation.Tag).WithSummary(summary).WithDescription(description).WithMetadata(operation);
    }

    /// <summary>What the operation answers when all is well.</summary>
    public static RouteHandlerBuilder Returns<T>(this RouteHandlerBuilder route, int status = StatusCodes.Status200OK, string contentType = "application/json") => route.Produces<T>(status, contentType);

    /// <summary>The same, as JSON or as a table, whichever the reader prefers.</summary>
    public static RouteHandlerBuilder ReturnsOrTable<T>(this RouteHandlerBuilder route) => route.Produces<T>(StatusCodes.Status200OK, "application/json", CsvTable.MediaType);

    /// <summary>The body is none that the framework binds: a form, or the bytes of a file of one of these types.</summary>
    public static RouteHandlerBuilder Takes<TBody>(this RouteHandlerBuilder route, params IReadOnlyList<string> contentTypes) => route.WithMetadata(new TakesBody(typeof(TBody), contentTypes));

    /// <summary>These refusals are answered in the form of another standard.</summary>
    public static RouteHandlerBuilder Refuses<TError>(this RouteHandlerBuilder route, Func<RefusalType, TError> show, params IReadOnlyList<RefusalType> refusals) where TError : notnull =>
        route.WithMetadata(new RefusesAs(typeof(TError), type => show(type), refusals));

    public static RouteHandlerBuilder NeedsKey(this RouteHandlerBuilder route) => route.WithMetadata(new NeedsKey());

    public static RouteHandlerBuilder NeedsVersion(this RouteHandlerBuilder route) => route.WithMetadata(new NeedsVersion());

    /// <summary>The folders that hold use cases.</summary>
    public static IEnumerable<string> Folders => Maps.Select(map => map.DeclaringType!.Namespace!.Split('.')[^1]).Distinct();

    private static IEnumerable<MethodInfo> Maps => typeof(Operations).Assembly.GetTypes()
        .Where(type => type is { IsAbstract: true, IsSealed: true, IsPublic: true })
        .OrderBy(type => type.FullName, StringComparer.Ordinal)
        .Select(type => type.GetMethod("Map", BindingFlags.Static | BindingFlags.NonPublic, [typeof(IEndpointRouteBuilder)])!)
        .Where(map => map is not null);

    /// <summary>Maps every use case of this assembly: adding an operation is adding a file.</summary>
    public static void MapOperations(this IEndpointRouteBuilder api)
    {
        foreach (var map in Maps) map.CreateDelegate<Action<IEndpointRouteBuilder>>()(api);
    }
}

/// <summary>Marks an operation that sends a part of its content to who asks for one.</summary>
internal sealed class ServesRanges;
