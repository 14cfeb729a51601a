using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Marketplace.Domain;
using Marketplace.Tests;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Marketplace.Benchmarks.National;

/// <summary>
/// The register at the size of the country: how fast it is loaded and in how much memory, what a month's report costs over HTTP on
/// one core, without and with the years before, and how fast a new read model is folded from the log, with the same rows.
/// </summary>
internal static class NationalBenchmark
{
    private const double LeastPerSecond = 20_000, MostMegabytes = 1024 * 1.048576, MostMilliseconds = 10;

    public static async Task<int> RunAsync(Options options)
    {
        var load = new Load(options.Number("warmup", 500), options.Number("requests", 2000));
        var folder = options.Text("folder") ?? Directory.CreateTempSubdirectory("marketplace-national-").FullName;
        try
        {
            Console.WriteLine($"{Machine.Describe()}; data in {folder}.\n");
            var reader = await JoinAsync(folder);
            if (options.Text("loaded") is { } over) return await ReportsAsync(folder, reader, load, over) ? 0 : 1;
            var national = Run(folder, "seed", "national-2023");
            Console.WriteLine(national.Text);
            var met = national.PerSecond >= LeastPerSecond && national.Megabytes <= MostMegabytes;
            met &= await ReportsAsync(folder, reader, load, "the national register of 2023");

            Console.WriteLine(Run(folder, "seed", "history").Text);
            met &= await ReportsAsync(folder, reader, load, "with the published years before");

            var before = Rows(folder);
            Console.WriteLine(Run(folder, "rebuild").Text);
            var after = Rows(folder);
            Console.WriteLine($"Rows before {before[..16]}…, after {after[..16]}…: {(before == after ? "equal" : "NOT EQUAL")}.");
            foreach (var file in Directory.GetFiles(folder, "*.db")) Console.WriteLine($"{Path.GetFileName(file)}: {new FileInfo(file).Length / 1e6:n0} MB");
            return met && before == after ? 0 : 1;
        }
        finally
        {
            if (options.Text("folder") is null) Directory.Delete(folder, recursive: true);
        }
    }

    private sealed record Reader(string Organization, string ClientId, string Secret);

