using Marketplace.Domain;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Marketplace.Api.Http;

/// <summary>The schemas of our own values: money and moments look different on the wire than in code, and enumerations are open-ended codes.</summary>
internal sealed class OpenApiSchemas : ISchemaFilter
{
    public static void Map(SwaggerGenOptions options)
    {
        options.MapType<Instant>(() => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time", Description = "RFC 3339, UTC, milliseconds.", Examples = ["2026-08-03T01:00:00.000Z"] });
        options.SchemaFilter<OpenApiSchemas>();
    }

    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema open) return;
        if (context.Type == typeof(Money))
        {
            open.Type = JsonSchemaType.Object;
            open.Description = "An amount of money as a whole count of fen.";
            open.Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["amount"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64", Minimum = $"-{Money.Largest.Fen}", Maximum = $"{Money.Largest.Fen}", Description = "Fen; 100 fen are one yuan." },
                ["currency"] = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [Money.Currency] },
            };
            open.Required = new HashSet<string> { "amount", "currency" };
            open.AdditionalPropertiesAllowed = false;
            open.Examples = [System.Text.Json.Nodes.JsonNode.Parse("""{"amount": 300000000, "currency": "CNY"}""")!];
        }
    }
}
