using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Auctions;

public sealed class SealBidTests : AuctionFixture
{
    [Test]
    public async Task The_receipt_proves_the_commitment_and_nobody_sees_an_amount()
    {
        var deal = await FormatDeal.OpenAsync(Market, FormatDeal.SealedFirstPrice);
        var receipt = (await deal.SealAsync(1, 345)).Is(201);
        Assert.That(receipt["commitment"].GetBytesFromBase64(), Is.EqualTo(FormatDeal.Commit(deal.Auction, "1", 345 * Deal.Wan, FormatDeal.Salt(1))));
        Assert.That(receipt.Json.TryGetProperty("amount", out _), Is.False);
        var auction = await deal.ReadAsync();
        Assert.That((auction.Text("stage.kind"), auction["bids"].GetInt64(), auction.Json.TryGetProperty("leading", out _)), Is.EqualTo(("sealed", 1L, false)));
        var bids = (await Market.Stranger.Get($"{deal.Path}/bids", ("Marketplace-Position", $"{Market.Position}"))).Is(200);
        Assert.That((bids.Text("items.0.form"), bids["items.0"].TryGetProperty("amount", out _)), Is.EqualTo(("sealed", false)));
    }

    [Test]
    public async Task A_bid_is_sealed_once_with_a_hash_of_32_bytes_and_only_where_bids_are_sealed()
    {
        var deal = await FormatDeal.OpenAsync(Market, FormatDeal.SealedFirstPrice);
        var malformed = (await deal.Bidders[0].Post($"{deal.Path}/sealed-bids", new { commitment = new byte[31] })).Refused(422, "bid.commitment_malformed");
        Assert.That(malformed.Pointers, Is.EqualTo(new[] { "/commitment" }));
        (await deal.SealAsync(1, 310)).Is(201);
        (await deal.SealAsync(1, 320)).Refused(409, "bid.already_sealed");
        (await deal.BidAsync(2, 320)).Refused(409, "bid.not_taken");
        (await (await Deal.OpenAsync(Market)).SealAsync(1, 310)).Refused(409, "bid.not_taken");
    }

    [Test]
    public async Task Behind_an_accepted_price_everybody_else_may_seal()
    {
        var deal = await FormatDeal.OpenAsync(Market, FormatDeal.DutchSealedBest);
        (await deal.AcceptAsync(1, 300)).Is(201);
        (await deal.SealAsync(1, 320)).Refused(409, "bid.accepted_already");
        (await deal.SealAsync(2, 320)).Is(201);
        Assert.That((await deal.ReadAsync()).Text("stage.kind"), Is.EqualTo("sealed"));
    }
}
