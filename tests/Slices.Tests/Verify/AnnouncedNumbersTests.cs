using System.Collections.Immutable;
using System.Security.Cryptography;
using Marketplace.Domain;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.Deals;
using Marketplace.Domain.RuleSets;
using Marketplace.Verify;

namespace Marketplace.Slices.Tests.Verify;

/// <summary>
/// A marketplace that lies about its numbers and runs the auction by them, so that all that follows fits: the checker decides the
/// announcement once more by the rule set that it names.
/// </summary>
public sealed class AnnouncedNumbersTests
{
    private const string Id = "auc_00000000000070008000000000000001";

    private static readonly Instant AnnouncedAt = Instant.StartOf(new DateOnly(2026, 9, 1)) + TimeSpan.FromHours(10), OpensAt = Instant.StartOf(new DateOnly(2026, 9, 15)) + TimeSpan.FromHours(9);

    private static readonly RuleSet Rules = RuleBook.Initial.InForce(AnnouncedAt);

    /// <summary>From 300 万元 in steps of 10 万元, deposit 30 万元, open for a day.</summary>
    private static AuctionTerms Terms(FormatTerms format) => new(
        "lst_1", "ach_1", "org_seller", "org_market", "玻璃窑炉环保治理技术", AuctionProcedure.CompetitiveBidding, null, null, null, Money.WanYuan(300), null,
        format.Kind is AuctionFormat.Dutch or AuctionFormat.SealedFirstPrice ? [] : [new LadderBand(Money.Zero, Money.WanYuan(10))],
        true, Money.WanYuan(30), OpensAt, OpensAt,
        OpensAt + (format.Kind is AuctionFormat.Dutch or AuctionFormat.DutchSealedBest ? TimeSpan.FromMinutes(50) : TimeSpan.FromHours(24)), null, Format: format);

    private static readonly Dictionary<string, FormatTerms> Formats = new()
    {
        ["soft_close"] = new(new SoftClose()),
        ["timed_rounds"] = new(TimedRounds: new TimedRounds(180)),
        ["turns"] = new(Turns: new Turns(3, 180, 180)),
        ["dutch"] = new(Dutch: new Dutch(Money.WanYuan(3), 4, 600)),
        ["dutch_sealed_best"] = new(DutchSealedBest: new DutchSealedBest(Money.WanYuan(3), 4, 600, 600, 600, 300)),
        ["sealed_first_price"] = new(SealedFirstPrice: new SealedFirstPrice(600)),
    };

    private static AuctionAnnounced Announced(string format, Func<AuctionTerms, AuctionTerms>? how = null)
    {
        var terms = Terms(Formats[format]);
        if (how is not null) terms = how(terms);
        return (AuctionAnnounced)Auction.Announce(Id, terms, Rules, AnnouncedAt, terms.Priority?.Holders ?? []).Events.Single();
    }

    /// <summary>Whatever the announcement says is run by the marketplace's own decisions to its end, with one bid where it takes one.</summary>
    private static ImmutableArray<Proved> Run(AuctionAnnounced announced)
    {
        var (auction, events) = (Auction.Initial, ImmutableArray.CreateBuilder<Proved>());
        Record(announced, announced.AnnouncedAt);
        while (auction.Due is { } due)
        {
            foreach (var e in auction.Turn(due, null).Events) Record(e, due);
            if (auction.Phase is AuctionPhase.Open && auction.Bids == 0)
                foreach (var e in auction.Bid(Bid(auction, due), "1", due).Events) Record(e, due);
        }
        return events.ToImmutable();

        void Record(Event e, Instant at)
        {
            var (name, version, data) = EventCatalogue.Encode(e);
            events.Add(new Proved(events.Count + 1, Id, events.Count + 1, name, version, at.UnixMilliseconds, new byte[16], new byte[32], data, []));
            auction = auction.Apply(e);
        }
    }

    private static BidRequest Bid(Auction auction, Instant at) => auction.Course!.Stage switch
    {
        { Kind: AuctionStage.Descending, Price: var price } => new BidRequest("bid_1", "", price, at, BidForm.Acceptance),
        { Kind: AuctionStage.Sealed } => new BidRequest("bid_1", "", null, at, BidForm.Sealed, SHA256.HashData("330"u8)),
        _ => new BidRequest("bid_1", "", auction.MinimumNext, at),
    };

    private static (string? Announcement, string? After) Judge(ImmutableArray<Proved> events)
    {
        var replay = new Replay(Id, events);
        var first = replay.Follow(events[0]);
        return (first, first is not null ? null : events.Skip(1).Select(replay.Follow).FirstOrDefault(fault => fault is not null));
    }

