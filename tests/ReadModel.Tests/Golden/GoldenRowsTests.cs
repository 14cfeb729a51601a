using System.Runtime.CompilerServices;
using Marketplace.ReadModel.Files;

namespace Marketplace.ReadModel.Tests.Golden;

/// <summary>
/// The rows that a fixed history gives, kept beside this test. A file in production is followed on by a new build only
/// while the tables and the views' versions are the same; so whoever changes what a projection writes must raise its
/// view's version, and is told so here.
/// </summary>
public sealed class GoldenRowsTests
{
    [Test]
    public async Task Rows_change_only_with_the_tables_or_with_a_views_version()
    {
        await using var market = await Market.OpenAsync();
        long last = 0;
        foreach (var (stream, e) in RandomMarket.Of(2026, 6, withFaults: false)) last = await market.Log.AppendAsync(stream, [e]);
        await market.Views.ReachAsync(last);
        // The mark of the log is random, and so are the hashes over salted leaves; what is left of the header is the fingerprint.
        var rows = string.Join('\n', (await market.Views.DumpAsync()).Split('\n').Select(line => line.Split(" | log_mark=")[0].Split(" | hashes=")[0].TrimEnd()));
        var schema = new ViewFileSchema(Views.All);

        var path = Path.Combine(Path.GetDirectoryName(Here())!, "rows.txt");
        var golden = File.Exists(path) ? await File.ReadAllTextAsync(path) : "";
        if (golden == rows) return;
        Assert.That(golden, Does.Not.Contain(schema.Fingerprint), 
            "The projections write other rows: raise the Version of the view that does. (If only this test's history changed, delete rows.txt and run again.)");
        await File.WriteAllTextAsync(path, rows);
        Assert.Fail($"The tables or a view's version changed. The rows they give were written to {Path.GetFileName(path)}: look at the difference and commit it.");
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
