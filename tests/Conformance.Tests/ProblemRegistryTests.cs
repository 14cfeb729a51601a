using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Marketplace.Api.Http;
using Marketplace.Domain;

namespace Marketplace.Conformance.Tests;

/// <summary><c>api-specs/problems.md</c> lists every way to be refused; each has its text in both languages, an operation and a test.</summary>
public sealed partial class ProblemRegistryTests
{
    /// <summary>Codes that belong to no operation, and why.</summary>
    private static readonly Dictionary<string, string> General = new()
    {
        ["method.not_allowed"] = "no operation has this method",
        ["server.failed"] = "our bug, wherever it is",
    };

    /// <summary>What the domain refuses although no operation can ask for it: each creates a new thing, which nobody can have created before.</summary>
    private static readonly string[] Unreachable =
        ["achievement.already_drafted", "app.already_created", "demand.already_posted", "listing.already_opened", "organization.already_registered", "person.already_invited"];

    /// <summary>What is refused at the terminal only: contracts of another register are taken over by a verb.</summary>
    private static readonly string[] AtTheTerminal =
        ["contract.number_malformed", "contract.number_taken", "contract.region_unknown", "contract.registered_in_future"];

    /// <summary>What nobody is answered but the list of bids says: a sealed bid that was never revealed, when the bidding was over.</summary>
    private static readonly string[] OnRecord = ["bid.not_revealed"];

    private static IEnumerable<RefusalType> Types => RefusalTypes.ByCode.Values.OrderBy(type => type.Code, StringComparer.Ordinal);

    [Test]
    public async Task The_registry_is_what_the_program_can_answer() => Repository.Approve("api-specs/problems.md", await WriteAsync());

    [TestCaseSource(nameof(Types))]
    public void A_code_is_two_words_of_snake_case_at_most(RefusalType type) => Assert.That(Code().IsMatch(type.Code), type.Code);

    [TestCaseSource(nameof(Types))]
    public void Both_texts_begin_with_a_title_that_needs_no_arguments_and_name_the_same_ones(RefusalType type)
    {
        foreach (var text in (string[])[type.En, type.Zh])
        {
            var title = Problems.Title(text);
            Assert.That(title, Is.Not.Empty.And.Not.Contains("{"), "the title is the same in every case");
            Assert.That(text, Does.EndWith(".").Or.EndWith("。").Or.EndWith("}"), "sentences end");
            Assert.That(text, Is.EqualTo(text.Trim()));
        }
        Assert.That(Names(type.Zh), Is.EquivalentTo(Names(type.En)), "placeholders");
        Assert.That(type.Zh.Any(IsHan), "the Chinese text is Chinese");
        Assert.That(type.En.Any(IsHan), Is.False, "the English text is English");
        Assert.That(HalfWidth().Match(type.Zh).Value, Is.Empty, "Chinese punctuation is of full width");
    }

    [Test]
    public async Task Every_code_is_declared_by_an_operation_or_is_general()
    {
        // What is said of one member of a form comes inside the refusal of the form.
        var declared = (await Described.AllAsync()).SelectMany(operation => operation.Codes).Concat(General.Keys).Concat(Details).Concat(Unreachable).Concat(AtTheTerminal).Concat(OnRecord).ToHashSet();
        Assert.That(Types.Select(type => type.Code).Where(code => !declared.Contains(code)), Is.Empty);
        Assert.That(General.Keys.Concat(Unreachable).Concat(AtTheTerminal).Concat(OnRecord).Except(RefusalTypes.ByCode.Keys), Is.Empty, "codes that are gone");
    }

    [Test]
    public void Every_code_is_produced_by_a_test()
    {
        var sources = string.Concat(Repository.Files("tests", "*.cs").Where(file => !file.StartsWith("tests/Conformance.Tests/", StringComparison.Ordinal)).Select(Repository.Read));
        Assert.That(Members.Where(member => !sources.Contains($"\"{member.Code}\"", StringComparison.Ordinal) && !sources.Contains($"\"{member.Code} ", StringComparison.Ordinal) && !sources.Contains(member.Name, StringComparison.Ordinal)).Select(member => member.Code), Is.Empty);
    }

    /// <summary>A rule that is broken is explained in the reader's language, not in the words of the library that checks it.</summary>
    [Test]
    public void Every_rule_of_a_validator_says_what_it_expects_in_both_languages()
    {
        var sources = Repository.Files("src/Marketplace.Api", "*.cs").Select(file => (File: file, Text: Repository.Read(file))).Where(source => source.Text.Contains("RuleFor", StringComparison.Ordinal) || source.File.EndsWith("/Rules.cs", StringComparison.Ordinal));
        Assert.That(sources.SelectMany(source => source.Text.Split(";\n").Where(statement => Check().Count(statement) != Said().Count(statement)).Select(statement => $"{source.File}: {statement.Trim()}")), Is.Empty);
    }

    /// <summary>Codes that only stand under <c>errors</c>, never alone.</summary>
    private static IEnumerable<string> Details => [HttpRefusals.MemberInvalid.Code];

