using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Marketplace.Api.Hosting;
using Marketplace.Domain;
using Marketplace.Tests;

namespace Marketplace.Conformance.Tests;

/// <summary>What deploy/ names is there. Whether an engine runs it is for an engine to say.</summary>
public sealed partial class DeployTests
{
    /// <summary>Read by the framework, the database's image or the exporter, not by the program.</summary>
    private static readonly string[] Others = ["ASPNETCORE_ENVIRONMENT", "ASPNETCORE_URLS", "DOTNET_EnableDiagnostics", "ACCEPT_EULA", "MSSQL_SA_PASSWORD"];

    private static string Source { get; } = string.Join('\n', Repository.Files("src/Marketplace.Api", "*.cs").Select(Repository.Read));

    private static IReadOnlyList<(string Path, string Value)> Compose => PlainYaml.Read(Repository.Read("deploy/compose.yaml"));

    private static IReadOnlyList<(string Path, string Value)> Kubernetes => PlainYaml.Read(Repository.Read("deploy/kubernetes.yaml"));

    [Test]
    public void Every_setting_that_is_deployed_is_one_that_the_program_reads()
    {
        var named = Compose.Select(scalar => EnvironmentKey().Match(scalar.Path)).Where(match => match.Success).Select(match => match.Groups["name"].Value)
            .Concat(Kubernetes.Where(scalar => scalar.Path.EndsWith("/env[]/name", StringComparison.Ordinal)).Select(scalar => scalar.Value))
            .Concat(Unit().Matches(Repository.Read("deploy/marketplace.service")).Select(match => match.Groups["name"].Value))
            .Concat(Documented().Matches(Repository.Read("deploy/README.md")).Select(match => match.Groups["name"].Value))
            .Concat(ImageSetting().Matches(Repository.Read("deploy/Dockerfile")).Select(match => match.Groups["name"].Value))
            .Distinct(StringComparer.Ordinal).ToList();

        Assert.That(named, Has.Count.GreaterThan(8).And.Contains("Log__SqlServer").And.Contains(Telemetry.Endpoint));
        Assert.That(named.Except(Others).Where(name => !IsRead(name)), Is.Empty);
    }

    /// <summary>As one string, or section by section.</summary>
    private static bool IsRead(string name)
    {
        var parts = name.Split("__").Where(part => !part.All(char.IsAsciiDigit)).ToArray();
        return Source.Contains($"\"{string.Join(':', parts)}\"", StringComparison.Ordinal) || parts.All(part => Source.Contains($"\"{part}\"", StringComparison.Ordinal));
    }

    [Test]
    public void Every_probe_asks_for_an_operation_that_there_is()
    {
        var probes = Kubernetes.Where(scalar => scalar.Path.EndsWith("Probe/httpGet/path", StringComparison.Ordinal)).Select(scalar => scalar.Value).ToList();

        Assert.That(probes, Is.EqualTo(new[] { "/health/live", "/health/live", "/health/ready" }));
        foreach (var probe in probes) Assert.That(Source, Does.Contain($".MapGet(\"{probe}\""));
    }

    [Test]
    public void A_process_gets_longer_to_end_than_it_takes_itself()
    {
        static int Seconds(string text) => int.Parse(text.TrimEnd('s'));
        var own = int.Parse(Shutdown().Match(Source).Groups["seconds"].Value);

        Assert.That(Seconds(Compose.First(scalar => scalar.Path.EndsWith("/stop_grace_period", StringComparison.Ordinal)).Value), Is.GreaterThan(own));
        Assert.That(Seconds(Kubernetes.First(scalar => scalar.Path.EndsWith("/terminationGracePeriodSeconds", StringComparison.Ordinal)).Value), Is.GreaterThan(own + 5));
        Assert.That(int.Parse(UnitStop().Match(Repository.Read("deploy/marketplace.service")).Groups["seconds"].Value), Is.GreaterThan(own));
    }

