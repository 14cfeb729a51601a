using Marketplace.Domain.Auctions;
using Marketplace.Domain.RuleSets;

namespace Marketplace.Domain.Tests.Auctions;

public class AnnounceTests
{
    private static Refusal? Refusal(Func<AuctionTerms, AuctionTerms> change, RuleSet? rules = null) =>
        Auction.Announce(Lot.Id, change(Lot.Terms), rules ?? Lot.Rules, Lot.AnnouncedAt).Refusal;

    [Test]
    public void The_announcement_freezes_the_numbers_of_the_rules_in_force()
    {
        var decision = Auction.Announce(Lot.Id, Lot.Terms, Lot.Rules, Lot.AnnouncedAt);
        Assert.That(decision.Events, Has.Length.EqualTo(1));
        var announced = (AuctionAnnounced)decision.Events[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(announced.Auction, Is.EqualTo(Lot.Id));
            Assert.That(announced.RuleSet, Is.EqualTo("cn-2026-01"));
            Assert.That(announced.Terms.Format, Is.EqualTo(new FormatTerms(new SoftClose(300))));
            Assert.That(announced.DepositReleaseHours, Is.EqualTo(24));
            Assert.That(announced.SingleBidderSuffices, Is.True);
            Assert.That(announced.AnnouncedAt, Is.EqualTo(Lot.AnnouncedAt));
        }
    }

    [Test]
    public void An_announced_auction_waits_for_its_opening_at_nine()
    {
        var auction = Lot.Announced();
        Assert.That(auction.Phase, Is.EqualTo(AuctionPhase.Announced));
        Assert.That(auction.Due, Is.EqualTo(Lot.At(15, 9)));
        Assert.That(auction.MinimumNext, Is.EqualTo(Money.WanYuan(300)));
    }

