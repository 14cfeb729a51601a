using System.Text.Json;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;

namespace Marketplace.Conformance.Tests;

/// <summary>An enumeration on the wire and its published code list say the same, and every list is fit to be published.</summary>
public sealed class CodelistTests
{
    /// <summary>Enumerations that never reach the wire as codes, and why.</summary>
    private static readonly Dictionary<string, string> NotOnTheWire = new()
    {
        ["RefusalKind"] = "becomes an HTTP status",
        ["CreditCodeCheck"] = "becomes a refusal or a warning with a code of its own",
    };

    /// <summary>Lists that have no enumeration, because the program makes no distinction by their codes.</summary>
    private static readonly string[] DataOnly = ["region", "scope"];

    private static IEnumerable<Type> Enumerations => typeof(Codelists).Assembly.GetExportedTypes()
        .Where(type => type.IsEnum && !NotOnTheWire.ContainsKey(type.Name));

    private static IEnumerable<string> Lists => Codelists.All;

    private static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    [TestCaseSource(nameof(Enumerations))]
    public void An_enumeration_has_a_list_with_exactly_its_codes_in_its_order(Type enumeration)
    {
        Assert.That(Codelists.All, Does.Contain(Snake(enumeration.Name)), $"api-specs/codelists/{Snake(enumeration.Name)}.csv is missing");
        Assert.That(Codelists.Get(Snake(enumeration.Name)).Select(e => e.Code), Is.EqualTo(Enum.GetNames(enumeration).Select(Snake)));
    }

    [TestCaseSource(nameof(Lists))]
    public void A_list_has_an_enumeration_or_is_declared_to_be_data_only(string list) =>
        Assert.That(Enumerations.Select(e => Snake(e.Name)).Concat(DataOnly), Does.Contain(list));

    [Test]
    public void The_scopes_are_those_of_the_permissions() =>
        Assert.That(Codelists.Get("scope").Select(e => e.Code), Is.EqualTo(Permissions.Load().Scopes.Order(StringComparer.Ordinal)));

    [TestCaseSource(nameof(Lists))]
    public void Every_row_has_a_code_and_both_labels_and_no_code_or_label_comes_twice(string list)
    {
        var entries = Codelists.Get(list);
        Assert.That(entries, Is.Not.Empty);
        Assert.That(entries, Has.All.Matches<CodelistEntry>(e => Trimmed(e.Code) && Trimmed(e.Zh) && Trimmed(e.En)));
        Assert.That(entries.Select(e => e.Code), Is.Unique);
        // Two counties may share a name; two codes of one enumeration may not.
        if (!DataOnly.Contains(list)) Assert.That(entries.SelectMany(e => new[] { e.Zh, e.En }), Is.Unique);
        Assert.That(entries, Has.All.Matches<CodelistEntry>(e => e.Since is not { } since || e.Retired is not { } retired || since < retired));

        static bool Trimmed(string text) => text.Length > 0 && text == text.Trim();
    }

    [TestCaseSource(nameof(Lists))]
    public void Chinese_labels_are_Chinese_and_English_ones_are_not(string list)
    {
        Assert.That(Codelists.Get(list), Has.All.Matches<CodelistEntry>(e => e.Zh.Any(IsHan) && !e.En.Any(IsHan)));

        static bool IsHan(char c) => c is >= '\u4e00' and <= '\u9fff';
    }

    [TestCaseSource(nameof(Lists))]
    public void The_published_file_begins_with_the_documented_columns(string list)
    {
        using var stream = typeof(Codelists).Assembly.GetManifestResourceStream($"codelists/{list}")!;
        using var reader = new StreamReader(stream);
        Assert.That(reader.ReadLine(), Does.StartWith("code,zh,en,note,since,retired"));
    }

    [Test]
    public void Every_enumeration_declared_to_stay_inside_exists() =>
        Assert.That(NotOnTheWire.Keys, Is.SubsetOf(typeof(Codelists).Assembly.GetExportedTypes().Where(t => t.IsEnum).Select(t => t.Name)));

    [Test]
    public void No_two_enumerations_share_a_name() => Assert.That(Enumerations.Select(e => e.Name), Is.Unique);
}
