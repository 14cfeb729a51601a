using System.Text.Json.Nodes;

namespace Marketplace.Conformance.Tests;

/// <summary>An operation as the document describes it.</summary>
internal sealed record Described(string Path, string Method, JsonObject Json)
{
    public string Id => Json["operationId"]?.GetValue<string>() ?? "";
    public string Tag => Json["tags"]?[0]?.GetValue<string>() ?? "";
    public IEnumerable<JsonObject> Parameters => (Json["parameters"]?.AsArray() ?? []).Select(parameter => parameter!.AsObject());
    public IEnumerable<(string Status, JsonObject Response)> Responses => Json["responses"]!.AsObject().Select(pair => (pair.Key, pair.Value!.AsObject()));

    /// <summary>Whatever the operation takes or gives, with its media type.</summary>
    public IEnumerable<(string Where, string MediaType, JsonObject Media)> Bodies =>
        Responses.Select(response => (Where: response.Status, Holder: response.Response)).Concat(Json["requestBody"] is { } body ? [("request", body.AsObject())] : [])
            .SelectMany(part => (part.Holder["content"]?.AsObject() ?? []).Select(pair => (part.Where, pair.Key, pair.Value!.AsObject())));

    /// <summary>The codes with which it can be refused: its examples of problems, and those of another standard's errors.</summary>
    public IEnumerable<string> Codes => Bodies.Where(body => body.Where[0] is '4' or '5').SelectMany(body => body.Media["examples"]?.AsObject() ?? []).Select(example => example.Key);

    public override string ToString() => Id;

    public static async Task<IReadOnlyList<Described>> AllAsync() =>
        [.. (await Stage.DocumentAsync())["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(method => new Described(path.Key, method.Key, method.Value!.AsObject())))];

    /// <summary>Fails with all that is wrong, a line each.</summary>
    public static async Task NoneAsync(Func<Described, IEnumerable<string>> faults) =>
        Assert.That((await AllAsync()).SelectMany(operation => faults(operation).Select(fault => $"{operation.Id}: {fault}")), Is.Empty);
}