    [TestCaseSource(nameof(Names))]
    public void An_announcement_within_its_rules_and_all_that_came_of_it_follows(string format)
    {
        var events = Run(Announced(format));
        Assert.That(Judge(events), Is.EqualTo(((string?)null, (string?)null)));
        Assert.That(Judge(Run(Announced(format, terms => terms with { Priority = Told(1, 1) }))), Is.EqualTo(((string?)null, (string?)null)));
        Assert.That(events.Select(e => e.Type), Has.Some.EqualTo("auction_closed").And.Some.StartsWith("bid_"));
    }

    private static IEnumerable<string> Names => Formats.Keys;

    private static TestCaseData Number(string format, string what, string code, Func<AuctionAnnounced, AuctionAnnounced> change) => new TestCaseData(format, change, code).SetArgDisplayNames(format, what);

    private static TestCaseData Of(string format, string what, string code, Func<AuctionTerms, AuctionTerms> change) =>
        Number(format, what, code, announced => announced with { Terms = change(announced.Terms) });

    private static FormatTerms Format(SoftClose? soft = null, TimedRounds? timed = null, Turns? turns = null, Dutch? dutch = null, DutchSealedBest? best = null, SealedFirstPrice? first = null) =>
        new(soft, timed, turns, dutch, best, first);

    /// <summary>A co-owner was told on a day of September; by the rules it has rank 1.</summary>
    private static PriorityTerms Told(int day, int rank) => new([new PriorityNotice(HolderKind.CoOwner, 1, rank, new DateOnly(2026, 9, day), "EMS 1098765432109")]);

    private static IEnumerable<TestCaseData> OfAnyFormat =>
    [
        Of("soft_close", "start price of nothing", "auction.start_price_out_of_range", terms => terms with { StartPrice = Money.Zero }),
        Of("soft_close", "start price above the largest amount", "auction.start_price_out_of_range", terms => terms with { StartPrice = Money.Largest + new Money(1) }),
        Of("soft_close", "deposit one fen below 5 %", "auction.deposit_out_of_range", terms => terms with { Deposit = Money.WanYuan(15) - new Money(1) }),
        Of("soft_close", "deposit one fen above 20 %", "auction.deposit_out_of_range", terms => terms with { Deposit = Money.WanYuan(60) + new Money(1) }),
        Number("soft_close", "announced six days before", "auction.notice_too_short", announced => announced with { AnnouncedAt = OpensAt - TimeSpan.FromDays(6) }),
        Of("soft_close", "open for a millisecond less than a day", "auction.open_too_short", terms => terms with { ClosesAt = terms.ClosesAt - TimeSpan.FromMilliseconds(1) }),
        Of("soft_close", "registration behind the end", "auction.times_out_of_order", terms => terms with { RegistrationClosesAt = terms.ClosesAt + TimeSpan.FromMilliseconds(1) }),
        Of("soft_close", "bound before the end", "auction.times_out_of_order", terms => terms with { LatestEndAt = terms.ClosesAt - TimeSpan.FromMilliseconds(1) }),
        Of("soft_close", "step of nothing", "auction.ladder_malformed", terms => terms with { Ladder = [new LadderBand(Money.Zero, Money.Zero)] }),
        Of("soft_close", "ladder that begins above nothing", "auction.ladder_malformed", terms => terms with { Ladder = [new LadderBand(new Money(1), Money.WanYuan(10))] }),
        Of("soft_close", "bands that do not rise", "auction.ladder_malformed", terms => terms with { Ladder = [.. terms.Ladder, .. terms.Ladder] }),
        Of("soft_close", "33 bands", "auction.ladder_malformed", terms => terms with { Ladder = [.. Enumerable.Range(0, 33).Select(i => new LadderBand(Money.WanYuan(i), Money.WanYuan(10)))] }),
        Of("soft_close", "a co-owner told on the day after", "priority.notice_to_come", terms => terms with { Priority = Told(2, 1) }),
        Of("soft_close", "a rank that the rules do not give", "something else", terms => terms with { Priority = Told(1, 2) }),
        Of("soft_close", "commission above a fifth", "auction.commission_out_of_range", terms => terms with { Sale = new SaleTerms(BuyerCommission: 2001) }),
        Number("soft_close", "an hour more to give deposits back", "something else", announced => announced with { DepositReleaseHours = announced.DepositReleaseHours + 1 }),
        Number("soft_close", "two bidders where one suffices", "something else", announced => announced with { SingleBidderSuffices = !announced.SingleBidderSuffices }),
        Number("soft_close", "six days to pause", "something else", announced => announced with { PauseDays = announced.PauseDays + 1 }),
        Number("soft_close", "commission that was not agreed", "something else", announced => announced with { Commission = new CommissionScales([new CommissionBand(Money.Zero, 500)], []) }),
        Number("soft_close", "rules that are not in force any more", "cn-2026-01 was", announced => announced with { RuleSet = "cn-2017-01" }),
        Number("soft_close", "rules that nobody published", "neither built in nor published", announced => announced with { RuleSet = "cn-2026-99" }),
    ];