    private static IEnumerable<(string Code, string Name)> Members =>
        from assembly in (Assembly[])[typeof(RefusalType).Assembly, typeof(RefusalTypes).Assembly]
        from type in assembly.GetTypes()
        from member in type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.DeclaredOnly)
        where member.FieldType == typeof(RefusalType)
        select (((RefusalType)member.GetValue(null)!).Code, $"{type.Name}.{member.Name}");

    private static async Task<string> WriteAsync()
    {
        var operations = await Described.AllAsync();
        var text = new StringBuilder("""
            # Problems

            Everything that this interface refuses is answered as a problem document (RFC 9457). Its `code` is one of these and never
            changes; `title` is the first sentence and `detail` the whole text, in Chinese or, with `Accept-Language: en`, in English, with
            the values of the case in place of the `{names}`. What a request could do about it follows from the status.

            A test writes this page from the program: `MARKETPLACE_APPROVE=1 dotnet test tests/Conformance.Tests`.

            """).Append('\n');
        foreach (var group in Types.Where(type => !Unreachable.Contains(type.Code)).GroupBy(type => Problems.Status(type.Kind)).OrderBy(group => group.Key))
        {
            text.Append(CultureInfo.InvariantCulture, $"## {group.Key}\n\n{Meaning(group.Key)}\n\n");
            foreach (var type in group)
                text.Append(CultureInfo.InvariantCulture, $"### `{type.Code}`\n\n{type.En}\n\n{type.Zh}\n\n{Where(type.Code)}\n\n");
        }
        return text.ToString().TrimEnd('\n') + "\n";

        string Where(string code)
        {
            if (General.TryGetValue(code, out var why)) return $"Any request: {why}.";
            if (Details.Contains(code)) return "Under `errors` of `request.invalid`.";
            string[] answering = [.. operations.Where(operation => operation.Codes.Contains(code)).Select(operation => operation.Id).Order(StringComparer.Ordinal)];
            return Sets.Where(set => set.Operations(operations).ToHashSet().SetEquals(answering)).Select(set => set.Name).FirstOrDefault() ?? string.Join(", ", answering);
        }
    }

    /// <summary>What is the same for many is said once.</summary>
    private static readonly (string Name, Func<IReadOnlyList<Described>, IEnumerable<string>> Operations)[] Sets =
    [
        ("Every operation.", all => all.Select(operation => operation.Id)),
        ("Every operation that needs a token.", all => Table.Rows.Where(row => !row.Anonymous).Select(row => row.Operation)),
        ("Every operation that needs a role.", all => Table.Rows.Where(row => row.Roles.Count > 0).Select(row => row.Operation)),
        ("Every operation that writes.", all => all.Where(operation => operation.Parameters.Any(parameter => parameter["name"]!.GetValue<string>() == "Idempotency-Key")).Select(operation => operation.Id)),
        ("Every operation that needs an Idempotency-Key.", all => all.Where(operation => operation.Parameters.Any(parameter => parameter["name"]!.GetValue<string>() == "Idempotency-Key" && parameter["required"]?.GetValue<bool>() is true)).Select(operation => operation.Id)),
        ("Every operation with an id in its path.", all => all.Where(operation => operation.Path.Contains("Id}", StringComparison.Ordinal)).Select(operation => operation.Id)),
        ("Every operation with a body in JSON.", all => all.Where(operation => operation.Json["requestBody"]?["content"]?["application/json"] is not null).Select(operation => operation.Id)),
        ("Every operation that answers from lists or figures.", all => all.Where(operation => operation.Method == "get" && operation.Parameters.Any(parameter => parameter["name"]!.GetValue<string>() == "Marketplace-Position")).Select(operation => operation.Id)),
    ];

    private static string Meaning(int status) => status switch
    {
        400 => "The request cannot be read.",
        401 => "Not signed in, or not any more.",
        403 => "Known, but not allowed.",
        404 => "Absent, or not the caller's to know.",
        405 => "Not with this method.",
        409 => "The state does not allow it now.",
        412 => "The version that the caller saw is gone.",
        413 => "Too large.",
        415 => "Not a media type that the operation takes.",
        422 => "Refused however often it is tried.",
        428 => "The request has to name the version that it changes.",
        429 => "Too often.",
        503 => "Not now; try again after the seconds in `Retry-After`.",
        _ => "Our fault.",
    };

    private static IEnumerable<string> Names(string text) => Placeholder().Matches(text).Select(match => match.Value).Distinct();

    private static bool IsHan(char c) => c is >= '\u4e00' and <= '\u9fff';

    [GeneratedRegex(@"^[a-z_]+(\.[a-z_]+)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();

    [GeneratedRegex(@"\.(Must|NotNull|NotEmpty|Length|Matches|EmailAddress|InclusiveBetween|GreaterThan|LessThan)\(", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Check();

    [GeneratedRegex(@"\.Says\(", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Said();

    [GeneratedRegex(@"[\u4e00-\u9fff\u201d}][,;:()]|[,;:()][\u4e00-\u9fff]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HalfWidth();

    [GeneratedRegex(@"\{\w+\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
