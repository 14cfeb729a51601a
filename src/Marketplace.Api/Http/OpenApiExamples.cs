using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Marketplace.Domain;
using Microsoft.OpenApi;

namespace Marketplace.Api.Http;

/// <summary>What the document shows besides types: the recorded exchanges and one problem for each code.</summary>
internal static class OpenApiExamples
{
    /// <summary>The headers that mean something to a client; an operation has those that its example shows.</summary>
    public static IReadOnlyDictionary<string, OpenApiHeader> Headers { get; } = new Dictionary<string, OpenApiHeader>(StringComparer.OrdinalIgnoreCase)
    {
        [Answers.PositionHeader] = Header("Position in the log: whatever is asked with it, at whichever process, shows what was done.", JsonSchemaType.Integer, "int64"),
        ["ETag"] = Header("Version, view and language: for If-Match and If-None-Match.", JsonSchemaType.String),
        ["Location"] = Header("Where the new resource is.", JsonSchemaType.String, "uri-reference"),
    };

    /// <summary>A body as the document shows it: JSON as such, a form as its members, of an event stream the data of the first event, anything else as text.</summary>
    public static JsonNode? Value(string contentType, string body) => contentType switch
    {
        "application/json" => JsonNode.Parse(body),
        EventStream.MediaType => JsonNode.Parse(body.Split('\n').First(line => line.StartsWith("data: ", StringComparison.Ordinal))[6..]),
        "application/x-www-form-urlencoded" => new JsonObject(body.Split('&').Select(pair => pair.Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0], (JsonNode?)Uri.UnescapeDataString(pair[1])))),
        _ => JsonValue.Create(body),
    };

    /// <summary>The problem as a Chinese reader gets it, with an ellipsis for what differs from case to case.</summary>
    public static OpenApiExample Problem(RefusalType type) => new()
    {
        Summary = Problems.Title(type.En),
        Value = JsonSerializer.SerializeToNode(new Problem
        {
            Type = $"/problems/{type.Code}",
            Title = Problems.Title(type.Zh),
            Status = Problems.Status(type.Kind),
            Detail = Regex.Replace(type.Zh, @"\{\w+\}", "…", RegexOptions.NonBacktracking),
            Instance = "/v1/…",
            Code = type.Code,
            TraceId = "4bf92f3577b34da6a3ce929d0e0e4736",
        }, Json.Options),
    };

    private static OpenApiHeader Header(string description, JsonSchemaType type, string? format = null) =>
        new() { Description = description, Schema = new OpenApiSchema { Type = type, Format = format } };
}
