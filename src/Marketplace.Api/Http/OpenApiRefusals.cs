using System.Reflection;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Microsoft.AspNetCore.Http.Metadata;

namespace Marketplace.Api.Http;

/// <summary>
/// Every way in which an operation can be refused: what it says of itself, and what follows from its route, its body, its
/// validator and whether it writes. So an operation names only what it alone knows.
/// </summary>
internal static class OpenApiRefusals
{
    /// <param name="metadata">Of the operation's endpoint.</param>
    public static IReadOnlyList<RefusalType> Of(Operation operation, IReadOnlyList<object> metadata, Permissions.Right right, string route) =>
        [.. Everywhere.Concat(Access(right)).Concat(Shape(operation, metadata, route)).Concat(Effect(operation, metadata)).Concat(operation.Refusals).DistinctBy(type => type.Code)];

    /// <summary>Answered in front of all operations, whoever asks; a token that is no good is refused also where none is needed.</summary>
    private static readonly RefusalType[] Everywhere =
        [HttpRefusals.UnknownParameter, HttpRefusals.KeyInvalid, HttpRefusals.TokenExpired, HttpRefusals.TokenInvalid, HttpRefusals.TooMany, HttpRefusals.LogUnavailable];

    private static IEnumerable<RefusalType> Access(Permissions.Right right)
    {
        if (right.Anonymous) yield break;
        yield return HttpRefusals.SignInNeeded;
        yield return HttpRefusals.CallerBarred;
        if (right.Roles.Count > 0) yield return HttpRefusals.RoleMissing;
        yield return HttpRefusals.ScopeMissing;
    }

    private static IEnumerable<RefusalType> Shape(Operation operation, IReadOnlyList<object> metadata, string route)
    {
        if (RequestGuard.IdKinds.Keys.Any(id => route.Contains($"{{{id}}}", StringComparison.Ordinal))) yield return HttpRefusals.NotFound;
        if (metadata.OfType<MethodInfo>().SelectMany(handler => handler.GetParameters()).Any(CanBeUnreadable)) yield return HttpRefusals.Unreadable;
        if (metadata.Any(mark => mark is IAcceptsMetadata or TakesBody))
        {
            yield return HttpRefusals.UnsupportedMediaType;
            yield return HttpRefusals.TooLarge;
        }
        if (operation.UseCase.GetNestedType("Validator", BindingFlags.NonPublic | BindingFlags.Public) is not null) yield return HttpRefusals.RequestInvalid;
    }

    /// <summary>A body, or a number or switch in the query; a text is always read, and judged by the validator.</summary>
    private static bool CanBeUnreadable(ParameterInfo parameter) => parameter.Name == "body" || IsParsed(parameter.ParameterType)
        || (parameter.GetCustomAttribute<AsParametersAttribute>() is not null && parameter.ParameterType.GetProperties().Any(member => IsParsed(member.PropertyType)));

    private static bool IsParsed(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is { IsValueType: true } value && value != typeof(CancellationToken);

    private static IEnumerable<RefusalType> Effect(Operation operation, IReadOnlyList<object> metadata)
    {
        if (metadata.OfType<NeedsKey>().Any()) yield return HttpRefusals.KeyRequired;
        if (metadata.OfType<NeedsVersion>().Any())
        {
            yield return HttpRefusals.VersionNeeded;
            yield return HttpRefusals.VersionGone;
        }
        if (operation.Writes)
        {
            yield return HttpRefusals.KeyReused;
            yield return HttpRefusals.Busy;
            yield return HttpRefusals.OutcomeUnknown;
            yield return HttpRefusals.ClockBehind;
        }
        if (operation.Projected) yield return HttpRefusals.ReadModelUnavailable;
    }
}
