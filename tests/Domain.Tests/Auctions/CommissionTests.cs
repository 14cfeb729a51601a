using System.Collections.Immutable;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.RuleSets;

namespace Marketplace.Domain.Tests.Auctions;

public class CommissionTests
{
    private static readonly ImmutableArray<CommissionBand> Lawful = SaleRules.Market.Commission.Bands;

    [TestCase(100, 5.0, Description = "5 %")]
    [TestCase(200, 10.0)]
    [TestCase(480, 18.4, Description = "10 on the first 200, 3 % on 280")]
    [TestCase(1000, 34.0)]
    [TestCase(6000, 124.0, Description = "34, 80 on the next 4000, 1 % on 1000")]
    public void Each_part_of_the_price_is_charged_at_its_own_rate(int wan, double commission) =>
        Assert.That(Commission.Of(Money.WanYuan(wan), Lawful).Fen, Is.EqualTo((long)(commission * 1_000_000)));

    [Test]
    public void The_sum_is_rounded_down_to_the_fen_and_the_largest_price_does_not_overflow()
    {
        Assert.That(Commission.Of(new Money(199), Lawful).Fen, Is.EqualTo(9), "9.95");
        Assert.That(Commission.Of(Money.Largest, Lawful), Is.GreaterThan(Money.Zero).And.LessThan(Money.Largest));
        Assert.That(Commission.Of(Money.WanYuan(480), []), Is.EqualTo(Money.Zero));
    }

    [Test]
    public void The_market_s_scale_is_within_the_law_and_one_that_rises_or_exceeds_5_percent_is_none()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Commission.IsScale(Lawful, 500), Is.True);
            Assert.That(Commission.IsScale([new(Money.Zero, 501)], 500), Is.False);
            Assert.That(Commission.IsScale([new(Money.Zero, 300), new(Money.WanYuan(200), 300)], 500), Is.False);
            Assert.That(Commission.IsScale([new(Money.WanYuan(1), 300)], 500), Is.False);
            Assert.That(Commission.IsScale([], 500), Is.False);
        }
    }

    [Test]
    public void An_auction_charges_by_the_law_where_nothing_is_agreed_and_competitive_bidding_charges_what_is_agreed()
    {
        var hall = Lot.Announced(Lot.InTheHall).Announced!.Commission!;
        var agreed = Lot.Announced(terms => terms.InTheHall() with { Sale = new SaleTerms(SellerCommission: 0, BuyerCommission: 250) });
        using (Assert.EnterMultipleScope())
        {
            Assert.That((hall.Seller, hall.Buyer), Is.EqualTo((Lawful, Lawful)));
            Assert.That(agreed.CommissionsAt(Money.WanYuan(480)), Is.EqualTo((Money.Zero, Money.WanYuan(12))));
            Assert.That(Lot.Announced().Announced!.Commission, Is.Null);
            Assert.That(Lot.Announced(terms => terms with { Sale = new SaleTerms(BuyerCommission: 100) }).CommissionsAt(Money.WanYuan(300)), Is.EqualTo((Money.Zero, Money.WanYuan(3))));
            Assert.That(Auction.Announce(Lot.Id, Lot.Terms with { Sale = new SaleTerms(SellerCommission: 2001) }, Lot.Rules, Lot.AnnouncedAt).Refusal?.Code, Is.EqualTo("auction.commission_out_of_range"));
            Assert.That(Auction.Announce(Lot.Id, Lot.Terms with { Sale = new SaleTerms(BuyerCommission: -1) }, Lot.Rules, Lot.AnnouncedAt).Refusal?.Pointer, Is.EqualTo("/sale/buyerCommission"));
        }
    }
}
