using System.Text.RegularExpressions;

namespace Marketplace.Conformance.Tests;

/// <summary>operationId = file = test class = example = row of the table of rights, both ways.</summary>
public sealed partial class OperationTests
{
    private const string Api = "src/Marketplace.Api";

    [Test]
    public async Task Every_operation_has_the_file_of_its_name_in_the_folder_of_its_tag() =>
        await Described.NoneAsync(operation => Repository.Has($"{Api}/{operation.Tag}/{operation.Id}.cs") ? [] : [$"{Api}/{operation.Tag}/{operation.Id}.cs is missing"]);

    [Test]
    public async Task Every_operation_has_a_test_class_of_its_name_with_a_test_in_it() => await Described.NoneAsync(operation =>
    {
        var path = $"tests/Slices.Tests/{operation.Tag}/{operation.Id}Tests.cs";
        if (!Repository.Has(path)) return [$"{path} is missing"];
        var source = Repository.Read(path);
        return source.Contains($"class {operation.Id}Tests", StringComparison.Ordinal) && Test().IsMatch(source) ? [] : [$"{path} has no class {operation.Id}Tests with a test in it"];
    });

    [Test]
    public async Task Every_operation_has_an_example() =>
        await Described.NoneAsync(operation => Repository.Has($"api-specs/examples/{operation.Id}.http") ? [] : [$"api-specs/examples/{operation.Id}.http is missing"]);

    [Test]
    public async Task The_table_of_rights_has_a_row_for_each_operation_and_no_other_in_order() =>
        Assert.That(Table.Operations, Is.EqualTo((await Described.AllAsync()).Select(operation => operation.Id).Order(StringComparer.Ordinal)));

    [Test]
    public async Task No_example_is_of_an_operation_that_is_not_there() =>
        Assert.That(Repository.Files("api-specs/examples", "*.http").Select(Path.GetFileNameWithoutExtension), Is.EquivalentTo((await Described.AllAsync()).Select(operation => operation.Id)));

    [Test]
    public async Task No_file_maps_a_route_that_the_document_does_not_have() =>
        Assert.That(Repository.Files(Api, "*.cs").Where(file => Map().IsMatch(Repository.Read(file))).Select(Path.GetFileNameWithoutExtension),
            Is.EquivalentTo((await Described.AllAsync()).Select(operation => operation.Id)));

    [Test]
    public async Task Paths_are_plural_kebab_case_without_verbs_and_a_path_is_at_most_eight_steps() =>
        await Described.NoneAsync(operation => Step().IsMatch(operation.Path) && operation.Path.Count(c => c == '/') <= 8 ? [] : [operation.Path]);

    [GeneratedRegex(@"\[(Test|TestCase|TestCaseSource|Property)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Test();

    [GeneratedRegex(@"\.Map(Get|Post|Put|Patch|Delete)\(", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Map();

    [GeneratedRegex(@"^(/([a-z]+(-[a-z]+)*|\{[a-zA-Z]+\}|v1|\.well-known|jwks\.json))+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Step();
}
