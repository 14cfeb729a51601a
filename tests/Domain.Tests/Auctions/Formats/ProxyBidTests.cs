using Marketplace.Domain.Auctions;

namespace Marketplace.Domain.Tests.Auctions.Formats;

public class ProxyBidTests
{
    private static readonly Instant Noon = Lot.At(15, 12);

    private static Money Wan(long wan) => Money.WanYuan(wan);

    private static Table Open() => new(new FormatTerms(new SoftClose(300, ProxyBids: true)));

    private static (string Label, Money Amount) Lead(Table table) => (table.Auction.Leading!.Value.Label, table.Auction.Leading.Value.Amount);

    [Test]
    public void Alone_a_maximum_bids_the_start_price()
    {
        var table = Open();
        Assert.That(table.Leave(1, Wan(500), Noon), Is.Null);
        Assert.That(Lead(table), Is.EqualTo(("1", Wan(300))));
        Assert.That(table.Events.OfType<BidPlaced>().Single().Form, Is.EqualTo(BidForm.Proxy));
    }

    [Test]
    public void A_bid_is_answered_with_one_step_more_in_the_same_moment()
    {
        var table = Open();
        table.Leave(1, Wan(500), Noon);
        Assert.That(table.Bid(2, Wan(320), Noon), Is.Null);
        Assert.That(Lead(table), Is.EqualTo(("1", Wan(330))));
        Assert.That(table.Auction.Bids, Is.EqualTo(3));
    }

    [Test]
    public void Of_two_maxima_the_higher_leads_at_the_least_that_the_lower_cannot_top()
    {
        var table = Open();
        table.Leave(1, Wan(400), Noon);
        Assert.That(table.Leave(2, Wan(455), Noon), Is.Null);
        Assert.That(Lead(table), Is.EqualTo(("2", Wan(400))));
        Assert.That(table.Events.OfType<BidPlaced>().Count(), Is.EqualTo(2));
    }

    [Test]
    public void Of_equal_maxima_the_earlier_wins_and_goes_no_higher_than_it_must()
    {
        var table = Open();
        table.Leave(2, Wan(400), Noon);
        Assert.That(table.Leave(1, Wan(400), Noon), Is.Null);
        Assert.That(Lead(table), Is.EqualTo(("2", Wan(400))));
    }

    [Test]
    public void The_price_tells_no_more_of_a_beaten_maximum_than_between_which_steps_it_lies()
    {
        foreach (var beaten in new[] { 391_000_000, 395_555_500, 399_999_999 })
        {
            var table = Open();
            table.Leave(1, Wan(900), Noon);
            table.Leave(2, new Money(beaten), Noon);
            Assert.That(Lead(table), Is.EqualTo(("1", Wan(390))));
        }
    }

    [Test]
    public void A_maximum_is_raised_and_never_lowered()
    {
        var table = Open();
        table.Leave(1, Wan(400), Noon);
        Assert.That(table.Leave(1, Wan(400), Noon), Is.EqualTo("bid.proxy_not_raised"));
        Assert.That(table.Refused!.Amount, Is.Null);
        Assert.That(table.Leave(1, Wan(350), Noon), Is.EqualTo("bid.proxy_not_raised"));
        Assert.That(table.Leave(1, Wan(450), Noon), Is.Null);
        Assert.That(Lead(table), Is.EqualTo(("1", Wan(300))));
    }

    [Test]
    public void Below_the_least_that_counts_beyond_all_bounds_or_where_none_are_taken_a_maximum_is_refused()
    {
        var table = Open();
        Assert.That(table.Leave(1, new Money(299_999_999), Noon), Is.EqualTo("bid.too_low"));
        Assert.That(table.Leave(1, Money.Zero, Noon), Is.EqualTo("bid.out_of_range"));
        Assert.That(table.Leave(1, Wan(400), Lot.Before(Lot.OpensAt)), Is.EqualTo("auction.not_yet_open"));
        Assert.That(new Table(new FormatTerms(new SoftClose(300))).Leave(1, Wan(400), Noon), Is.EqualTo("bid.not_taken"));
    }

    [Test]
    public void After_the_end_all_maxima_are_opened_but_the_one_that_won()
    {
        var table = Open();
        table.Leave(1, Wan(400), Noon);
        table.Leave(2, Wan(450), Noon);
        table.Leave(1, Wan(500), Noon);
        table.End();
        Assert.That(table.Result.Winner, Is.EqualTo("1"));
        var openings = table.Proxies.All.ToDictionary(set => set.Bid, _ => new byte[20]);
        var opened = table.Proxies.Open(table.Auction, openings).Events.Cast<ProxyBidOpened>();
        Assert.That(opened.Select(each => each.Bid), Is.EqualTo(table.Proxies.All.Take(2).Select(set => set.Bid)));
    }
}
