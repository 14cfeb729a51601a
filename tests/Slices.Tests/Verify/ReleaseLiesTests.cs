using Marketplace.Domain;
using Marketplace.Domain.Releases;
using Marketplace.Verify;

namespace Marketplace.Slices.Tests.Verify;

/// <summary>Releases whose proofs are right and whose content is not: what a marketplace can sign, and cannot hide.</summary>
public sealed class ReleaseLiesTests
{
    private static readonly Instant Day = Instant.StartOf(new DateOnly(2026, 9, 2));

    private static ReleasedFigures Figures(long contracts, long fen)
    {
        var sums = new ReleasedSums(contracts, new Money(fen), new Money(fen));
        return new(sums, ReleasedSums.None, ReleasedSums.None, sums, ReleasedSums.None);
    }

    private static ReleasedRow Row(string type, long contracts, long fen) => new(type, Figures(contracts, fen));

    /// <summary>Five contracts of one yuan, three of development and two of transfer.</summary>
    private static ReportReleased August(int vintage = 1, ReleaseStatus status = ReleaseStatus.Preliminary, string? previous = null, params ReleasedRow[] rows) => new(
        new Month(2026, 8), ReportBase.Output, null, vintage, status, previous, Figures(5, 500),
        [new(ReportDimension.ContractType, rows.Length > 0 ? [.. rows] : [Row("development", 3, 300), Row("transfer", 2, 200)])],
        null, previous is null ? null : "更正。", "org_1", "cn-2026-01", 0, Day);

    private static string[] Faults(SignedLog log)
    {
        var check = new ReleaseCheck(Signatures.Read(log.Keys));
        check.Check([.. log.Answers().Select(ReleaseFile.Read)], []);
        return [.. check.Findings.Where(finding => finding.Holds is false).Select(finding => finding.What)];
    }

    [Test]
    public void Three_vintages_that_add_up_hold()
    {
        using var log = new SignedLog();
        var revised = log.Release(August(2, ReleaseStatus.Revised, log.Release(August()), Row("development", 5, 500)));
        log.Release(August(3, ReleaseStatus.Final, revised));
        Assert.That(Faults(log), Is.Empty);
    }

    [Test]
    public void Rows_that_do_not_add_up_are_found_though_they_are_signed()
    {
        using var log = new SignedLog();
        var id = log.Release(August(rows: [Row("development", 3, 300), Row("transfer", 2, 199)]));
        Assert.That(Faults(log), Is.EqualTo(new[] { $"{id} does not add up: by contract_type the turnover of month is not the total's" }));
    }

    [Test]
    public void A_row_below_zero_is_found_where_the_sum_is_right()
    {
        using var log = new SignedLog();
        var id = log.Release(August(rows: [Row("development", 6, 500), Row("transfer", -1, 0)]));
        Assert.That(Faults(log), Does.Contain($"{id} does not add up: the contracts of transfer is below zero"));
    }

    [Test]
    public void Two_vintages_of_one_number_are_found()
    {
        using var log = new SignedLog();
        var first = log.Release(August());
        var (one, other) = (log.Release(August(2, ReleaseStatus.Revised, first)), log.Release(August(2, ReleaseStatus.Revised, first)));
        Assert.That(Faults(log), Is.EqualTo(new[] { $"there are two releases with the number 2 of 2026-08: {one} and {other}" }));
    }

    private static IEnumerable<TestCaseData> OutOfLine =>
    [
        new TestCaseData((string first) => August(3, ReleaseStatus.Revised, first)).SetArgDisplayNames("a number is passed over"),
        new TestCaseData((string first) => August(2, ReleaseStatus.Preliminary, first)).SetArgDisplayNames("preliminary again"),
        new TestCaseData((string first) => August(2, ReleaseStatus.Revised, first) with { Base = ReportBase.Absorption }).SetArgDisplayNames("another base"),
        new TestCaseData((string first) => August(2, ReleaseStatus.Revised, first) with { Region = "330000" }).SetArgDisplayNames("another place"),
        new TestCaseData((string first) => August(2, ReleaseStatus.Revised, first) with { Period = new Month(2026, 7) }).SetArgDisplayNames("another month"),
    ];

    [TestCaseSource(nameof(OutOfLine))]
    public void What_does_not_follow_the_vintage_that_it_names_is_found(Func<string, ReportReleased> next)
    {
        using var log = new SignedLog();
        var first = log.Release(August());
        var id = log.Release(next(first));
        Assert.That(Faults(log), Is.EqualTo(new[] { $"{id} does not follow {first}: they are of different things, out of order, or final figures were changed" }));
    }

    [Test]
    public void Nothing_follows_final_figures()
    {
        using var log = new SignedLog();
        log.Release(August(2, ReleaseStatus.Revised, log.Release(August(status: ReleaseStatus.Final))));
        Assert.That(Faults(log), Has.Length.EqualTo(1).And.All.Contains("final figures were changed"));
    }

    [Test]
    public void A_number_without_a_vintage_before_it_is_found()
    {
        using var log = new SignedLog();
        var id = log.Release(August(2));
        Assert.That(Faults(log), Is.EqualTo(new[] { $"{id} says that it is vintage 2, and names none before it" }));
    }

    [Test]
    public void A_release_of_another_day_than_its_event_or_of_figures_from_after_it_is_found()
    {
        using var log = new SignedLog();
        log.Release(August(), Day + TimeSpan.FromDays(1));
        Assert.That(Faults(log), Has.Length.EqualTo(1).And.All.Contains("was released at another time than it says"));
        using var early = new SignedLog();
        early.Release(August() with { FiguresPosition = 1 });
        Assert.That(Faults(early), Has.Length.EqualTo(1));
    }

    [Test]
    public void An_event_that_lacks_its_figures_is_no_release_and_breaks_nothing()
    {
        using var log = new SignedLog();
        log.Release(August());
        var answer = System.Text.Json.Nodes.JsonNode.Parse(log.Answers()[0].GetRawText())!;
        foreach (var lack in (string[])["\"total\"", "\"month\"", "\"groups\"", "\"rows\""])
        {
            var without = answer.DeepClone();
            without["proof"]!["event"]!["data"] = ((string)without["proof"]!["event"]!["data"]!).Replace(lack, "\"gone\"", StringComparison.Ordinal);
            Assert.That(() => ReleaseFile.Read(System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(without.ToJsonString())), Throws.TypeOf<FormatException>(), lack);
        }
    }
}