    [Test]
    public void Log_keys_and_documents_are_shared_and_the_data_folder_is_each_process_s_own()
    {
        string Setting(string name) => Compose.Single(scalar => scalar.Path == $"/x-api/environment/{name}").Value;
        Assert.That(Setting("Documents__Folder"), Is.EqualTo("/documents"));
        Assert.That(Compose, Does.Contain(("/x-api/volumes[]", "documents:/documents")).And.Contain(("/x-api/volumes[]", "/data")));
        Assert.That(Setting("Keys__SqlServer"), Is.Not.EqualTo(Setting("Log__SqlServer")));

        string[] ValuesOf(string end) => [.. Kubernetes.Where(scalar => scalar.Path.EndsWith(end, StringComparison.Ordinal)).Select(scalar => scalar.Value)];
        Assert.That(ValuesOf("/secretKeyRef/key"), Is.EqualTo(new[] { "log", "keys" }));
        Assert.That(ValuesOf("/volumeClaimTemplates[]/spec/accessModes[]"), Is.EqualTo(new[] { "ReadWriteOnce" }));
        Assert.That(ValuesOf("/claimName"), Is.EqualTo(new[] { "marketplace-documents" }));
        Assert.That(Kubernetes.Where(scalar => scalar.Path == "/spec/accessModes[]").Select(scalar => scalar.Value), Is.EqualTo(new[] { "ReadWriteMany" }));
        Assert.That(ValuesOf("/volumeMounts[]/mountPath"), Is.SupersetOf(new[] { "/data", "/documents" }));
    }

    [Test]
    public void Nothing_runs_as_root_or_writes_to_its_root()
    {
        Assert.That(Repository.Read("deploy/Dockerfile"), Does.Contain("USER $APP_UID").And.Contain("ARG RUNTIME="));
        Assert.That(Compose, Does.Contain(("/x-api/read_only", "true")).And.Contain(("/x-api/cap_drop[]", "ALL")));
        Assert.That(Kubernetes.Where(scalar => scalar.Path.EndsWith("/runAsNonRoot", StringComparison.Ordinal) || scalar.Path.EndsWith("/readOnlyRootFilesystem", StringComparison.Ordinal)).Select(scalar => scalar.Value), Is.EqualTo(new[] { "true", "true" }));
    }

    [Test]
    public async Task Every_metric_on_the_board_is_one_that_the_program_or_the_framework_has()
    {
        var there = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => there[instrument.Name.Replace('.', '_')] = true };
        listener.Start();
        await using var market = TestMarket.Open();
        // The log's instruments are there from the first batch on.
        await market.JoinAsync(OrganizationKind.University, "浙江理工大学", Role.Publisher);
        using var board = JsonDocument.Parse(Repository.Read("deploy/dashboard.json"));
        var shown = board.RootElement.GetProperty("panels").EnumerateArray().SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
            .SelectMany(target => Metric().Matches(target.GetProperty("expr").GetString()!).Select(match => match.Value)).Distinct().ToList();

        Assert.That(shown, Has.Count.GreaterThan(8));
        Assert.That(shown.Where(name => !there.ContainsKey(Suffix().Replace(name, ""))), Is.Empty);
    }

    [Test]
    public void Every_verb_and_file_that_the_texts_name_is_there()
    {
        var texts = Repository.Read("deploy/README.md") + Repository.Read("deploy/runbook.md");
        foreach (Match verb in Verb().Matches(texts)) Assert.That(Verbs.Find([verb.Groups["verb"].Value]), Is.Not.Null);
        foreach (Match link in Link().Matches(texts)) Assert.That(Repository.Has($"deploy/{link.Groups["file"].Value}"), link.Value);
    }

    [TestCase("a: 1\n\tb: 2", "tab")]
    [TestCase("a: 1\na: 2", "twice")]
    [TestCase("a:\n   b: 2", "two blanks")]
    [TestCase("a:\n  nonsense", "Neither")]
    public void What_is_not_plain_YAML_is_noticed(string text, string what) =>
        Assert.That(() => PlainYaml.Read(text), Throws.TypeOf<FormatException>().With.Message.Contains(what));

    [GeneratedRegex("/environment/(?<name>[A-Za-z_]+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EnvironmentKey();

    [GeneratedRegex("^Environment=(?<name>[A-Za-z_]+)=", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unit();

    [GeneratedRegex(@"^\| `(?<name>[A-Za-z_0-9]+)`", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Documented();

    [GeneratedRegex(@"^(ENV|   ) (?<name>[A-Za-z_]+)=", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ImageSetting();

    [GeneratedRegex(@"ShutdownTimeout = TimeSpan.FromSeconds\((?<seconds>\d+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shutdown();

    [GeneratedRegex(@"TimeoutStopSec=(?<seconds>\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex UnitStop();

    [GeneratedRegex("(marketplace|http_server)_[a-z_]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Metric();

    [GeneratedRegex("(_seconds)?(_total|_bucket|_count|_sum)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Suffix();

    [GeneratedRegex(@"Marketplace\.Api\.dll (?<verb>[a-z-]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Verb();

    [GeneratedRegex(@"\]\((?<file>[^)#:]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
