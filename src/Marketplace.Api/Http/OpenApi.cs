using Marketplace.Domain;
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
                Description = """
                    Technology transactions: achievements, listings, auctions, contract registration and the reports on them.

                    Money is a whole count of fen. Moments are RFC 3339 in UTC with milliseconds; days and months are those of Asia/Shanghai.
                    A member that has no value is left out. Codes may grow: take those you do not know as they come. Whatever is refused is
                    answered as a problem document (RFC 9457) whose `code` never changes.
                    """,
                Contact = new OpenApiContact { Name = "The operator of this installation" },
                License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
            });
            options.CustomSchemaIds(SchemaId);
            options.SupportNonNullableReferenceTypes();
            options.DescribeAllParametersInCamelCase();
            options.OperationFilter<OpenApiOperations>();
            options.DocumentFilter<OpenApiDocumentParts>();
            options.AddSecurityDefinition("oauth2", new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.OAuth2,
                Description = "Client credentials of a person or an app. Scopes limit apps; a person may do what the roles allow.",
                Flows = new OpenApiOAuthFlows { ClientCredentials = new OpenApiOAuthFlow { TokenUrl = new Uri("/oauth/token", UriKind.Relative), Scopes = Scopes() } },
            });
            foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory, "Marketplace.*.xml")) options.IncludeXmlComments(file);
            OpenApiSchemas.Map(options);
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
        Pipeline.Permissions.Load().Scopes.Order(StringComparer.Ordinal).ToDictionary(scope => scope, scope => Codelists.Find("scope")?.Find(scope)?.En ?? "");

    /// <summary><c>PlaceBid.Receipt</c> becomes <c>PlaceBidReceipt</c>, <c>Page&lt;BidderResource&gt;</c> becomes <c>BidderPage</c>.</summary>
    internal static string SchemaId(Type type) =>
        string.Concat(type.GetGenericArguments().Select(SchemaId)) + (type.DeclaringType is { } owner ? Short(owner) : "") + Short(type);

    private static string Short(Type type) => type == typeof(int) ? "Count" : type == typeof(bool) ? "Switch"
        : type.Name.EndsWith("Resource", StringComparison.Ordinal) ? type.Name[..^"Resource".Length] : type.Name.Split('`')[0];
}
