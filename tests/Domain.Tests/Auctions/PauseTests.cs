using Marketplace.Domain.Auctions;
using Marketplace.Domain.Tests.Common;

namespace Marketplace.Domain.Tests.Auctions;

public class PauseTests
{
    private const string Why = "机房断电，竞价系统暂停服务。";
    private static readonly Instant Noon = Lot.At(15, 12);

    private static Decision Rest(Auction auction, Instant at, Actor? actor = null) => auction.Rest(Why, marketWide: false, actor ?? Lot.Market, at);

    [Test]
    public void A_pause_of_an_hour_and_a_half_moves_the_end_and_its_bound_by_as_much()
    {
        var auction = Lot.Opened(terms => terms with { LatestEndAt = Lot.At(16, 10) });
        var paused = auction.After(Rest(auction, Noon));
        var resumed = paused.After(paused.Resume(Lot.Market, Lot.At(15, 13, 30)));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((paused.Phase, paused.Pause!.Reason, paused.Pause.ResumeBy, paused.Due), Is.EqualTo((AuctionPhase.Paused, Why, Lot.At(20, 12), (Instant?)Lot.At(20, 12))));
            Assert.That((resumed.Phase, resumed.ClosesAt, resumed.Course!.LatestEndAt, resumed.Due), Is.EqualTo((AuctionPhase.Open, Lot.At(16, 10, 30), (Instant?)Lot.At(16, 11, 30), (Instant?)Lot.At(16, 10, 30))));
            Assert.That(resumed.Pause, Is.Null);
        }
    }

    [Test]
    public void While_it_rests_nothing_counts_and_it_does_not_end()
    {
        var auction = Lot.Opened();
        var paused = auction.After(Rest(auction, Noon));
        using (Assert.EnterMultipleScope())
        {
            foreach (var at in new[] { Noon, Lot.ClosesAt, Lot.At(20, 9) }) Assert.That(paused.TryBid("1", Lot.Start, at).Code(), Is.EqualTo("auction.paused"), at.ToString());
            Assert.That(paused.Turn(Lot.ClosesAt, null).Events, Is.Empty);
            Assert.That(Rest(paused, Lot.At(15, 13)).Code(), Is.EqualTo("auction.paused"));
        }
        var resumed = paused.After(paused.Resume(Lot.Market, Lot.At(20, 9)));
        Assert.That(resumed.ClosesAt, Is.EqualTo(Lot.At(21, 6)), "21 hours were left");
        Assert.That(resumed.WithBid("1", Lot.Start, Lot.At(21, 5, 58)).ClosesAt, Is.EqualTo(Lot.At(21, 6, 3)));
        Assert.That(resumed.TryBid("1", Lot.Start, Lot.At(21, 6)).Code(), Is.EqualTo("auction.ended"));
    }

    [Test]
    public void A_pause_that_lasts_beyond_its_five_days_is_overdue_from_then_on_until_it_ends()
    {
        var auction = Lot.Opened();
        var paused = auction.After(Rest(auction, Noon));
        var overdue = paused.After(paused.Turn(Lot.At(20, 12), null));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(paused.Turn(Lot.Before(Lot.At(20, 12)), null).Events, Is.Empty);
            Assert.That((overdue.PauseOverdueSince, overdue.Phase, overdue.Due), Is.EqualTo(((Instant?)Lot.At(20, 12), AuctionPhase.Paused, (Instant?)null)));
            Assert.That(overdue.Turn(Lot.At(25, 12), null).Events, Is.Empty, "it is noted once");
            Assert.That(overdue.TryBid("1", Lot.Start, Lot.At(21, 12)).Code(), Is.EqualTo("auction.paused"), "it bars nothing and lets nothing begin");
        }
        var resumed = overdue.After(overdue.Resume(Lot.Market, Lot.At(22, 12)));
        Assert.That((resumed.PauseOverdueSince, resumed.ClosesAt), Is.EqualTo(((Instant?)null, Lot.At(23, 9))));
        var again = resumed.After(Rest(resumed, Lot.At(22, 13)));
        Assert.That((again.PauseOverdueSince, again.Due), Is.EqualTo(((Instant?)null, (Instant?)Lot.At(27, 13))));
        var annulled = overdue.After(overdue.Annul(AnnulmentGround.SystemFault, "数据损毁。", filed: false, Lot.Market, Lot.At(22, 12)));
        Assert.That((annulled.PauseOverdueSince, annulled.Due), Is.EqualTo(((Instant?)null, (Instant?)null)));
    }

    [Test]
    public void An_opening_that_was_not_recorded_is_recorded_with_the_pause() =>
        Assert.That(Rest(Lot.Announced(), Noon).Events.Select(e => e.GetType()), Is.EqualTo(new[] { typeof(AuctionOpened), typeof(AuctionPaused) }));

    [Test]
    public void Only_what_is_open_rests_and_only_its_market_says_so()
    {
        var open = Lot.Opened();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Rest(Lot.Announced(), Lot.Before(Lot.OpensAt)).Code(), Is.EqualTo("auction.not_yet_open"));
            Assert.That(Rest(open, Lot.ClosesAt).Code(), Is.EqualTo("auction.ended"));
            Assert.That(Rest(open.Closed(), Lot.ClosesAt).Code(), Is.EqualTo("auction.ended"));
            Assert.That(Rest(open, Noon, Lot.University).Code(), Is.EqualTo("auction.not_operator"));
            Assert.That(Rest(Auction.Initial, Noon).Code(), Is.EqualTo("auction.not_found"));
            Assert.That(open.Resume(Lot.Market, Noon).Code(), Is.EqualTo("auction.not_paused"));
            Assert.That(open.After(Rest(open, Noon)).Resume(Lot.House, Noon).Code(), Is.EqualTo("auction.not_operator"));
            Assert.That(Auction.Initial.Resume(Lot.Market, Noon).Code(), Is.EqualTo("auction.not_found"));
        }
    }
}
