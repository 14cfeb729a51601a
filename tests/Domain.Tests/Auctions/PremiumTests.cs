using Marketplace.Domain.Auctions;

namespace Marketplace.Domain.Tests.Auctions;

/// <summary>The published figures of Zhejiang's sessions, each under the rounding it was printed with.</summary>
public class PremiumTests
{
    [TestCase(300, 480, 0, "60", TestName = "2014_glass_kiln_60")]
    [TestCase(300, 480, 2, "60.00", TestName = "2014_glass_kiln_60.00")]
    [TestCase(160, 320, 2, "100.00", TestName = "Pinghu_100.00")]
    [TestCase(790, 1014, 0, "28", TestName = "2017_textiles_printed_28")]
    [TestCase(790, 1014, 2, "28.35", TestName = "2017_textiles_28.35")]
    [TestCase(210, 537, 0, "156", TestName = "2018_Quzhou_printed_156")]
    [TestCase(210, 537, 2, "155.71", TestName = "2018_Quzhou_155.71")]
    [TestCase(160, 417, 0, "161", TestName = "2018_Quzhou_University_printed_161")]
    [TestCase(160, 417, 2, "160.63", TestName = "2018_Quzhou_University_160.63")]
    [TestCase(895, 1230, 2, "37.43", TestName = "2020_Anji_printed_37.43")]
    [TestCase(240, 320, 2, "33.33", TestName = "2020_Anji_top_lot_printed_33.33")]
    [TestCase(200, 300, 0, "50", TestName = "2021_Yangtze_delta_50")]
    [TestCase(200, 300, 2, "50.00", TestName = "2021_Yangtze_delta_50.00")]
    public void The_premium_comes_out_as_printed(long startWan, long hammerWan, int decimals, string percent) => Assert.That(
        Premium.Percent(Money.WanYuan(startWan), Money.WanYuan(hammerWan), decimals),
        Is.EqualTo(decimal.Parse(percent, System.Globalization.CultureInfo.InvariantCulture)));

    [TestCase(MidpointRounding.AwayFromZero, 2.5, 1, 2.5)]
    [TestCase(MidpointRounding.AwayFromZero, 2.5, 0, 3)]
    [TestCase(MidpointRounding.ToEven, 2.5, 0, 2)]
    [TestCase(MidpointRounding.ToZero, 2.5, 0, 2)]
    public void The_rounding_is_the_one_that_was_stated(MidpointRounding rounding, double exact, int decimals, double percent) => Assert.That(
        Premium.Percent(new Money(1000), new Money(1000 + (long)(exact * 10)), decimals, rounding), Is.EqualTo((decimal)percent));

    [Test]
    public void A_hammer_price_below_the_start_is_a_negative_premium() =>
        Assert.That(Premium.Percent(Money.WanYuan(200), Money.WanYuan(150), 0), Is.EqualTo(-25m));

    [Test]
    public void A_start_price_of_zero_has_no_premium() =>
        Assert.That(() => Premium.Percent(Money.Zero, Money.Yuan(1), 2), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void The_largest_amounts_do_not_overflow() =>
        Assert.That(Premium.Percent(new Money(1), Money.Largest, 2), Is.EqualTo(99_999_999_999_999_900m));
}
