using Microsoft.OpenApi;

namespace Marketplace.Api.Http;

/// <summary>The document at <c>/openapi/v1.json</c> and the page at <c>/swagger</c>, from what the operations say of themselves.</summary>
internal static class OpenApi
{
    public static void AddOpenApiDocument(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        services.AddSwaggerGen(options =>
        {
            options.SwaggerDoc("v1", new OpenApiInfo
            {
                Title = "Marketplace",
                Version = "v1",
                Description = "Technology transactions: achievements, listings, auctions, contract registration and the reports on them.",
                License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
            });
            options.CustomSchemaIds(SchemaId);
            options.SupportNonNullableReferenceTypes();
            options.UseAllOfToExtendReferenceSchemas();
        });
    }

    public static void MapOpenApiDocument(this WebApplication app)
    {
        app.UseSwagger(options =>
        {
            options.RouteTemplate = "openapi/{documentName}.json";
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        });
        app.UseSwaggerUI(options =>
        {
            options.SwaggerEndpoint("/openapi/v1.json", "Marketplace v1");
            options.DocumentTitle = "Marketplace";
        });
    }

    /// <summary><c>PlaceBid.Receipt</c> becomes <c>PlaceBidReceipt</c>, <c>Page&lt;ListAuctions.Item&gt;</c> becomes <c>ListAuctionsItemPage</c>.</summary>
    internal static string SchemaId(Type type) =>
        string.Concat(type.GetGenericArguments().Select(SchemaId)) + (type.DeclaringType is { } owner ? owner.Name : "") + type.Name.Split('`')[0];
}
