using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Auctions;

public sealed class GetBidderTests : AuctionFixture
{
    [Test]
    public async Task A_bidder_sees_itself_and_the_market_sees_every_one()
    {
        var deal = await Deal.AnnouncedAsync(Market);
        await deal.QualifiedAsync();
        await deal.QualifiedAsync();
        var own = (await deal.Bidders[0].Get($"{deal.Path}/bidders/1")).Is(200);
        Assert.That(own.Text("organization"), Is.EqualTo(deal.Bidders[0].Organization));
        Assert.That((await deal.Operator.Get($"{deal.Path}/bidders/1")).Is(200).Body, Is.EqualTo(own.Body));
    }

    [Test]
    public async Task To_everybody_else_number_1_is_as_absent_as_number_9()
    {
        var deal = await Deal.AnnouncedAsync(Market);
        await deal.QualifiedAsync();
        await deal.QualifiedAsync();
        foreach (var reader in (Client[])[deal.Bidders[1], await deal.EnterpriseAsync(), deal.University, await OtherOperatorAsync()])
        {
            var there = (await reader.Get($"{deal.Path}/bidders/1")).Refused(404, "bidder.not_found");
            var absent = (await reader.Get($"{deal.Path}/bidders/9")).Refused(404, "bidder.not_found");
            Assert.That(there.Text("detail").Replace('1', '9'), Is.EqualTo(absent.Text("detail")));
        }
        (await Market.Stranger.Get($"{deal.Path}/bidders/1")).Refused(401, "token.missing");
        (await deal.Bidders[0].Get($"/v1/auctions/{NoAuction}/bidders/1")).Refused(404, "bidder.not_found");
    }

    [Test]
    public async Task What_becomes_of_number_2_does_not_show_in_the_version_of_number_1()
    {
        var deal = await Deal.AnnouncedAsync(Market);
        await deal.QualifiedAsync();
        var before = (await deal.Bidders[0].Get($"{deal.Path}/bidders/1")).Is(200);
        await deal.QualifiedAsync();
        var after = (await deal.Bidders[0].Get($"{deal.Path}/bidders/1")).Is(200);
        Assert.That((after.ETag, after.Body), Is.EqualTo((before.ETag, before.Body)));
        Assert.That(after["version"].GetInt64(), Is.EqualTo(3), "registered, qualified, deposit confirmed");
        Assert.That((await deal.Bidders[0].Get($"{deal.Path}/bidders/1", ("If-None-Match", before.ETag!))).Status, Is.EqualTo(304));
    }
}
