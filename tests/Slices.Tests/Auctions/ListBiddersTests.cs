using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Auctions;

public sealed class ListBiddersTests : AuctionFixture
{
    private static IEnumerable<string> Labels(Reply page) => page["items"].EnumerateArray().Select(item => item.GetProperty("label").GetString()!);

    [Test]
    public async Task The_market_sees_three_bidders_two_by_two_and_a_bidder_only_itself()
    {
        var deal = await Deal.AnnouncedAsync(Market);
        for (var i = 0; i < 3; i++) await deal.QualifiedAsync();
        var first = (await deal.Operator.Get($"{deal.Path}/bidders?limit=2")).Is(200);
        var second = (await deal.Operator.Get($"{deal.Path}/bidders?limit=2&cursor={first.Text("next")}")).Is(200);
        Assert.That(Labels(first).Concat(Labels(second)), Is.EqualTo(new[] { "1", "2", "3" }));
        Assert.That(second.Json.TryGetProperty("next", out _), Is.False);

        var own = (await deal.Bidders[1].Get($"{deal.Path}/bidders")).Is(200);
        Assert.That(Labels(own), Is.EqualTo(new[] { "2" }));
        Assert.That(own.Json.TryGetProperty("next", out _), Is.False);
        Assert.That(own.Header("ETag"), Is.Null);
    }

    [Test]
    public async Task Another_enterprise_and_another_market_see_nobody()
    {
        var deal = await Deal.AnnouncedAsync(Market);
        await deal.QualifiedAsync();
        foreach (var reader in (Client[])[await deal.EnterpriseAsync(), deal.University, await OtherOperatorAsync()])
            Assert.That(Labels((await reader.Get($"{deal.Path}/bidders")).Is(200)), Is.Empty);
        (await Market.Stranger.Get($"{deal.Path}/bidders")).Refused(401, "token.missing");
    }

    [Test]
    public async Task A_cursor_of_another_auction_or_a_damaged_one_is_refused()
    {
        var (deal, other) = (await Deal.AnnouncedAsync(Market), await Deal.AnnouncedAsync(Market));
        for (var i = 0; i < 2; i++) await deal.QualifiedAsync();
        var next = (await deal.Operator.Get($"{deal.Path}/bidders?limit=1")).Is(200).Text("next");
        (await other.Operator.Get($"{other.Path}/bidders?limit=1&cursor={next}")).Refused(400, "cursor.mismatch");
        (await deal.Operator.Get($"{deal.Path}/bidders?cursor=%7B%7D")).Refused(400, "cursor.mismatch");
        (await deal.Operator.Get($"{deal.Path}/bidders?cursor=bnVsbA")).Refused(400, "cursor.mismatch");
        (await deal.Operator.Get($"{deal.Path}/bidders?limit=201")).Refused(422, "request.invalid");
        (await deal.Operator.Get($"/v1/auctions/{NoAuction}/bidders")).Refused(404, "auction.not_found");
    }
}
