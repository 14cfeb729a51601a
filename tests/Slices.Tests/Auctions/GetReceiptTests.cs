using Marketplace.Domain;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Auctions;

public sealed class GetReceiptTests : AuctionFixture
{
    [Test]
    public async Task It_is_the_one_that_the_bid_was_answered_with()
    {
        var deal = await Deal.OpenAsync(Market);
        var given = (await deal.BidAsync(1, 310)).Is(201);
        var again = (await deal.Bidders[0].Get($"{deal.Path}/receipts/{given.Text("bidId")}")).Is(200);

        Assert.That(again["proof.event"].GetRawText(), Is.EqualTo(given["proof.event"].GetRawText()));
        Assert.That((again["position"].GetInt64(), again.Text("label"), again["accepted"].GetBoolean()), Is.EqualTo((given.Position, "1", true)));
    }

    [Test]
    public async Task A_bid_that_did_not_count_has_one_too()
    {
        var deal = await Deal.OpenAsync(Market);
        var refused = (await deal.BidAsync(1, 290)).Refused(422, "bid.too_low");
        var receipt = (await deal.Bidders[0].Get($"{deal.Path}/receipts/{refused.Text("receipt.bidId")}")).Is(200);

        Assert.That((receipt["accepted"].GetBoolean(), receipt.Text("code")), Is.EqualTo((false, "bid.too_low")));
        Assert.That(receipt["proof.event"].GetRawText(), Is.EqualTo(refused["receipt.proof.event"].GetRawText()));
    }

    [Test]
    public async Task A_key_that_comes_again_gets_the_same_receipt()
    {
        var deal = await Deal.OpenAsync(Market);
        var first = (await deal.BidAsync(1, 310, "one-bid")).Is(201);
        var again = (await deal.BidAsync(1, 310, "one-bid")).Is(201);

        Assert.That(again.Replayed, Is.True);
        Assert.That(again["proof.event"].GetRawText(), Is.EqualTo(first["proof.event"].GetRawText()));
    }

    [Test]
    public async Task Only_its_bidder_the_market_and_the_supervisor_see_it()
    {
        var deal = await Deal.OpenAsync(Market);
        var path = $"{deal.Path}/receipts/{(await deal.BidAsync(1, 310)).Is(201).Text("bidId")}";
        var supervisor = await Market.JoinAsync(OrganizationKind.Supervisor, "浙江省科学技术厅", Role.Supervisor);

        (await deal.Bidders[0].Get(path)).Is(200);
        (await deal.Operator.Get(path)).Is(200);
        (await supervisor.Get(path)).Is(200);
        (await deal.Bidders[1].Get(path)).Refused(404, "bid.not_found");
        (await (await OtherOperatorAsync()).Get(path)).Refused(404, "bid.not_found");
        (await deal.Bidders[0].Get($"{deal.Path}/receipts/bid_00000000000070008000000000000bad")).Refused(404, "bid.not_found");
        (await deal.Bidders[0].Get($"/v1/auctions/{NoAuction}/receipts/bid_00000000000070008000000000000bad")).Refused(404, "auction.not_found");
    }
}