    [Test]
    public void Before_its_announcement_there_is_no_auction_for_anything()
    {
        var none = Auction.Initial;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(none.Due, Is.Null);
            Assert.That(none.Turn(Lot.OpensAt, null).Refusal?.Code, Is.EqualTo("auction.not_found"));
            Assert.That(none.Turn(Lot.ClosesAt, null).Refusal?.Code, Is.EqualTo("auction.not_found"));
            Assert.That(none.Confirm(Lot.Market, Lot.ClosesAt).Refusal?.Code, Is.EqualTo("auction.not_found"));
            Assert.That(none.Withdraw("权属争议", Lot.University, Lot.AnnouncedAt).Refusal?.Code, Is.EqualTo("auction.not_found"));
            Assert.That(none.TryBid("1", Lot.Start, Lot.OpensAt).Refusal?.Code, Is.EqualTo("auction.not_found"));
        }
    }

    [Test]
    public void Announced_on_the_first_it_opens_on_the_eighth_at_the_earliest()
    {
        var refusal = Refusal(terms => terms with { OpensAt = Lot.Before(Lot.At(8, 0)) });
        Assert.That(refusal?.Code, Is.EqualTo("auction.notice_too_short"));
        Assert.That(refusal?.Pointer, Is.EqualTo("/opensAt"));
        Assert.That(refusal!.Arguments, Does.Contain(new RefusalArgument("earliest", "2026-09-07T16:00:00.000Z")));
        Assert.That(Refusal(terms => terms with { OpensAt = Lot.At(8, 0) }), Is.Null);
    }

    [Test]
    public void An_auction_house_does_not_put_up_its_own_lot()
    {
        var refusal = Refusal(terms => terms.InTheHall() with { AuctionHouse = terms.Seller });
        Assert.That((refusal?.Code, refusal?.Pointer), Is.EqualTo(("auction.house_is_seller", "/auctionHouse")));
    }

    [Test]
    public void Each_procedure_has_its_own_days_of_notice()
    {
        var rules = Lot.Rules with
        {
            Auction = Lot.Rules.Auction with { NoticeDays = new Rule<int>(12, "测试"), BiddingNoticeDays = new Rule<int>(3, "测试") },
        };
        AuctionTerms Hall(AuctionTerms terms, int day) => terms.InTheHall() with
        {
            OpensAt = Lot.At(day, 9), Exhibition = new Exhibition(new DateOnly(2026, 9, 5), new DateOnly(2026, 9, 6), "三楼展厅"),
        };
        Assert.That(Refusal(terms => terms with { OpensAt = Lot.At(4, 9) }, rules), Is.Null);
        Assert.That(Refusal(terms => Hall(terms, 12), rules)?.Code, Is.EqualTo("auction.notice_too_short"));
        Assert.That(Refusal(terms => Hall(terms, 13), rules), Is.Null);
    }

    [Test]
    public void Without_any_notice_an_auction_still_does_not_open_in_the_past()
    {
        var rules = Lot.Rules with { Auction = Lot.Rules.Auction with { BiddingNoticeDays = new Rule<int>(0, "测试") } };
        Assert.That(Refusal(terms => terms with { OpensAt = Lot.Before(Lot.AnnouncedAt) }, rules)?.Code, Is.EqualTo("auction.notice_too_short"));
        Assert.That(Refusal(terms => terms with { OpensAt = Lot.AnnouncedAt }, rules), Is.Null);
    }

    [Test]
    public void An_auction_proper_names_a_licensed_house_and_an_auctioneer()
    {
        var refusal = Refusal(terms => terms.InTheHall() with { AuctionHouse = null, Auctioneer = null });
        Assert.That(refusal?.Code, Is.EqualTo("auction.house_required"));
        Assert.That(refusal?.Details.Select(detail => detail.Pointer), Is.EqualTo(new[] { "/auctionHouse", "/auctioneer" }));
    }

    [Test]
    public void An_auction_in_a_hall_may_be_over_in_ten_minutes() => Assert.That(Refusal(terms => terms.InTheHall() with { ClosesAt = Lot.At(15, 9, 10) }), Is.Null);

    private static Refusal? Shown(int from, int to, RuleSet? rules = null) => Refusal(terms => terms.InTheHall() with
    {
        Exhibition = new Exhibition(new DateOnly(2026, 9, from), new DateOnly(2026, 9, to), "三楼展厅"),
    }, rules);

    [Test]
    public void An_auction_proper_says_where_and_on_which_two_days_the_lot_can_be_inspected()
    {
        var refusal = Refusal(terms => terms.InTheHall() with { Exhibition = null });
        Assert.That((refusal?.Code, refusal?.Pointer), Is.EqualTo(("auction.exhibition_missing", "/exhibition")));
        Assert.That(refusal!.Arguments, Does.Contain(new RefusalArgument("days", "2")));
        Assert.That(Shown(12, 13), Is.Null);
        var tooShort = Shown(13, 13);
        Assert.That((tooShort?.Code, tooShort?.Pointer), Is.EqualTo(("auction.exhibition_too_short", "/exhibition/to")));
        Assert.That(Shown(13, 12)?.Code, Is.EqualTo("auction.exhibition_too_short"));
        var week = Lot.Rules with { Auction = Lot.Rules.Auction with { ExhibitionDays = new Rule<int>(7, "测试") } };
        Assert.That(Shown(8, 13, week)?.Code, Is.EqualTo("auction.exhibition_too_short"));
        Assert.That(Shown(8, 14, week), Is.Null);
    }

    [Test]
    public void The_exhibition_lies_between_the_announcement_on_the_first_and_the_opening_on_the_fifteenth()
    {
        Assert.That(Shown(2, 14), Is.Null);
        foreach (var (from, to, pointer) in new[] { (1, 14, "/exhibition/from"), (2, 15, "/exhibition/to") })
        {
            var refusal = Shown(from, to);
            Assert.That((refusal?.Code, refusal?.Pointer), Is.EqualTo(("auction.exhibition_out_of_time", pointer)));
        }
    }

    [Test]
    public void Competitive_bidding_may_do_without_an_exhibition_but_not_show_the_lot_for_less_than_a_day()
    {
        var day = new DateOnly(2026, 9, 10);
        Assert.That(Refusal(terms => terms with { Exhibition = new Exhibition(day, day, "线上展示") }), Is.Null);
        Assert.That(Refusal(terms => terms with { Exhibition = new Exhibition(day, day.AddDays(-1), "线上展示") })?.Code, Is.EqualTo("auction.exhibition_too_short"));
    }

    [Test]
    public void Bidding_on_line_lasts_24_hours_at_least()
    {
        Assert.That(Refusal(terms => terms with { ClosesAt = Lot.Before(Lot.At(16, 9)) })?.Code, Is.EqualTo("auction.open_too_short"));
        Assert.That(Refusal(terms => terms with { ClosesAt = Lot.At(16, 9) }), Is.Null);
    }

    [TestCase(15_000_000, true)]
    [TestCase(60_000_000, true)]
    [TestCase(60_000_001, false)]
    [TestCase(14_999_999, false)]
    public void The_deposit_is_5_to_20_percent_of_300_wan_to_the_fen(long fen, bool stands)
    {
        var refusal = Refusal(terms => terms with { Deposit = new Money(fen) });
        Assert.That(refusal?.Code, stands ? Is.Null : Is.EqualTo("auction.deposit_out_of_range"));
        if (!stands)
            Assert.That(refusal?.Arguments, Is.EqualTo(new[]
            {
                new RefusalArgument("ruleSet", "cn-2026-01"), new RefusalArgument("min", "150000.00"), new RefusalArgument("max", "600000.00"),
            }));
    }

    [TestCase(50, false)]
    [TestCase(51, true)]
    [TestCase(200, true)]
    [TestCase(201, false)]
    public void The_bounds_of_an_odd_start_price_of_10_01_yuan_are_rounded_inwards(long fen, bool stands) =>
        Assert.That(Refusal(terms => terms with { StartPrice = new Money(1001), Deposit = new Money(fen) }) is null, Is.EqualTo(stands));

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(1_000_000_000_000_001)]
    [TestCase(long.MaxValue)]
    [TestCase(long.MinValue)]
    public void A_start_price_of_nothing_or_beyond_all_money_is_refused(long fen) =>
        Assert.That(Refusal(terms => terms with { StartPrice = new Money(fen) })?.Code, Is.EqualTo("auction.start_price_out_of_range"));

    [Test]
    public void A_ladder_with_a_gap_at_the_bottom_is_refused() => Assert.That(
        Refusal(terms => terms with { Ladder = [new LadderBand(Money.Yuan(1), Money.WanYuan(1))] })?.Code, Is.EqualTo("auction.ladder_malformed"));

    [Test]
    public void Registration_closes_after_now_and_not_after_the_end()
    {
        Assert.That(Refusal(terms => terms with { RegistrationClosesAt = Lot.AnnouncedAt })?.Pointer, Is.EqualTo("/registrationClosesAt"));
        Assert.That(Refusal(terms => terms with { RegistrationClosesAt = Lot.ClosesAt + TimeSpan.FromMilliseconds(1) })?.Code,
            Is.EqualTo("auction.times_out_of_order"));
        Assert.That(Refusal(terms => terms with { RegistrationClosesAt = Lot.ClosesAt }), Is.Null);
    }

    [Test]
    public void The_end_is_after_the_opening() =>
        Assert.That(Refusal(terms => terms with { ClosesAt = Lot.OpensAt, RegistrationClosesAt = Lot.At(3, 9) })?.Pointer, Is.EqualTo("/closesAt"));

    [Test]
    public void The_latest_end_is_not_before_the_end()
    {
        Assert.That(Refusal(terms => terms with { LatestEndAt = Lot.Before(Lot.ClosesAt) })?.Pointer, Is.EqualTo("/latestEndAt"));
        Assert.That(Refusal(terms => terms with { LatestEndAt = Lot.ClosesAt }), Is.Null);
    }

    [Test]
    public void Everything_wrong_in_an_announcement_is_named_at_once()
    {
        var refusal = Refusal(terms => terms with { Ladder = [], Deposit = Money.Zero, OpensAt = Lot.At(2, 9) });
        Assert.That(refusal?.Details.Select(detail => detail.Code),
            Is.EqualTo(new[] { "auction.ladder_malformed", "auction.deposit_out_of_range", "auction.notice_too_short" }));
    }

    [Test]
    public void An_auction_of_2014_runs_under_the_rules_of_2010()
    {
        var announced = Instant.StartOf(new DateOnly(2014, 6, 20));
        var opens = Instant.StartOf(new DateOnly(2014, 6, 30)) + TimeSpan.FromHours(14);
        var decision = Auction.Announce(Lot.Id, Lot.Terms with
        {
            RegistrationClosesAt = opens, OpensAt = opens, ClosesAt = opens + TimeSpan.FromMinutes(30),
        }, RuleBook.Initial.InForce(announced), announced);
        Assert.That(((AuctionAnnounced)decision.Events.Single()).RuleSet, Is.EqualTo("cn-2010-01"));
    }
}
