using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Log;
using Marketplace.ReadModel;
using Marketplace.Tests;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Conformance.Tests;

/// <summary>The parts use what they may and nothing else, and the house rules that a machine can check.</summary>
public sealed partial class ArchitectureTests
{
    /// <summary>What each project may reference: projects, then packages.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Marketplace.Domain"] = [],
        ["Marketplace.Merkle"] = [],
        ["Marketplace.Log"] = ["Marketplace.Merkle", "Microsoft.SqlServer.Server", "Dapper", "Microsoft.Data.Sqlite", "Microsoft.Data.SqlClient", "SQLitePCLRaw.bundle_e_sqlite3"],
        ["Marketplace.ReadModel"] = ["Marketplace.Domain", "Marketplace.Log", "Marketplace.Merkle", "Dapper", "Microsoft.Data.Sqlite", "SQLitePCLRaw.bundle_e_sqlite3"],
        ["Marketplace.Api"] =
        [
            "Marketplace.Domain", "Marketplace.Log", "Marketplace.ReadModel", "MediatR.Contracts",
            "MediatR", "FluentValidation", "Swashbuckle.AspNetCore", "Microsoft.IdentityModel.JsonWebTokens",
            "OpenTelemetry", "OpenTelemetry.Exporter.OpenTelemetryProtocol",
        ],
        ["Marketplace.Verify"] = ["Marketplace.Domain", "Marketplace.Merkle"],
        ["MediatR.Contracts"] = [],
        ["Microsoft.SqlServer.Server"] = [],
    };

    /// <summary>Interfaces with one implementation, and what the seam is for.</summary>
    private static readonly Dictionary<string, string> Seams = new()
    {
        ["ILogModel"] = "the log knows no domain; tests give it another",
        ["IFold"] = "one call for states of any type",
    };

    private static readonly Assembly[] Parts = [typeof(Money).Assembly, typeof(ILogStore).Assembly, typeof(Views).Assembly, typeof(Operations).Assembly];

    private static IEnumerable<string> Projects => Repository.Files("src", "*.csproj");

    private static IEnumerable<string> Sources => Repository.Files("src", "*.cs");

    [TestCaseSource(nameof(Projects))]
    public void A_project_references_what_it_may(string project)
    {
        var xml = XDocument.Load(Repository.At(project));
        var name = Path.GetFileNameWithoutExtension(project);
        Assert.That(Allowed.Keys, Does.Contain(name), "a new project has its row here and in the table of the parts");
        Assert.That(xml.Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))
            .Concat(xml.Descendants("PackageReference").Select(reference => reference.Attribute("Include")!.Value)), Is.EquivalentTo(Allowed[name]));
    }

    [TestCaseSource(nameof(Projects))]
    public void The_banned_symbols_are_banned_in_every_project(string project)
    {
        var shared = XDocument.Load(Repository.At("Directory.Build.props"));
        Assert.That(shared.Descendants("AdditionalFiles").Select(file => file.Attribute("Include")!.Value), Has.Some.EndsWith("src/BannedSymbols.txt"));
        Assert.That(shared.Descendants("PackageReference").Select(package => package.Attribute("Include")!.Value), Does.Contain("Microsoft.CodeAnalysis.BannedApiAnalyzers"));
        Assert.That(Repository.Read(".editorconfig"), Does.Contain("dotnet_diagnostic.RS0030.severity = warning"), "and warnings are errors");

        // A props file on the way up hides the root's unless it imports it; the contracts of others are the one place without analysis.
        for (var folder = Path.GetDirectoryName(project)!; folder.Length > 0; folder = Path.GetDirectoryName(folder)!)
            if (Repository.Has($"{folder}/Directory.Build.props"))
                Assert.That(Repository.Read($"{folder}/Directory.Build.props"), Does.Contain("GetPathOfFileAbove('Directory.Build.props'"));
        if (!project.StartsWith("src/Shims/", StringComparison.Ordinal))
            Assert.That(XDocument.Load(Repository.At(project)).Descendants().Select(element => element.Name.LocalName), Has.None.AnyOf("RunAnalyzers", "NoWarn", "TreatWarningsAsErrors"));
    }

    [Test]
    public void No_file_has_more_than_300_lines() =>
        Assert.That(Sources.Select(file => (File: file, Lines: Repository.Read(file).Count(c => c == '\n'))).Where(file => file.Lines > 300), Is.Empty);

    [Test]
    public void No_name_says_only_that_it_is_of_use() =>
        Assert.That(Parts.SelectMany(part => part.GetTypes()).Select(type => type.Name).Where(name => Vague().IsMatch(name)), Is.Empty);

    [Test]
    public void An_interface_has_more_than_one_implementation_or_is_a_seam()
    {
        Type[] types = [.. Parts.SelectMany(part => part.GetTypes())];
        var lonely = types.Where(type => type.IsInterface && type.Namespace?.StartsWith("Marketplace", StringComparison.Ordinal) is true)
            .Where(type => types.Count(other => !other.IsInterface && other.GetInterfaces().Any(face => (face.IsGenericType ? face.GetGenericTypeDefinition() : face) == type)) < 2)
            .Select(type => type.Name).ToList();
        Assert.That(lonely.Where(name => name is not "IAnswer`1"), Is.EquivalentTo(Seams.Keys));
    }

    [Test]
    public async Task Every_request_goes_through_authorisation_and_then_validation()
    {
        Type[] requests = [.. typeof(Operations).Assembly.GetTypes().Where(type => !type.IsInterface && type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IRequest<>)))];
        await using var market = TestMarket.Open();
        foreach (var request in requests)
        {
            Assert.That(request.IsAssignableTo(typeof(IMarketRequest)), request.FullName);
            Assert.That(Table.Operations, Does.Contain(request.DeclaringType!.Name), "a request belongs to an operation");
            var answer = request.GetInterfaces().Single(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IRequest<>)).GetGenericArguments()[0];
            var behaviours = market.Services.GetServices(typeof(IPipelineBehavior<,>).MakeGenericType(request, answer)).Select(behaviour => behaviour!.GetType().GetGenericTypeDefinition());
            Assert.That(behaviours, Is.EqualTo(new[] { typeof(Authorise<,>), typeof(Validate<,>) }), request.FullName);
        }
        Assert.That(requests, Has.Length.GreaterThanOrEqualTo(Table.Rows.Count - 1), "all but the one that asks nobody");
    }

    [Test]
    public void Tables_named_in_SQL_are_tables_that_there_are()
    {
        foreach (var part in (string[])["src/Marketplace.Log", "src/Marketplace.ReadModel"])
        {
            var texts = Repository.Files(part, "*.cs").Concat(Repository.Files(part, "*.sql")).Select(file => (File: file, Text: Repository.Read(file))).ToList();
            var tables = texts.SelectMany(file => Created().Matches(file.Text)).Select(match => match.Groups["table"].Value).ToHashSet();
            Assert.That(tables, Is.Not.Empty);
            Assert.That(texts.SelectMany(file => Used().Matches(file.Text).Select(match => (file.File, Table: match.Groups["table"].Value)))
                .Where(used => !tables.Contains(used.Table) && used.Table is not ("sqlite_schema" or "pragma_table_list")), Is.Empty);
        }
    }

    [GeneratedRegex("(Helper|Manager|Utils?)s?(`|$)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Vague();

    [GeneratedRegex(@"create (virtual )?table (if not exists )?(?<table>\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Created();

    /// <summary>Statements are written in small letters, and a table follows directly.</summary>
    [GeneratedRegex(@"\b(insert into|insert or ignore into|delete from|select [^;""]*? from|left join|update) (?<table>[a-z_]+) (set|where|\(|order|on|as|values|limit)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Used();
}
