using System.Collections.Frozen;
using System.Reflection;
using Marketplace.Domain;

namespace Marketplace.Api.Http;

/// <summary>Every way to be refused, by its code: the registry from which <c>api-specs/problems.md</c> is written.</summary>
internal static class RefusalTypes
{
    public static FrozenDictionary<string, RefusalType> ByCode { get; } =
        new[] { typeof(RefusalType).Assembly, typeof(RefusalTypes).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(field => field.FieldType == typeof(RefusalType))
            .Select(field => (RefusalType)field.GetValue(null)!)
            .ToFrozenDictionary(type => type.Code);

    /// <summary>A refusal as it was recorded.</summary>
    public static Refusal With(this RefusalType type, System.Collections.Immutable.ImmutableArray<RefusalArgument> arguments) => new(type, arguments);
}
