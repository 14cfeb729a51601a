using Marketplace.Domain.Releases;
using Marketplace.Domain.RuleSets;
using Marketplace.Domain.Tests.Common;
using static Marketplace.Domain.Tests.Releases.Drafts;

namespace Marketplace.Domain.Tests.Releases;

public class ReleaseTests
{
    private static ReleaseDraft Vintage(ReleaseStatus status, string? note = null, Counted[]? contracts = null) =>
        Draft(July, ByHand.Count(July, contracts ?? Five), status) with { Previous = First, Note = note };

    [Test]
    public void July_s_five_contracts_of_4_800_000_yuan_are_released_to_the_fen_as_the_first_vintage()
    {
        var released = (ReportReleased)Publish(Draft(July, ByHand.Count(July, Five)) with { AcceptSmallCells = false }).Events.Single();
        var five = new ReleasedSums(5, Money.WanYuan(2400), Money.WanYuan(2250));
        Assert.That(released.Total, Is.EqualTo(new ReleasedFigures(five, ReleasedSums.None, ReleasedSums.None, five, ReleasedSums.None)));
        Assert.That((released.Vintage, released.Status, released.Previous, released.ReleasedBy, released.RuleSet, released.FiguresPosition, released.SmallCellsAccepted, released.ReleasedAt),
            Is.EqualTo((1, ReleaseStatus.Preliminary, (string?)null, Parties.OperatorId, "cn-2026-01", 97L, (bool?)null, Parties.Now)));
    }

