using Marketplace.Domain.Auctions;
using Marketplace.Domain.RuleSets;
using Marketplace.Domain.Tests.Common;

namespace Marketplace.Domain.Tests.Auctions;

/// <summary>玻璃窑炉环保治理技术, 30 June 2014: start 300 万元, hammer 480 万元 after "near ten rounds"; 310 and 350 are printed, the bids between are filled in.</summary>
public class GlassKilnTests
{
    private static readonly Instant Opens = Instant.StartOf(new DateOnly(2014, 6, 30)) + new TimeSpan(14, 30, 0);

    [Test]
    public void The_lot_of_2014_goes_from_300_to_480_wan_a_premium_of_60_percent()
    {
        var announcedAt = Instant.StartOf(new DateOnly(2014, 6, 20));
        var auction = Auction.Initial.After(Auction.Announce(Lot.Id, Lot.Terms with
        {
            Session = "2014年浙江省科技成果竞价(拍卖)会", WholeSteps = true, Reserve = Lot.SealedReserve(Money.WanYuan(300)),
            RegistrationClosesAt = Opens, OpensAt = Opens, ClosesAt = Opens + TimeSpan.FromMinutes(10),
        }, RuleBook.Initial.InForce(announcedAt), announcedAt));

        (string Label, long Wan)[] bids =
            [("1", 310), ("2", 350), ("3", 360), ("1", 380), ("2", 400), ("3", 420), ("2", 450), ("3", 460), ("2", 480)];
        var at = Opens;
        foreach (var (label, wan) in bids)
        {
            at += TimeSpan.FromSeconds(70);
            Assert.That(auction.TryBid(label, auction.MinimumNext!.Value - new Money(1), at).Refusal?.Code, Is.EqualTo("bid.too_low"));
            auction = auction.WithBid(label, Money.WanYuan(wan), at);
        }

        // The last bid came at 630 s, so the end moved from 600 s to 930 s.
        Assert.That(auction.ClosesAt, Is.EqualTo(Opens + TimeSpan.FromSeconds(630 + 300)));
        auction = auction.Closed(Lot.ReservePlaintext(Money.WanYuan(300)));
        Assert.That((auction.Phase, auction.Result!.Winner, auction.Result.Price), Is.EqualTo(((AuctionPhase?)AuctionPhase.Sold, "2", (Money?)Money.WanYuan(480))));
        Assert.That(Premium.Percent(auction.Terms.StartPrice, auction.Result.Price!.Value, 2), Is.EqualTo(60.00m));
    }
}