    private static IEnumerable<TestCaseData> OfFormats =>
    [
        Of("soft_close", "extension a second below the rules' 300", "auction.extension_out_of_range", terms => terms with { Format = Format(soft: new SoftClose(299)) }),
        Of("soft_close", "extension above an hour", "auction.extension_out_of_range", terms => terms with { Format = Format(soft: new SoftClose(3601)) }),
        Of("timed_rounds", "rounds of 9 seconds", "auction.format_out_of_range", terms => terms with { Format = Format(timed: new TimedRounds(9)) }),
        Of("timed_rounds", "rounds above an hour", "auction.format_out_of_range", terms => terms with { Format = Format(timed: new TimedRounds(3601)) }),
        Of("timed_rounds", "parts of steps", "auction.whole_steps_required", terms => terms with { WholeSteps = false }),
        Of("turns", "no rounds", "auction.format_out_of_range", terms => terms with { Format = Format(turns: new Turns(0, 180, 180)) }),
        Of("turns", "11 rounds", "auction.format_out_of_range", terms => terms with { Format = Format(turns: new Turns(11, 180, 180)) }),
        Of("turns", "turns of 9 seconds", "auction.format_out_of_range", terms => terms with { Format = Format(turns: new Turns(3, 9, 180)) }),
        Of("turns", "pauses above an hour", "auction.format_out_of_range", terms => terms with { Format = Format(turns: new Turns(3, 180, 3601)) }),
        Of("dutch", "a price that rises", "auction.format_out_of_range", terms => terms with { Format = Format(dutch: new Dutch(Money.WanYuan(-3), 4, 600)) }),
        Of("dutch", "a last price of nothing", "auction.format_out_of_range", terms => terms with { Format = Format(dutch: new Dutch(Money.WanYuan(75), 4, 600)) }),
        Of("dutch", "501 reductions", "auction.format_out_of_range", terms => terms with { Format = Format(dutch: new Dutch(new Money(1), 501, 5)) }),
        Of("dutch", "prices above a day", "auction.format_out_of_range", terms => terms with { Format = Format(dutch: new Dutch(Money.WanYuan(3), 4, 86_401)) }),
        Of("dutch", "an end off its schedule", "auction.schedule_differs", terms => terms with { ClosesAt = terms.ClosesAt + TimeSpan.FromSeconds(1) }),
        Of("dutch", "two bidders, of whom one decides", "auction.one_bidder_decides", terms => terms with { TwoBiddersNeeded = true }),
        Of("dutch_sealed_best", "59 seconds to seal", "auction.format_out_of_range", terms => terms with { Format = Format(best: new DutchSealedBest(Money.WanYuan(3), 4, 600, 59, 600, 300)) }),
        Of("dutch_sealed_best", "59 seconds to reveal", "auction.format_out_of_range", terms => terms with { Format = Format(best: new DutchSealedBest(Money.WanYuan(3), 4, 600, 600, 59, 300)) }),
        Of("dutch_sealed_best", "59 seconds for the last word", "auction.format_out_of_range", terms => terms with { Format = Format(best: new DutchSealedBest(Money.WanYuan(3), 4, 600, 600, 600, 59)) }),
        Of("dutch_sealed_best", "another step of the schedule", "auction.schedule_differs", terms => terms with { Format = Format(best: new DutchSealedBest(Money.WanYuan(3), 4, 601, 600, 600, 300)) }),
        Of("sealed_first_price", "59 seconds for priorities", "auction.format_out_of_range", terms => terms with { Priority = Told(1, 1) with { MatchSeconds = 59 } }),
        Of("sealed_first_price", "above a week for priorities", "auction.format_out_of_range", terms => terms with { Priority = Told(1, 1) with { MatchSeconds = 604_801 } }),
        Of("timed_rounds", "time for priorities where they match while the bidding runs", "priority.matched_while_bidding", terms => terms with { Priority = Told(1, 1) with { MatchSeconds = 300 } }),
        Of("dutch", "a next bidder where one alone bids", "auction.next_bidder_impossible", terms => terms with { Sale = new SaleTerms(NextBidder: true) }),
        Of("sealed_first_price", "59 seconds to reveal", "auction.format_out_of_range", terms => terms with { Format = Format(first: new SealedFirstPrice(59)) }),
        Of("sealed_first_price", "above a week to reveal", "auction.format_out_of_range", terms => terms with { Format = Format(first: new SealedFirstPrice(604_801)) }),
        Of("sealed_first_price", "a bound within the time to reveal", "auction.times_out_of_order", terms => terms with { LatestEndAt = terms.ClosesAt + TimeSpan.FromSeconds(599) }),
    ];

