using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Marketplace.Domain;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Marketplace.Api.Http;

/// <summary>
/// The schemas of our own values: money and moments look different on the wire than in code, enumerations are open-ended codes,
/// and a member without which a body is not read is required.
/// </summary>
internal sealed class OpenApiSchemas : ISchemaFilter
{
    public static void Map(SwaggerGenOptions options)
    {
        options.MapType<Instant>(() => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time", Description = "RFC 3339, UTC, milliseconds." });
        options.SchemaFilter<OpenApiSchemas>();
    }

    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema open) return;
        if (context.Type == typeof(Money)) DescribeMoney(open);
        else if (context.Type.IsEnum) DescribeCodes(open, context.Type);
        else if (open.Properties is { Count: > 0 }) Require(open, context.Type);
    }

    private static void DescribeMoney(OpenApiSchema open)
    {
        open.Type = JsonSchemaType.Object;
        open.Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["amount"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64", Minimum = $"-{Money.Largest.Fen}", Maximum = $"{Money.Largest.Fen}", Description = "Fen; 100 fen are one yuan." },
            ["currency"] = new OpenApiSchema { Type = JsonSchemaType.String, Const = Money.Currency },
        };
        open.Required = new HashSet<string> { "amount", "currency" };
        open.Examples = [JsonNode.Parse("""{"amount": 300000000, "currency": "CNY"}""")!];
    }

    /// <summary>A code list grows, so its codes are known values and no closed set (Zalando #112); what only we decide between stays closed.</summary>
    private static void DescribeCodes(OpenApiSchema open, Type type)
    {
        var list = JsonNamingPolicy.SnakeCaseLower.ConvertName(type.Name);
        if (Codelists.Find(list) is null) return;
        open.AddExtension("x-extensible-enum", new JsonNodeExtension(new JsonArray([.. open.Enum!.Select(code => code.DeepClone())])));
        open.AddExtension("x-codelist", new JsonNodeExtension(list));
        open.Enum = null;
        open.Description = $"{open.Description} Codes of the list `{list}`, with their labels at `/v1/codelists/{list}`; the list may grow.".Trim();
    }

    private static void Require(OpenApiSchema open, Type type)
    {
        var nullability = new NullabilityInfoContext();
        foreach (var parameter in type.GetConstructors().OrderByDescending(made => made.GetParameters().Length).Take(1).SelectMany(made => made.GetParameters()))
        {
            if (parameter.HasDefaultValue || nullability.Create(parameter).WriteState is NullabilityState.Nullable || type.GetProperty(parameter.Name!) is not { } member) continue;
            var name = member.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(member.Name);
            if (open.Properties!.ContainsKey(name)) (open.Required ??= new HashSet<string>()).Add(name);
        }
        // Swashbuckle sorts them as the machine's culture does; the document is the same everywhere.
        if (open.Required is SortedSet<string> sorted) open.Required = new SortedSet<string>(sorted, StringComparer.Ordinal);
    }
}