    /// <summary>A marketplace with one who may read its reports, kept for the next run on the same folder.</summary>
    private static async Task<Reader> JoinAsync(string folder)
    {
        var kept = Path.Combine(folder, "reader.json");
        if (File.Exists(kept)) return JsonSerializer.Deserialize<Reader>(await File.ReadAllTextAsync(kept))!;
        await using var market = TestMarket.Open(folder, host => host
            .UseContentRoot(AppContext.BaseDirectory).UseSetting("Logging:LogLevel:Microsoft.Hosting.Lifetime", "Warning")
            .ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton(TimeProvider.System))));
        var statistician = await market.JoinAsync(OrganizationKind.Supervisor, "国家统计局", Role.Statistician);
        var reader = new Reader(statistician.Organization, statistician.Subject, statistician.Secret);
        await File.WriteAllTextAsync(kept, JsonSerializer.Serialize(reader));
        return reader;
    }

    private sealed record Ran(string Text, double PerSecond, double Megabytes);

    /// <summary>The program that is published, as a process of its own.</summary>
    private static Ran Run(string folder, params string[] verb)
    {
        var start = new ProcessStartInfo("dotnet", [.. Server.Beside, .. verb, $"--Data={folder}"]) { UseShellExecute = false, RedirectStandardOutput = true, WorkingDirectory = AppContext.BaseDirectory };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Sandbox";
        using var process = Process.Start(start)!;
        var (text, peak) = (new StringBuilder(), 0L);
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (!line.StartsWith('[')) text.AppendLine(line);
            process.Refresh();
            if (!process.HasExited) peak = Math.Max(peak, process.PeakWorkingSet64);
        }
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{string.Join(' ', verb)} ended with code {process.ExitCode}.");
        // The process says what it took itself; seen from here it took this at its last line.
        var said = text.ToString();
        var words = said.Split(' ');
        double Before(string word) => Array.IndexOf(words, word) is > 0 and var at ? double.Parse(words[at - 1], NumberStyles.Number, CultureInfo.InvariantCulture) : 0;
        return new Ran($"{said.TrimEnd()}\n", Before("a"), peak / 1e6);
    }

    /// <param name="WarmUp">Requests of each kind that are not counted: compiling and a cold file are paid once.</param>
    private sealed record Load(int WarmUp, int Requests);

    /// <summary>The server has one core for itself; one client asks, waits, and asks again.</summary>
    private static async Task<bool> ReportsAsync(string folder, Reader reader, Load load, string over)
    {
        using var server = Server.StartOnCore(0, folder, ("RateLimits__Enabled", "false"));
        server.WaitFor("/health/ready");
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{server.Port}") };
        using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", reader.ClientId), new("client_secret", reader.Secret)]);
        var token = JsonDocument.Parse(await (await http.PostAsync(new Uri("/oauth/token", UriKind.Relative), form)).EnsureSuccessStatusCode().Content.ReadAsStringAsync());
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.RootElement.GetProperty("access_token").GetString());

        var (warmUp, requests) = load;
        Console.WriteLine($"Over {over}, {requests} requests of each kind behind {warmUp} that are not counted, one after the other, the server on one core:");
        var met = true;
        var today = Instant.From(TimeProvider.System.GetUtcNow()).ShanghaiDay;
        foreach (var (name, limited, path) in Kinds(today))
        {
            for (var i = 0; i < warmUp; i++) (await http.GetByteArrayAsync(new Uri(path(i), UriKind.Relative))).AsSpan();
            var (ticks, bytes, busy) = (new List<long>(), 0L, server.Processor);
            for (var i = 0; i < requests; i++)
            {
                var from = Stopwatch.GetTimestamp();
                bytes += (await http.GetByteArrayAsync(new Uri(path(i), UriKind.Relative))).Length;
                ticks.Add(Stopwatch.GetTimestamp() - from);
            }
            var times = new Latencies(ticks);
            if (limited) met &= times.At(0.99) <= MostMilliseconds;
            Console.WriteLine($"  {name,-40} {times}; {(server.Processor - busy).TotalMilliseconds / requests:0.00} ms of processor, {bytes / requests / 1000.0:n0} kB{(limited ? $" (limit {MostMilliseconds:0} ms at p99)" : "")}");
        }
        Console.WriteLine();
        return met;
    }

    private static IEnumerable<(string Name, bool Limited, Func<int, string> Path)> Kinds(DateOnly today)
    {
        string[] bases = ["registered", "output", "absorption"], places = ["", "&region=330000", "&region=110000", "&region=other"];
        string Month(int i) => $"/v1/reports/monthly/2023-{i % 12 + 1:00}?base={bases[i % 3]}{places[i / 3 % 4]}";
        yield return ("report by type and field", true, Month);
        yield return ("report by all nine dimensions", true, i => $"{Month(i)}&by=contract_type,technical_field,ip_type,ip_involvement,seller_kind,buyer_kind,region,counterpart,origin");
        yield return ("report as of a day, by type and field", true, i => $"{Month(i)}&asOf={today:yyyy-MM-dd}");
        yield return ("series of ten years", false, i => $"/v1/reports/monthly?from=2014-01&to=2023-12&base={bases[i % 3]}{places[i / 3 % 4]}");
        yield return ("flows, 32 by 32", false, i => $"/v1/reports/flows/2023-{i % 12 + 1:00}");
    }

    /// <summary>A hash over every row of every table in the order of its key.</summary>
    private static string Rows(string folder)
    {
        using var connection = new SqliteConnection($"Data Source={Directory.GetFiles(folder, "read-model-0.*.db").Single()};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var tables = connection.CreateCommand();
        tables.CommandText = "select name from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite_%' order by name";
        using var table = tables.ExecuteReader();
        while (table.Read())
        {
            using var all = connection.CreateCommand();
            using var key = connection.CreateCommand();
            // A row's number tells in which order the projector's transactions came, which is not the same each time.
            key.CommandText = "select coalesce(group_concat(name), 'rowid') from (select name from pragma_table_info($table) where pk > 0 order by pk)";
            key.Parameters.AddWithValue("$table", table.GetString(0));
            all.CommandText = $"select * from \"{table.GetString(0)}\" order by {key.ExecuteScalar()}";
            using var row = all.ExecuteReader();
            var values = new object[row.FieldCount];
            while (row.Read())
            {
                row.GetValues(values);
                hash.AppendData(Encoding.UTF8.GetBytes(string.Join('|', values.Select(value => value is byte[] bytes ? Convert.ToHexString(bytes) : value))));
            }
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
