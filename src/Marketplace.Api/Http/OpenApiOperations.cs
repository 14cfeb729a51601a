using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Marketplace.Api.Http;

/// <summary>
/// Writes down what every operation has in common and nobody should repeat: the headers, who may call it, and each problem
/// it can answer, with its code and an example.
/// </summary>
internal sealed class OpenApiOperations(Permissions permissions) : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        if (context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<Operation>().FirstOrDefault() is not { } described) return;
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        var right = permissions[described.Id];
        var method = context.ApiDescription.HttpMethod;
        var needsKey = metadata.OfType<NeedsKey>().Any();
        var needsVersion = metadata.OfType<NeedsVersion>().Any();

        if (method == HttpMethods.Post && !right.Anonymous)
            AddHeader(operation, "Idempotency-Key", needsKey, "1 to 64 visible ASCII characters, new for each intent. The same key with the same body gets the first answer again for 72 hours.");
        if (metadata.OfType<FileBody>().FirstOrDefault() is { } file)
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Description = "The file itself.",
                Content = file.MediaTypes.ToDictionary(type => type, _ => new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } }),
            };
        if (needsVersion) AddHeader(operation, "If-Match", true, "The ETag of the version that is changed.");
        if (method == HttpMethods.Get) AddHeader(operation, Answers.PositionHeader, false, "Answer from this position of the log or later.");
        AddHeader(operation, "Accept-Language", false, "zh-CN (default) or en: the language of labels and problem texts.");

        operation.Security = right.Anonymous ? [] : [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("oauth2", context.Document)] = right.Scope.Length > 0 ? [right.Scope] : [] }];
        if (!right.Anonymous) operation.Description += $"\n\nRoles: {(right.Roles.Count == 0 ? "any signed-in caller" : string.Join(", ", right.Roles.Select(role => Codes.Of(role))))}.";

        foreach (var group in Refusals(described, method, needsKey, needsVersion, right.Anonymous).GroupBy(type => Problems.Status(type.Kind)).OrderBy(group => group.Key))
        {
            var (status, response) = (group.Key.ToString(System.Globalization.CultureInfo.InvariantCulture), Response(group, context));
            // An answer of another form that the operation itself declares, as the token's errors are, stays beside the problem.
            if (operation.Responses!.TryGetValue(status, out var own))
                foreach (var (form, schema) in own.Content ?? new Dictionary<string, OpenApiMediaType>()) response.Content!.TryAdd(form, schema);
            operation.Responses[status] = response;
        }
        foreach (var (status, response) in operation.Responses!)
            if (status is "200" or "201" && response is OpenApiResponse success) Describe(success, method);
    }

    private static IEnumerable<RefusalType> Refusals(Operation described, string? method, bool needsKey, bool needsVersion, bool anonymous)
    {
        IEnumerable<RefusalType> general = [HttpRefusals.UnknownParameter, HttpRefusals.TooMany, HttpRefusals.LogUnavailable];
        if (!anonymous) general = [.. general, HttpRefusals.SignInNeeded, HttpRefusals.TokenExpired, HttpRefusals.TokenInvalid, HttpRefusals.RoleMissing, HttpRefusals.ScopeMissing, HttpRefusals.CallerBarred];
        if (method == HttpMethods.Post || method == HttpMethods.Put)
            general = [.. general, HttpRefusals.Unreadable, HttpRefusals.RequestInvalid, HttpRefusals.UnsupportedMediaType, HttpRefusals.TooLarge, HttpRefusals.KeyInvalid, HttpRefusals.KeyReused, HttpRefusals.Busy, HttpRefusals.OutcomeUnknown, HttpRefusals.ClockBehind];
        if (needsKey) general = [.. general, HttpRefusals.KeyRequired];
        if (needsVersion) general = [.. general, HttpRefusals.VersionNeeded, HttpRefusals.VersionGone];
        return general.Concat(described.Refusals).DistinctBy(type => type.Code);
    }

    private static OpenApiResponse Response(IEnumerable<RefusalType> refusals, OperationFilterContext context)
    {
        var types = refusals.ToList();
        return new OpenApiResponse
        {
            Description = string.Join("\n", types.Select(type => $"- `{type.Code}`: {Problems.Title(type.En)}.")),
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [Problems.MediaType] = new()
                {
                    Schema = context.SchemaGenerator.GenerateSchema(typeof(Problem), context.SchemaRepository),
                    Examples = types.ToDictionary(type => type.Code, IOpenApiExample (type) => new OpenApiExample { Value = Example(type) }),
                },
            },
        };
    }

    private static JsonNode Example(RefusalType type) => JsonSerializer.SerializeToNode(new Problem
    {
        Type = $"/problems/{type.Code}",
        Title = Problems.Title(type.Zh),
        Status = Problems.Status(type.Kind),
        Detail = type.Zh,
        Instance = "/v1/…",
        Code = type.Code,
        TraceId = "4bf92f3577b34da6a3ce929d0e0e4736",
    }, Json.Options)!;

    private static void Describe(OpenApiResponse success, string? method)
    {
        success.Description = method == HttpMethods.Get ? "As it is now." : "Done, and durable.";
        success.Headers ??= new Dictionary<string, IOpenApiHeader>();
        success.Headers[Answers.PositionHeader] = new OpenApiHeader { Description = "Position in the log.", Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" } };
        success.Headers["ETag"] = new OpenApiHeader { Description = "Version, view and language of a single resource.", Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
    }

    private static void AddHeader(OpenApiOperation operation, string name, bool required, string description)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter { Name = name, In = ParameterLocation.Header, Required = required, Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
    }
}
