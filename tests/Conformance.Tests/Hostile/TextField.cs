using System.Text.Json.Nodes;

namespace Marketplace.Conformance.Tests.Hostile;

/// <summary>A place in an operation's request where the document says that a string goes.</summary>
/// <param name="Pointer">Of the member in the body, with 0 for an entry of a list; of a parameter its name.</param>
internal sealed record TextField(Described Operation, bool InQuery, string Pointer)
{
    /// <summary>Every one that the document has.</summary>
    public static async Task<IReadOnlyList<TextField>> AllAsync()
    {
        var schemas = (await Stage.DocumentAsync())["components"]!["schemas"]!.AsObject();
        return [.. (await Described.AllAsync()).SelectMany(operation => Of(operation, schemas))];
    }

    private static IEnumerable<TextField> Of(Described operation, JsonObject schemas)
    {
        foreach (var parameter in operation.Parameters.Where(parameter => parameter["in"]!.GetValue<string>() == "query"))
            if (IsText(parameter["schema"]!.AsObject())) yield return new TextField(operation, true, parameter["name"]!.GetValue<string>());
        foreach (var (_, _, media) in operation.Bodies.Where(body => body is { Where: "request", MediaType: "application/json" or "application/x-www-form-urlencoded" }))
            foreach (var pointer in Members(media["schema"]!.AsObject(), "", schemas, [])) yield return new TextField(operation, false, pointer);
    }

    private static IEnumerable<string> Members(JsonObject schema, string at, JsonObject schemas, string[] seen)
    {
        if (schema["$ref"]?.GetValue<string>().Split('/')[^1] is { } name)
            return seen.Contains(name) ? [] : Members(schemas[name]!.AsObject(), at, schemas, [.. seen, name]);
        IEnumerable<string> found = IsText(schema) ? [at] : [];
        foreach (var member in schema["properties"]?.AsObject() ?? []) found = found.Concat(Members(member.Value!.AsObject(), $"{at}/{member.Key}", schemas, seen));
        if (schema["items"] is JsonObject items) found = found.Concat(Members(items, $"{at}/0", schemas, seen));
        return new[] { "allOf", "oneOf", "anyOf" }.SelectMany(kind => schema[kind]?.AsArray() ?? []).Aggregate(found, (all, part) => all.Concat(Members(part!.AsObject(), at, schemas, seen)));
    }

    private static bool IsText(JsonObject schema) => schema["type"] switch
    {
        JsonArray types => types.Any(type => type!.GetValue<string>() == "string"),
        JsonValue type => type.GetValue<string>() == "string",
        _ => false,
    };

    public override string ToString() => $"{Operation.Id} {(InQuery ? "?" : "")}{Pointer}";
}
