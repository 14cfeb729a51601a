using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.Api.Http;
using Marketplace.Domain;

namespace Marketplace.Conformance.Tests;

/// <summary>The committed document is the served one, and says of every operation what a client has to know.</summary>
public sealed class OpenApiTests
{
    private const string Committed = "api-specs/openapi.v1.json";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Test]
    public async Task The_committed_document_is_the_served_one() =>
        Repository.Approve(Committed, (await Stage.DocumentAsync()).ToJsonString(Indented) + "\n");

    [Test]
    public async Task It_is_OpenAPI_3_1() => Assert.That((await Stage.DocumentAsync())["openapi"]!.GetValue<string>(), Does.StartWith("3.1."));

    [Test]
    public async Task Every_tag_is_described() =>
        Assert.That((await Stage.DocumentAsync())["tags"]!.AsArray().Where(tag => string.IsNullOrWhiteSpace(tag!["description"]?.GetValue<string>())).Select(tag => $"{tag!["name"]}"), Is.Empty,
            "OpenApiDocumentParts.Tags has one sentence for each folder of operations.");

    [Test]
    public async Task Every_operation_has_an_id_a_tag_a_summary_and_a_description() => await Described.NoneAsync(operation =>
        ((string[])["operationId", "summary", "description"]).Where(name => string.IsNullOrWhiteSpace(operation.Json[name]?.GetValue<string>()))
            .Concat(operation.Json["tags"] is JsonArray { Count: 1 } ? [] : ["tags"]).Select(name => $"no {name}")
            .Concat(operation.Json["summary"]?.GetValue<string>().EndsWith('.') is true ? ["the summary is no sentence"] : []));

    [Test]
    public async Task Every_operation_shows_what_it_answers_when_all_is_well() => await Described.NoneAsync(operation =>
    {
        var successes = operation.Responses.Where(response => response.Status[0] == '2').ToList();
        if (successes.Count == 0) return ["no success"];
        return successes.Where(success => success.Response["content"] is not JsonObject content || !content.Any(media => media.Value!["example"] is not null))
            .Select(success => $"no example of {success.Status}");
    });

    [Test]
    public async Task Every_body_that_is_asked_for_is_shown() => await Described.NoneAsync(operation =>
        operation.Json["requestBody"]?["content"] is JsonObject content && !content.Any(media => media.Value!["example"] is not null) ? ["no example of its body"] : []);

    [Test]
    public async Task Every_problem_is_named_under_its_status_with_an_example()
    {
        var examples = (await Stage.DocumentAsync())["components"]!["examples"]!.AsObject();
        await Described.NoneAsync(operation => operation.Bodies.Where(body => body.MediaType == "application/problem+json").SelectMany(body =>
        {
            var shown = body.Media["examples"]?.AsObject() ?? [];
            return shown.Count == 0 ? [$"{body.Where} shows no problem"] : shown.Where(example => !Fits(example.Key, example.Value!["$ref"]!.GetValue<string>(), body.Where)).Select(example => $"{body.Where} {example.Key}");
        }));

        bool Fits(string code, string reference, string status) =>
            reference == $"#/components/examples/{code}" && examples[code]!["value"] is { } problem && problem["code"]!.GetValue<string>() == code
            && $"{problem["status"]}" == status && !problem["detail"]!.GetValue<string>().Contains('{');
    }

    [Test]
    public async Task Every_operation_can_refuse_and_those_for_signed_in_callers_can_send_them_away() => await Described.NoneAsync(operation =>
        (Table.Of(operation.Id).Anonymous ? ["rate.limited"] : (string[])["rate.limited", "token.missing", "scope.missing"]).Except(operation.Codes).Select(code => $"{code} is not declared"));

    [Test]
    public async Task Roles_and_scope_are_those_of_the_table() => await Described.NoneAsync(operation =>
    {
        var row = Table.Of(operation.Id);
        var security = operation.Json["security"]!.AsArray();
        if (row.Anonymous) return security.Count == 0 ? [] : ["is said to need a token"];
        var roles = operation.Json["x-roles"]?.AsArray().Select(role => role!.GetValue<string>()) ?? [];
        return security.Count == 1 && security[0]!["oauth2"]!.AsArray().Single()!.GetValue<string>() == row.Scope && roles.ToHashSet().SetEquals(row.Roles) ? [] : ["roles or scope differ"];
    });

    [Test]
    public async Task Every_scope_has_its_label()
    {
        var scopes = (await Stage.DocumentAsync())["components"]!["securitySchemes"]!["oauth2"]!["flows"]!["clientCredentials"]!["scopes"]!.AsObject();
        Assert.That(scopes.Select(scope => scope.Key), Is.EqualTo(Table.Rows.Select(row => row.Scope).Where(scope => scope.Length > 0).Distinct().Order(StringComparer.Ordinal)));
        Assert.That(scopes.Select(scope => scope.Value!.GetValue<string>()), Has.None.Empty);
        Assert.That(Codelists.Get("scope").Select(entry => entry.Code), Is.EquivalentTo(scopes.Select(scope => scope.Key)));
    }

    [Test]
    public async Task Every_parameter_is_described_and_typed() => await Described.NoneAsync(operation => operation.Parameters
        .Where(parameter => string.IsNullOrWhiteSpace(parameter["description"]?.GetValue<string>()) || parameter["schema"]?["type"] is null
            || (parameter["schema"]!["type"]!.GetValue<string>() == "integer" && parameter["schema"]!["format"] is null)
            || (parameter["in"]!.GetValue<string>() == "path" && parameter["name"]!.GetValue<string>().EndsWith("Id", StringComparison.Ordinal) && parameter["schema"]!["pattern"] is null))
        .Select(parameter => $"{parameter["name"]}"));

    [Test]
    public async Task Parameters_are_camelCase() => await Described.NoneAsync(operation => operation.Parameters
        .Where(parameter => parameter["in"]!.GetValue<string>() is "path" or "query" && !char.IsAsciiLetterLower(parameter["name"]!.GetValue<string>()[0])).Select(parameter => $"{parameter["name"]}"));

    [Test]
    public async Task What_only_the_sandbox_has_is_marked() => await Described.NoneAsync(operation =>
        operation.Path.StartsWith("/sandbox/", StringComparison.Ordinal) == (operation.Json["x-sandbox"] is not null) ? [] : ["x-sandbox is wrong"]);

    [Test]
    public async Task No_schema_of_an_object_or_of_codes_stands_inline() => await Described.NoneAsync(operation =>
        operation.Bodies.SelectMany(body => Inline(body.Media["schema"]!, $"{body.Where} {body.MediaType}")).Concat(operation.Parameters.SelectMany(parameter => Inline(parameter["schema"]!, $"{parameter["name"]}"))));

    [Test]
    public async Task No_member_of_a_schema_is_an_inline_object_either_and_none_is_null()
    {
        var schemas = (await Stage.DocumentAsync())["components"]!["schemas"]!.AsObject();
        Assert.That(schemas.SelectMany(schema => (schema.Value!["properties"]?.AsObject() ?? []).SelectMany(member => Inline(member.Value!, $"{schema.Key}.{member.Key}"))), Is.Empty);
        Assert.That(schemas.SelectMany(schema => (schema.Value!["properties"]?.AsObject() ?? []).Where(member => member.Value!["type"] is JsonArray).Select(member => $"{schema.Key}.{member.Key}")), Is.Empty);
    }

    /// <summary>What we answer may grow, so no closed set of codes stands there (Zalando #112); a decision that is asked for may be one.</summary>
    [Test]
    public async Task Codes_that_are_answered_are_open_ended_and_name_their_list()
    {
        var schemas = (await Stage.DocumentAsync())["components"]!["schemas"]!.AsObject();
        var answered = Reachable(schemas, (await Described.AllAsync()).SelectMany(operation => operation.Bodies).Where(body => body.Where != "request").Select(body => body.Media["schema"]!));
        Assert.That(answered.Where(name => schemas[name]!["enum"] is not null), Is.Empty, "closed enumerations in answers");
        foreach (var (name, schema) in schemas)
            if (schema!["x-extensible-enum"] is JsonArray codes)
            {
                var list = schema["x-codelist"]!.GetValue<string>();
                Assert.That(codes.Select(code => code!.GetValue<string>()), Is.EqualTo(Codelists.Get(list).Select(entry => entry.Code)), name);
                Assert.That(schema["description"]!.GetValue<string>(), Does.Contain($"/v1/codelists/{list}"), name);
            }
    }

    [Test]
    public async Task No_text_speaks_of_the_program_s_insides()
    {
        string[] insides = ["Marketplace.Domain", "Marketplace.Api", "Marketplace.Log", "exception", "throws", "<see", "null"];
        Assert.That(Texts(await Stage.DocumentAsync()).Where(text => insides.Any(inside => text.Contains(inside, StringComparison.Ordinal))), Is.Empty);
    }

    [Test]
    public void Every_folder_of_operations_has_its_tag() =>
        Assert.That(Operations.Folders.Except(OpenApiDocumentParts.Tags.Keys), Is.Empty);

    private static IEnumerable<string> Inline(JsonNode schema, string where)
    {
        if (schema["$ref"] is not null) return [];
        if (schema["items"] is { } items) return Inline(items, $"{where}[]");
        return schema["properties"] is not null || schema["enum"] is not null || schema["allOf"] is not null || schema["oneOf"] is not null || schema["type"] is null ? [where] : [];
    }

    private static HashSet<string> Reachable(JsonObject schemas, IEnumerable<JsonNode> from)
    {
        var found = new HashSet<string>();
        var open = new Queue<JsonNode>(from);
        while (open.TryDequeue(out var node))
        {
            foreach (var child in node is JsonObject members ? members.Select(pair => pair.Value) : node is JsonArray many ? many : [])
                if (child is not null) open.Enqueue(child);
            if (node is JsonObject && node["$ref"] is JsonValue reference && reference.GetValue<string>().Split('/')[^1] is var name && schemas.ContainsKey(name) && found.Add(name)) open.Enqueue(schemas[name]!);
        }
        return found;
    }

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => member is { Key: "description" or "summary", Value: JsonValue text } ? [text.GetValue<string>()] : Texts(member.Value)),
        JsonArray items => items.SelectMany(Texts),
        _ => [],
    };
}
