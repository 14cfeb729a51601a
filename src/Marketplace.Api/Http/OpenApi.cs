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
            OpenApiSchemas.Map(options);
            options.OperationFilter<OpenApiOperations>();
            options.AddSecurityDefinition("oauth2", new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.OAuth2,
                Description = "Client credentials of a person or an app.",
                Flows = new OpenApiOAuthFlows { ClientCredentials = new OpenApiOAuthFlow { TokenUrl = new Uri("/oauth/token", UriKind.Relative), Scopes = Scopes() } },
            });
            foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory, "Marketplace.*.xml")) options.IncludeXmlComments(file);
        });
    }

    public static void MapOpenApiDocument(this WebApplication app) =>
        app.UseWhen(http => http.GetEndpoint() is null && (http.Request.Path.StartsWithSegments("/openapi") || http.Request.Path.StartsWithSegments("/swagger")), pages =>
        {
            pages.UseSwagger(options =>
            {
                options.RouteTemplate = "openapi/{documentName}.json";
                options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            });
            pages.UseSwaggerUI(options =>
            {
                options.SwaggerEndpoint("/openapi/v1.json", "Marketplace v1");
                options.DocumentTitle = "Marketplace";
            });
        });

    private static Dictionary<string, string> Scopes() =>
        Pipeline.Permissions.Load().All.Where(right => right.Scope.Length > 0).GroupBy(right => right.Scope).OrderBy(group => group.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => string.Join(", ", group.Select(right => right.Operation)));

    /// <summary><c>PlaceBid.Receipt</c> becomes <c>PlaceBidReceipt</c>, <c>Page&lt;ListAuctions.Item&gt;</c> becomes <c>ListAuctionsItemPage</c>.</summary>
    internal static string SchemaId(Type type) =>
        string.Concat(type.GetGenericArguments().Select(SchemaId)) + (type.DeclaringType is { } owner ? owner.Name : "") + type.Name.Split('`')[0];
}