    [TestCaseSource(nameof(OfAnyFormat)), TestCaseSource(nameof(OfFormats))]
    public void One_number_outside_of_the_rules_is_found_though_all_that_follows_fits(string format, Func<AuctionAnnounced, AuctionAnnounced> change, string code)
    {
        Assert.That(Judge(Run(change(Announced(format)))).Announcement, Does.Contain(code));
    }

    private static AuctionTerms InTheHall(AuctionTerms terms) => terms with
    {
        Procedure = AuctionProcedure.Auction, AuctionHouse = "org_house", Auctioneer = "usr_auctioneer",
        Exhibition = new Exhibition(new DateOnly(2026, 9, 12), new DateOnly(2026, 9, 13), "浙江国际商品拍卖中心三楼展厅"),
    };

    private static IEnumerable<TestCaseData> OfAuctionsProper =>
    [
        Of("soft_close", "no house", "auction.house_required", terms => terms with { AuctionHouse = null }),
        Of("soft_close", "no auctioneer", "auction.house_required", terms => terms with { Auctioneer = null }),
        Of("soft_close", "no exhibition", "auction.exhibition_missing", terms => terms with { Exhibition = null }),
        Of("soft_close", "one day of exhibition", "auction.exhibition_too_short", terms => terms with { Exhibition = terms.Exhibition! with { From = new DateOnly(2026, 9, 13) } }),
        Of("soft_close", "an exhibition up to the opening", "auction.exhibition_out_of_time", terms => terms with { Exhibition = terms.Exhibition! with { To = new DateOnly(2026, 9, 15) } }),
        Number("soft_close", "announced six days before", "auction.notice_too_short", announced => announced with { AnnouncedAt = OpensAt - TimeSpan.FromDays(6) }),
        Number("soft_close", "more commission than the law allows", "something else",
            announced => announced with { Commission = announced.Commission! with { Buyer = [new CommissionBand(Money.Zero, 600)] } }),
    ];

    [TestCaseSource(nameof(OfAuctionsProper))]
    public void So_is_one_of_an_auction_in_the_hall(string format, Func<AuctionAnnounced, AuctionAnnounced> change, string code)
    {
        var honest = Announced(format, InTheHall);
        Assert.That(Judge(Run(honest)), Is.EqualTo(((string?)null, (string?)null)));
        Assert.That(Judge(Run(change(honest))).Announcement, Does.Contain(code));
    }

    [Test]
    public void A_published_rule_set_is_held_to_the_ranges_that_every_one_must_keep_and_to_its_seven_days()
    {
        var draft = Rules with { Version = "cn-2026-09", EffectiveFrom = new DateOnly(2026, 9, 1), Auction = Rules.Auction with { DepositReleaseHours = new Rule<int>(48, "The market's parameter") } };
        var announced = Announced("soft_close") with { RuleSet = "cn-2026-09", DepositReleaseHours = 48 };
        var at = AnnouncedAt - TimeSpan.FromDays(20);

        Assert.That(Judged(draft, at), Is.EqualTo(((string?)null, (string?)null)));
        Assert.That(Judged(draft, AnnouncedAt - TimeSpan.FromDays(5)).Publication, Does.Contain("rule_set.notice_too_short"));
        Assert.That(Judged(draft with { Auction = draft.Auction with { NoticeDays = new Rule<int>(6, "None") } }, at).Publication, Does.Contain("rule_set.value_out_of_range"));
        Assert.That(Judged(draft with { Auction = draft.Auction with { DepositReleaseHours = new Rule<int>(72, "The market's parameter") } }, at).Announcement, Does.Contain("something else"));
        Assert.That(Judged(draft with { EffectiveFrom = new DateOnly(2026, 9, 2) }, at).Announcement, Does.Contain("cn-2026-01 was"));

        (string? Publication, string? Announcement) Judged(RuleSet published, Instant publishedAt)
        {
            var (name, version, data) = EventCatalogue.Encode(new RuleSetPublished(published, publishedAt));
            ImmutableArray<Proved> events =
            [
                new Proved(1, RuleBook.Stream, 7, name, version, publishedAt.UnixMilliseconds, new byte[16], new byte[32], data, []),
                .. Run(announced).Select(e => e with { Position = e.Position + 1 }),
            ];
            var replay = new Replay(Id, events);
            return (replay.Follow(events[0]), replay.Follow(events[1]));
        }
    }
}
