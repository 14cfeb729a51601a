using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Marketplace.Domain;

/// <summary>One code with its labels.</summary>
/// <param name="Code">As it stands in JSON: snake_case, or digits where an official list has them.</param>
/// <param name="Note">Where the code and its meaning come from, and how sure that is; empty where there is nothing to say.</param>
/// <param name="Since">First day on which the code may be used; absent when it always could.</param>
/// <param name="Retired">First day on which it may no longer be used; absent while it may.</param>
/// <param name="Parent">The code it stands under: in the same list, or, for a subtype, in the list of types.</param>
public sealed record CodelistEntry(string Code, string Zh, string En, string Note, DateOnly? Since, DateOnly? Retired, string? Parent)
{
    /// <summary>Whether the code may be used on a day (Asia/Shanghai). What was recorded while it could be stays readable for ever.</summary>
    public bool InForce(DateOnly on) => (Since is not { } since || on >= since) && (Retired is not { } retired || on < retired);
}

/// <summary>A list of codes, in the order of its file.</summary>
public sealed class Codelist(string name, ImmutableArray<CodelistEntry> entries)
{
    private readonly FrozenDictionary<string, CodelistEntry> byCode = entries.ToFrozenDictionary(e => e.Code, StringComparer.Ordinal);

    public string Name { get; } = name;

    public ImmutableArray<CodelistEntry> Entries { get; } = entries;

    public CodelistEntry? Find(string code) => byCode.GetValueOrDefault(code);
}

/// <summary>
/// The code lists of the interface: <c>api-specs/codelists/*.csv</c>, one file a list, embedded here so that what is
/// published and what is enforced are the same bytes. Every enumeration on the wire has the list of its snake_case name.
/// </summary>
public static class Codelists
{
    internal const string ResourcePrefix = "codelists/";

    private static readonly FrozenDictionary<string, Lazy<Codelist>> Lists = typeof(Codelists).Assembly.GetManifestResourceNames()
        .Where(resource => resource.StartsWith(ResourcePrefix, StringComparison.Ordinal))
        .Select(resource => resource[ResourcePrefix.Length..])
        .ToFrozenDictionary(name => name, name => new Lazy<Codelist>(() => Load(name)), StringComparer.Ordinal);

    /// <summary>The names of all lists, in order.</summary>
    public static ImmutableArray<string> All { get; } = [.. Lists.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The list of a name that a client gave; absent when there is none.</summary>
    public static Codelist? Find(string name) => Lists.GetValueOrDefault(name)?.Value;

    /// <summary>The entries of a list that the program names.</summary>
    /// <exception cref="KeyNotFoundException">There is no such list.</exception>
    public static ImmutableArray<CodelistEntry> Get(string name) =>
        (Find(name) ?? throw new KeyNotFoundException($"There is no code list {name}.")).Entries;

    /// <summary>Whether the code is in the list and may be used on the day.</summary>
    public static bool Has(string name, string code, DateOnly on) => Find(name)?.Find(code)?.InForce(on) is true;

    private static Codelist Load(string name) => new(name, [.. Csv.ReadResource(ResourcePrefix + name).Select(row => new CodelistEntry(
        row["code"], row["zh"], row["en"], row["note"], Day(row["since"]), Day(row["retired"]),
        row.GetValueOrDefault("parent") is { Length: > 0 } parent ? parent : null))]);

    private static DateOnly? Day(string text) => text.Length == 0 ? null : DateOnly.ParseExact(text, "yyyy-MM-dd");
}