    [TestCase("2026-11-30T15:59:59.999Z", "release.month_not_over")]
    [TestCase("2026-11-30T16:00:00.000Z", null)]
    public void November_is_released_from_the_first_moment_of_December_in_Shanghai(string now, string? code)
    {
        var november = new Month(2026, 11);
        var decision = Publish(Draft(november, ByHand.Count(november, [])), now: Instant.From(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.That(decision.Code(), Is.EqualTo(code));
        if (code is not null) Assert.That((Argument(decision.Refusal!, "from"), decision.Refusal!.Pointer), Is.EqualTo(("2026-12-01", "/period")));
    }

    [Test]
    public void The_next_vintage_names_the_latest_and_has_the_next_number()
    {
        var first = Published();
        var second = (ReportReleased)Publish(Vintage(ReleaseStatus.Revised), First, first).Events.Single();
        Assert.That((second.Vintage, second.Previous), Is.EqualTo((2, First)));
        Assert.That(first.After(first.Supersede(Second, Parties.Now)).SupersededBy, Is.EqualTo(Second));
    }

    [Test]
    public void Who_does_not_name_the_latest_is_told_which_it_is()
    {
        var late = Publish(Vintage(ReleaseStatus.Revised), Second, Published()).Refusal!;
        Assert.That((late.Code, Argument(late, "latest"), late.Pointer), Is.EqualTo(("release.not_latest", Second, "/previous")));
        Assert.That(Publish(Draft(July, ByHand.Count(July, Five)), First).Code(), Is.EqualTo("release.not_latest"), "none was named");
        Assert.That(Publish(Vintage(ReleaseStatus.Revised)).Code(), Is.EqualTo("release.previous_unknown"), "there is none");
    }

    [TestCase(null, ReleaseStatus.Preliminary, null)]
    [TestCase(null, ReleaseStatus.Revised, "release.nothing_to_revise")]
    [TestCase(null, ReleaseStatus.Final, null)]
    [TestCase(ReleaseStatus.Preliminary, ReleaseStatus.Preliminary, "release.status_forbidden")]
    [TestCase(ReleaseStatus.Preliminary, ReleaseStatus.Revised, null)]
    [TestCase(ReleaseStatus.Preliminary, ReleaseStatus.Final, null)]
    [TestCase(ReleaseStatus.Revised, ReleaseStatus.Preliminary, "release.status_forbidden")]
    [TestCase(ReleaseStatus.Revised, ReleaseStatus.Revised, null)]
    [TestCase(ReleaseStatus.Revised, ReleaseStatus.Final, null)]
    [TestCase(ReleaseStatus.Final, ReleaseStatus.Preliminary, "release.final")]
    [TestCase(ReleaseStatus.Final, ReleaseStatus.Revised, "release.final")]
    [TestCase(ReleaseStatus.Final, ReleaseStatus.Final, "release.final")]
    public void Preliminary_figures_are_revised_until_they_are_final(ReleaseStatus? before, ReleaseStatus status, string? code)
    {
        var now = Instant.StartOf(new DateOnly(2027, 6, 1));
        var decision = before is { } last ? Publish(Vintage(status), First, Published(last), now: now) : Publish(Draft(July, ByHand.Count(July, Five), status), now: now);
        Assert.That(decision.Code(), Is.EqualTo(code));
    }

    [TestCase("2027-01-31", "release.too_early_for_final")]
    [TestCase("2027-02-01", null)]
    public void July_s_figures_are_final_six_whole_months_after_its_end(string day, string? code)
    {
        var decision = Publish(Draft(July, ByHand.Count(July, Five), ReleaseStatus.Final), now: Instant.StartOf(Parties.Day(day)));
        Assert.That(decision.Code(), Is.EqualTo(code));
        if (code is not null) Assert.That((Argument(decision.Refusal!, "from"), decision.Refusal!.Pointer), Is.EqualTo(("2027-02-01", "/status")));
    }

    [Test]
    public void The_rule_set_says_when_figures_are_final()
    {
        var rules = Rules with { Releases = ReleaseRules.Market with { FinalMonths = new Rule<int>(2, "测试") } };
        Assert.That(Publish(Draft(July, ByHand.Count(July, Five), ReleaseStatus.Final), rules: rules).Code(), Is.Null);
    }

    [TestCase(0, null)]
    [TestCase(1, "total, contract_type/transfer, technical_field/environment")]
    [TestCase(2, "total, contract_type/transfer, technical_field/environment")]
    [TestCase(3, null)]
    public void One_or_two_contracts_in_a_row_are_not_published_unasked(int contracts, string? cells)
    {
        var draft = Draft(July, ByHand.Count(July, Five[..contracts])) with { AcceptSmallCells = false };
        var decision = Publish(draft);
        Assert.That(decision.Code(), Is.EqualTo(cells is null ? null : "release.small_cells"));
        if (cells is not null) Assert.That((Argument(decision.Refusal!, "cells"), Argument(decision.Refusal!, "least"), decision.Refusal!.Pointer), Is.EqualTo((cells, "3", "/acceptSmallCells")));
        Assert.That(((ReportReleased)Publish(draft with { AcceptSmallCells = true }).Events.Single()).SmallCellsAccepted, Is.True);
    }

    [Test]
    public void A_row_with_few_contracts_in_the_month_before_is_as_telling_as_one_in_the_month() =>
        Assert.That(Argument(Publish(Draft(July, ByHand.Count(July, [.. Five, new Counted(1, 0, 1, 100, 100)])) with { AcceptSmallCells = false }).Refusal!, "cells"),
            Is.EqualTo("total, contract_type/development, technical_field/environment"));

    [Test]
    public void Changed_figures_need_a_note_and_the_same_figures_need_none()
    {
        Counted[] six = [.. Five, Five[0]];
        var refusal = Publish(Vintage(ReleaseStatus.Revised, contracts: six), First, Published()).Refusal!;
        // The month and the year to date, of the total and of two rows.
        Assert.That((refusal.Code, Argument(refusal, "count"), refusal.Pointer), Is.EqualTo(("release.note_missing", "6", "/note")));
        Assert.That(Publish(Vintage(ReleaseStatus.Revised, "补登一项合同。", six), First, Published()).Code(), Is.Null);
        Assert.That(Publish(Vintage(ReleaseStatus.Revised), First, Published()).Code(), Is.Null);
    }

    [Test]
    public void An_organization_that_is_suspended_releases_nothing()
    {
        var suspended = Parties.Operator.After(Parties.Operator.Suspend(Parties.PlatformAdmin, "整改", null, Parties.Now));
        Assert.That(Publish(Draft(July, ByHand.Count(July, Five)), publisher: suspended).Code(), Is.EqualTo("organization.suspended"));
    }

    [Test]
    public void A_release_comes_back_from_its_bytes_as_it_was()
    {
        var published = Publish(Draft(July, ByHand.Count(July, Five))).Events.Single();
        Assert.That(Folding.Picture(Folding.Replay<Release>([published, new ReleaseSuperseded(Second, Parties.Now)])),
            Is.EqualTo(Folding.Picture(Release.Initial.Apply(published).Apply(new ReleaseSuperseded(Second, Parties.Now)))));
    }

    [Test]
    public void An_event_with_all_nine_dimensions_and_the_largest_numbers_has_less_than_128_KiB()
    {
        var largest = new ReleasedSums(999_999_999, Money.Largest, Money.Largest);
        var each = new ReleasedFigures(largest, largest, largest, largest, largest);
        var released = ((ReportReleased)Publish(Draft(July, ByHand.Count(July, Five))).Events.Single()) with { Total = each, Groups = ByHand.NineDimensions(each), Note = new string('注', 1000) };
        var bytes = EventCatalogue.Encode(released).Data.Length;
        TestContext.Out.WriteLine($"{released.Cells().Count()} rows, {bytes} bytes");
        Assert.That(bytes, Is.LessThan(128 * 1024));
    }

    [Test]
    public void Every_status_but_the_first_is_reached_and_nothing_leads_away_from_the_final_one()
    {
        Assert.That(Release.Next.Reachable(ReleaseStatus.Preliminary), Is.EquivalentTo(Enum.GetValues<ReleaseStatus>()));
        Assert.That(Release.Next[ReleaseStatus.Final], Is.Empty);
    }
}
