using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Marketplace.Api.Http;

/// <summary>
/// Writes down what every operation has in common and nobody should repeat: the headers, who may call it, each problem it can
/// answer, and the exchange of its example.
/// </summary>
internal sealed class OpenApiOperations(Permissions permissions) : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<Operation>().FirstOrDefault() is not { } described) return;
        var (right, example, route) = (permissions[described.Id], HttpFile.Of(described.Id), $"/{context.ApiDescription.RelativePath}");

        Body(operation, metadata.OfType<TakesBody>().FirstOrDefault(), example, context);
        Parameters(operation, context.ApiDescription.ParameterDescriptions);
        Headers(operation, described, metadata);
        Access(operation, right, context);
        Success(operation, example);
        if (metadata.OfType<ServesRanges>().Any()) Ranges(operation);
        foreach (var group in OpenApiRefusals.Of(described, [.. metadata], right, route).GroupBy(type => Problems.Status(type.Kind)).OrderBy(group => group.Key))
            Refused(operation, group.Key, Problems.MediaType, context.SchemaGenerator.GenerateSchema(typeof(Problem), context.SchemaRepository),
                group, type => new OpenApiExampleReference(type.Code, context.Document));
        foreach (var other in metadata.OfType<RefusesAs>())
            foreach (var group in other.Refusals.GroupBy(type => Problems.Status(type.Kind)))
                Refused(operation, group.Key, "application/json", context.SchemaGenerator.GenerateSchema(other.Type, context.SchemaRepository),
                    group, type => new OpenApiExample { Summary = Problems.Title(type.En), Value = JsonSerializer.SerializeToNode(other.Show(type), Json.Options) });
        if (!route.StartsWith("/sandbox", StringComparison.Ordinal)) return;
        operation.Description += "\n\nExists in the sandbox only.";
        operation.AddExtension("x-sandbox", new JsonNodeExtension(true));
    }

    private static void Body(OpenApiOperation operation, TakesBody? taken, HttpFile? example, OperationFilterContext context)
    {
        if (taken is not null)
        {
            var schema = context.SchemaGenerator.GenerateSchema(taken.Type, context.SchemaRepository);
            operation.RequestBody = new OpenApiRequestBody { Required = true, Content = taken.ContentTypes.ToDictionary(type => type, _ => new OpenApiMediaType { Schema = schema }) };
        }
        if (operation.RequestBody?.Content is not { } content || example?["Content-Type"] is not { } sent) return;
        foreach (var (type, media) in content)
            if (sent.StartsWith(type, StringComparison.Ordinal)) media.Example = OpenApiExamples.Value(type, example.Fill(example.Body));
    }

    /// <summary>What an id is goes without saying; of the rest each says it in its doc comment or in a <see cref="DescriptionAttribute"/>.</summary>
    private static void Parameters(OpenApiOperation operation, IList<ApiParameterDescription> bound)
    {
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>())
        {
            var schema = (OpenApiSchema)parameter.Schema!;
            if (RequestGuard.IdKinds.TryGetValue(parameter.Name!, out var kind))
            {
                parameter.Description = parameter.Name is "resourceId" ? "Id of the achievement, demand or contract." : $"Id of the {parameter.Name![..^2]}.";
                schema.Pattern = $"^{(kind.Contains('|', StringComparison.Ordinal) ? $"({kind})" : kind)}_[0-9a-f]{{32}}$";
            }
            else if (parameter.Name is "limit") (parameter.Description, schema.Minimum, schema.Maximum, schema.Default) = ("How many to give at most.", "1", "200", 50);
            else if (parameter.Name is "cursor") parameter.Description = "The next of the page before, with the same filters.";
            else if (Attribute(bound, parameter.Name!) is { } said) parameter.Description = said.Description;
        }
    }

    private static DescriptionAttribute? Attribute(IList<ApiParameterDescription> bound, string name) =>
        (bound.FirstOrDefault(parameter => parameter.Name == name)?.ParameterDescriptor as IParameterInfoParameterDescriptor)?.ParameterInfo
            .GetCustomAttributes(typeof(DescriptionAttribute), inherit: false).OfType<DescriptionAttribute>().FirstOrDefault();

    private static void Headers(OpenApiOperation operation, Operation described, IList<object> metadata)
    {
        if (described.Writes)
            Header(operation, "Idempotency-Key", metadata.OfType<NeedsKey>().Any(), "New for each intent. The same key with the same request gets the first answer again, for 72 hours.", new() { Type = JsonSchemaType.String, Pattern = "^[!-~]{1,64}$" });
        if (metadata.OfType<NeedsVersion>().Any() || described.Refusals.Contains(HttpRefusals.VersionGone))
            Header(operation, "If-Match", metadata.OfType<NeedsVersion>().Any(), "The ETag of the version that is changed.", new() { Type = JsonSchemaType.String });
        if (described.Projected)
            Header(operation, Answers.PositionHeader, false, "Answer from this position of the log or later.", new() { Type = JsonSchemaType.Integer, Format = "int64", Minimum = "0" });
        Header(operation, "Accept-Language", false, "The language of labels and problem texts.", new() { Type = JsonSchemaType.String, Default = "zh-CN", Examples = ["zh-CN", "en"] });
    }

    private static void Header(OpenApiOperation operation, string name, bool required, string description, OpenApiSchema schema)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter { Name = name, In = ParameterLocation.Header, Required = required, Description = description, Schema = schema });
    }

    private static void Access(OpenApiOperation operation, Permissions.Right right, OperationFilterContext context)
    {
        operation.Security = right.Anonymous ? [] : [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("oauth2", context.Document)] = [right.Scope] }];
        string[] roles = [.. right.Roles.Select(role => Codes.Of(role))];
        operation.Description += right.Anonymous ? "\n\nNeeds no token." : $"\n\nRoles: {(roles.Length == 0 ? "any" : string.Join(", ", roles))}. Scope of apps: {right.Scope}.";
        if (!right.Anonymous) operation.AddExtension("x-roles", new JsonNodeExtension(new JsonArray([.. roles.Select(role => (JsonNode)role)])));
    }

    /// <summary>The headers and the body that the example's answer shows.</summary>
    private static void Success(OpenApiOperation operation, HttpFile? example)
    {
        foreach (var (status, response) in operation.Responses!.Where(response => response.Key[0] == '2'))
        {
            var success = (OpenApiResponse)response;
            success.Description = status is "201" ? "Created, and durable." : operation.RequestBody is null && example?.Method is "GET" ? "As it is now." : "Done, and durable.";
            if (success.Content?.TryGetValue(CsvTable.MediaType, out var table) is true) table!.Schema = new OpenApiSchema { Type = JsonSchemaType.String };
            if (example?.Answer is not { } answer) continue;
            foreach (var (name, _) in answer.Headers)
                if (OpenApiExamples.Headers.TryGetValue(name, out var header)) (success.Headers ??= new Dictionary<string, IOpenApiHeader>())[name] = header;
            foreach (var (type, media) in success.Content ?? new Dictionary<string, OpenApiMediaType>())
                if (answer["Content-Type"]!.StartsWith(type, StringComparison.Ordinal)) media.Example = OpenApiExamples.Value(type, answer.Body);
        }
        if (example is not { Method: "GET", Answer: { } read } || read["ETag"] is null) return;
        operation.Responses!["304"] = new OpenApiResponse { Description = "Not changed since the version that If-None-Match names." };
        Header(operation, "If-None-Match", false, "The ETag of the version at hand.", new() { Type = JsonSchemaType.String });
    }

    private static void Ranges(OpenApiOperation operation)
    {
        static Dictionary<string, IOpenApiHeader> Range(string description) => new() { ["Content-Range"] = new OpenApiHeader { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } } };
        Header(operation, "Range", false, "Which bytes, such as bytes=0-1023 (RFC 9110, 14); the whole where it is left out.", new() { Type = JsonSchemaType.String });
        Header(operation, "If-Range", false, "The ETag of the content whose first bytes are at hand: of another the whole is sent.", new() { Type = JsonSchemaType.String });
        var whole = (OpenApiResponse)operation.Responses!["200"];
        operation.Responses["206"] = new OpenApiResponse
        {
            Description = "The bytes that Range asks for.",
            Headers = Range("Which bytes these are, and of how many."),
            Content = whole.Content?.ToDictionary(part => part.Key, part => new OpenApiMediaType { Schema = part.Value.Schema, Example = FirstLine(part.Value.Example) }),
        };
        operation.Responses["416"] = new OpenApiResponse { Description = "The content has no such bytes.", Headers = Range("How many bytes there are.") };
    }

    private static JsonValue? FirstLine(JsonNode? whole) => whole is JsonValue text && text.TryGetValue<string>(out var said) ? JsonValue.Create(said.Split('\n')[0]) : null;

    private static void Refused(OpenApiOperation operation, int status, string mediaType, IOpenApiSchema schema, IEnumerable<RefusalType> refusals, Func<RefusalType, IOpenApiExample> show)
    {
        var types = refusals.ToList();
        var key = status.ToString(CultureInfo.InvariantCulture);
        var response = operation.Responses!.TryGetValue(key, out var others) ? (OpenApiResponse)others : new OpenApiResponse();
        operation.Responses[key] = response;
        response.Description = string.Join("\n", [.. response.Description is { } said ? (string[])[said] : [], .. types.Select(type => $"- `{type.Code}`: {Problems.Title(type.En)}.")]);
        (response.Content ??= new Dictionary<string, OpenApiMediaType>())[mediaType] = new OpenApiMediaType { Schema = schema, Examples = types.ToDictionary(type => type.Code, show) };
    }
}
