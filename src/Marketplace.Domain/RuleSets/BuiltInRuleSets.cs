using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Marketplace.Domain.RuleSets;

/// <summary>
/// The versions that come with the marketplace: the files of <c>api-specs/rule-sets</c>, carried inside the assembly so
/// that a replay needs nothing beside it. A file, once released, never changes; a new rule is a new file or is published.
/// </summary>
public static class BuiltInRuleSets
{
    private const string Folder = "rule-sets/";

    /// <summary>By the day from which they apply.</summary>
    public static ImmutableArray<RuleSet> All { get; } = Read();

    private static ImmutableArray<RuleSet> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
                .Select(name => Read(assembly, name))
                .OrderBy(set => set.EffectiveFrom),
        ];
    }

    private static RuleSet Read(Assembly assembly, string name)
    {
        using var file = assembly.GetManifestResourceStream(name)!;
        return JsonSerializer.Deserialize<RuleSet>(file, Form) ?? throw new InvalidOperationException($"{name} holds no rule set.");
    }

    // Strict: a misspelt or missing rule stops the start instead of becoming a zero.
    private static JsonSerializerOptions Form => new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new FenConverter() },
    };

    private sealed class FenConverter : JsonConverter<Money>
    {
        public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Fen);
    }
}
