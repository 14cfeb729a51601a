using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Auctions;

public sealed class RevealBidTests : AuctionFixture
{
    private async Task<(Deal Deal, string[] Bids)> SealedAsync(params decimal[] wan)
    {
        var deal = await FormatDeal.OpenAsync(Market, FormatDeal.SealedFirstPrice, wan.Length);
        var bids = new List<string>();
        for (var i = 0; i < wan.Length; i++) bids.Add((await deal.SealAsync(i + 1, wan[i])).Is(201).Text("bidId"));
        return (deal, [.. bids]);
    }

    [Test]
    public async Task Of_equal_amounts_the_one_that_was_sealed_earlier_wins_whoever_reveals_first()
    {
        var (deal, bids) = await SealedAsync(330, 330, 320);
        await Market.AdvanceToAsync(deal.ClosesAt.AddMinutes(-10));
        (await deal.RevealAsync(2, bids[1], 330)).Is(201);
        Assert.That((await deal.ReadAsync()).Text("leading.label"), Is.EqualTo("2"));
        var receipt = (await deal.RevealAsync(1, bids[0], 330)).Is(201);
        Assert.That((receipt.Text("form"), receipt.Text("opens")), Is.EqualTo(("reveal", bids[0])));
        Assert.That((await deal.ReadAsync()).Text("leading.label"), Is.EqualTo("1"));
        await Market.AdvanceToAsync(deal.ClosesAt.Add(FormatDeal.Match));
        var result = await deal.ResultAsync();
        Assert.That((result.Text("winner"), result.Text("winningBid"), result["price.amount"].GetInt64()), Is.EqualTo(("1", bids[0], 330 * Deal.Wan)));
        var lapsed = (await Market.Stranger.Get($"{deal.Path}/bids?accepted=false", ("Marketplace-Position", $"{Market.Position}"))).Is(200);
        Assert.That((lapsed.Text("items.0.bidId"), lapsed.Text("items.0.code")), Is.EqualTo((bids[2], "bid.not_revealed")));
    }

    [Test]
    public async Task Before_its_time_it_is_refused_and_the_record_keeps_no_amount()
    {
        var (deal, bids) = await SealedAsync(345.67m);
        var refused = (await deal.RevealAsync(1, bids[0], 345.67m)).Refused(409, "bid.reveal_too_early");
        Assert.That(refused.Body, Does.Not.Contain("34567").And.Not.Contain(Convert.ToBase64String(FormatDeal.Salt(1))));
        var seen = (await deal.Operator.List($"{deal.Path}/bids")).Is(200);
        Assert.That(seen.Body, Does.Contain("bid.reveal_too_early").And.Not.Contain("34567"));
    }

    [Test]
    public async Task Each_reveal_that_does_not_count_has_its_own_code()
    {
        var (deal, bids) = await SealedAsync(330, 200);
        await Market.AdvanceToAsync(deal.ClosesAt.AddMinutes(-10));
        Assert.That((await deal.RevealAsync(1, bids[0], 331)).Refused(422, "bid.reveal_mismatch").Pointers, Is.EqualTo(new[] { "/amount" }));
        (await deal.RevealAsync(1, bids[1], 330)).Refused(404, "bid.not_sealed");
        (await deal.RevealAsync(2, bids[1], 200)).Refused(422, "bid.too_low");
        (await deal.RevealAsync(1, bids[0], 330)).Is(201);
        (await deal.RevealAsync(1, bids[0], 330)).Refused(409, "bid.already_revealed");
        Assert.That((await deal.Bidders[0].Post($"{deal.Path}/sealed-bids/{bids[0]}/reveal", new { amount = Deal.InWan(330), salt = new byte[8] })).Refused(422, "request.invalid").Pointers,
            Is.EqualTo(new[] { "/salt" }));
        await Market.AdvanceToAsync(deal.ClosesAt.Add(FormatDeal.Match));
        (await deal.RevealAsync(2, bids[1], 200)).Refused(409, "auction.ended");
    }

    [Test]
    public async Task After_the_accepted_price_and_the_sealed_bids_the_one_who_accepted_has_the_last_word()
    {
        var deal = await FormatDeal.OpenAsync(Market, FormatDeal.DutchSealedBest);
        (await deal.AcceptAsync(1, 300)).Is(201);
        var bid = (await deal.SealAsync(2, 320)).Is(201).Text("bidId");
        await Market.AdvanceToAsync(deal.OpensAt.AddMinutes(10));
        (await deal.RevealAsync(2, bid, 320)).Is(201);
        await Market.AdvanceToAsync(deal.OpensAt.AddMinutes(20));
        Assert.That((await deal.ReadAsync()).Text("stage.label"), Is.EqualTo("1"));
        (await deal.BidAsync(2, 340)).Refused(409, "bid.not_your_turn");
        (await deal.BidAsync(1, 330)).Is(201);
        await Market.AdvanceToAsync(deal.OpensAt.AddMinutes(25).Add(FormatDeal.Match));
        Assert.That((await deal.ResultAsync()).Text("winner"), Is.EqualTo("1"));
    }
}
