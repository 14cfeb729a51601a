using Marketplace.Domain;
using Marketplace.Tests;
using Marketplace.Verify;

namespace Marketplace.Slices.Tests.Auctions;

/// <summary>
/// Every bid that must not count, for every operation that takes one. <c>+</c> is a refusal that goes on record with a receipt, because who
/// made it has a label; <c>-</c> is a pair that there is not.
/// </summary>
public sealed class BadBidTests : AuctionFixture
{
    private const string Table = """
        what                  | PlaceBid                      | SetProxyBid                   | SealBid                       | RevealBid                     | AcceptDutchPrice              | ClaimPriority
        zero                  | 422 bid.out_of_range +        | 422 bid.out_of_range +        | -                             | 422 bid.out_of_range +        | 409 bid.price_differs +       | 422 priority.price_differs +
        negative              | 422 bid.out_of_range +        | 422 bid.out_of_range +        | -                             | 422 bid.out_of_range +        | 409 bid.price_differs +       | 422 priority.price_differs +
        too low by a fen      | 422 bid.too_low +             | 422 bid.too_low +             | -                             | 422 bid.too_low +             | 409 bid.price_differs +       | 422 priority.price_differs +
        a fen off the ladder  | 422 bid.off_ladder +          | -                             | -                             | -                             | 409 bid.price_differs +       | 422 priority.price_differs +
        beyond all amounts    | 400 request.unreadable        | 400 request.unreadable        | -                             | 400 request.unreadable        | 400 request.unreadable        | 400 request.unreadable
        beyond all numbers    | 400 request.unreadable        | 400 request.unreadable        | -                             | 400 request.unreadable        | 400 request.unreadable        | 400 request.unreadable
        half a fen            | 400 request.unreadable        | 400 request.unreadable        | -                             | 400 request.unreadable        | 400 request.unreadable        | 400 request.unreadable
        a number in words     | 400 request.unreadable        | 400 request.unreadable        | -                             | 400 request.unreadable        | 400 request.unreadable        | 400 request.unreadable
        dollars               | 400 request.unreadable        | 400 request.unreadable        | -                             | 400 request.unreadable        | 400 request.unreadable        | 400 request.unreadable
        no amount             | 400 request.unreadable        | 400 request.unreadable        | 400 request.unreadable        | 400 request.unreadable        | 400 request.unreadable        | 400 request.unreadable
        bytes too few         | -                             | -                             | 422 bid.commitment_malformed + | 422 request.invalid          | -                             | -
        by a stranger         | 401 token.missing             | 401 token.missing             | 401 token.missing             | 401 token.missing             | 401 token.missing             | 401 token.missing
        by the market         | 403 role.missing              | 403 role.missing              | 403 role.missing              | 403 role.missing              | 403 role.missing              | 403 role.missing
        by the seller         | 403 bidder.not_registered     | 403 bidder.not_registered     | 403 bidder.not_registered     | 403 bidder.not_registered     | 403 bidder.not_registered     | 403 bidder.not_registered
        by the barred         | 403 bidder.not_registered     | 403 bidder.not_registered     | 403 bidder.not_registered     | 403 bidder.not_registered     | 403 bidder.not_registered     | 403 bidder.not_registered
        by the unregistered   | 403 bidder.not_registered     | 403 bidder.not_registered     | 403 bidder.not_registered     | 403 bidder.not_registered     | 403 bidder.not_registered     | 403 bidder.not_registered
        by the unqualified    | 403 bidder.not_qualified +    | 403 bidder.not_qualified +    | 403 bidder.not_qualified +    | 403 bidder.not_qualified +    | 403 bidder.not_qualified +    | 403 bidder.not_qualified +
        by the rejected       | 403 bidder.rejected +         | 403 bidder.rejected +         | 403 bidder.rejected +         | 403 bidder.rejected +         | 403 bidder.rejected +         | 403 bidder.rejected +
        by the unpaid         | 403 deposit.missing +         | 403 deposit.missing +         | 403 deposit.missing +         | 403 deposit.missing +         | 403 deposit.missing +         | 403 deposit.missing +
        by the suspended      | 403 bidder.suspended +        | 403 bidder.suspended +        | 403 bidder.suspended +        | 403 bidder.suspended +        | 403 bidder.suspended +        | 403 bidder.suspended +
        without priority      | -                             | -                             | -                             | -                             | -                             | 403 priority.none +
        in another format     | 409 bid.not_taken +           | 409 bid.not_taken +           | 409 bid.not_taken +           | 409 bid.not_taken +           | 409 bid.not_taken +           | 409 bid.not_taken +
        before the opening    | 409 auction.not_yet_open +    | 409 auction.not_yet_open +    | 409 auction.not_yet_open +    | 409 auction.not_yet_open +    | 409 auction.not_yet_open +    | 409 auction.not_yet_open +
        before its stage      | -                             | -                             | -                             | 409 bid.reveal_too_early +    | -                             | 409 priority.nothing_to_match +
        in a pause            | 409 auction.paused +          | 409 auction.paused +          | 409 auction.paused +          | 409 auction.paused +          | 409 auction.paused +          | 409 auction.paused +
        at the end            | 409 auction.ended +           | 409 auction.ended +           | 409 auction.ended +           | 409 auction.ended +           | 409 auction.ended +           | 409 auction.ended +
        after a withdrawal    | 409 auction.withdrawn +       | 409 auction.withdrawn +       | 409 auction.withdrawn +       | 409 auction.withdrawn +       | 409 auction.withdrawn +       | 409 auction.withdrawn +
        after an annulment    | 409 auction.set_aside +        | 409 auction.set_aside +        | 409 auction.set_aside +        | 409 auction.set_aside +        | 409 auction.set_aside +        | 409 auction.set_aside +
        of no auction         | 404 auction.not_found         | 404 auction.not_found         | 404 auction.not_found         | 404 auction.not_found         | 404 auction.not_found         | 404 auction.not_found
        twice                 | 422 bid.too_low +             | 422 bid.proxy_not_raised +    | 409 bid.already_sealed +      | 409 bid.already_revealed +    | 409 bid.price_taken +         | 409 priority.leads +
        another than sealed   | -                             | -                             | -                             | 422 bid.reveal_mismatch +     | -                             | -
        what another sealed   | -                             | -                             | -                             | 404 bid.not_sealed +          | -                             | -
        key with another bid  | 422 idempotency.key_reused    | 422 idempotency.key_reused    | 422 idempotency.key_reused    | 422 idempotency.key_reused    | 422 idempotency.key_reused    | 422 idempotency.key_reused
        without a key         | 400 idempotency.key_required  | 400 idempotency.key_required  | 400 idempotency.key_required  | 400 idempotency.key_required  | 400 idempotency.key_required  | 400 idempotency.key_required
        """;

    private static readonly string[][] Rows = [.. Table.Split('\n').Select(line => line.Split('|', StringSplitOptions.TrimEntries))];

    private static readonly string[] Operations = Rows[0][1..];

    private static IEnumerable<TestCaseData> Pairs =>
        from row in Rows.Skip(1)
        from i in Enumerable.Range(0, Operations.Length)
        where row[i + 1] != "-"
        select new TestCaseData(row[0], Operations[i], row[i + 1]).SetArgDisplayNames(row[0], Operations[i]);

    private readonly Dictionary<(string What, string Operation), Reply> replies = [];
    private readonly Dictionary<string, BadBids> desks = [];

    [OneTimeSetUp]
    public async Task BidAsync()
    {
        var (house, crowd) = (await Market.JoinAsync(OrganizationKind.MarketOperator, "浙江科技大市场", Role.OrgAdmin, Role.Operator), await Crowd.JoinAsync(Market));
        foreach (var operation in Operations) desks[operation] = await BadBids.AnnounceAsync(Market, house, operation, crowd);
        var withdrawn = (await BadBids.AnnounceAsync(Market, house, "PlaceBid", crowd)).Deal.Path;
        var annulled = (await BadBids.AnnounceAsync(Market, house, "PlaceBid", crowd)).Deal.Path;
        (await house.Post($"{withdrawn}/withdrawal", new { reason = "专利权属发生争议" })).Is(200);
        await crowd.SuspendAsync(Market);
        await AllAsync("before the opening", desk => desk.SendAsync(1, 300));

        await Market.AdvanceToAsync(desks["PlaceBid"].Deal.OpensAt);
        (await house.Post($"{annulled}/annulment", new { ground = "system_fault", reason = "数据错误致使竞价结果错误。" })).Is(200);
        await AllAsync("after a withdrawal", desk => desk.SendAsync(1, 300, withdrawn));
        await AllAsync("after an annulment", desk => desk.SendAsync(1, 300, annulled));
        foreach (var operation in Operations.Where(operation => Cell("before its stage", operation) != "-")) await KeepAsync("before its stage", operation, desks[operation].SendAsync(1, 330));
        foreach (var desk in desks.Values) await desk.PrepareAsync();
        (await house.Post("/v1/auction-pauses", new { reason = "网络运营商线路中断。" })).Is(200);
        await AllAsync("in a pause", desk => desk.SendAsync(1, 350));
        (await house.Post("/v1/auction-resumptions")).Is(200);
        foreach (var operation in Operations) await KeepAsync("in another format", operation, desks[operation].SendAsync(1, 300, desks[operation is "PlaceBid" or "ClaimPriority" ? "AcceptDutchPrice" : "PlaceBid"].Deal.Path));
        foreach (var operation in Operations.Where(operation => operation != "RevealBid")) await OpenAsync(operation);

        await Market.AdvanceToAsync(desks["RevealBid"].Deal.ClosesAt.AddMinutes(-10));
        await OpenAsync("RevealBid");
        await Market.AdvanceToAsync(desks["RevealBid"].Deal.ClosesAt.Add(FormatDeal.Match));
        await AllAsync("at the end", desk => desk.SendAsync(1, 900));
    }

    private static string Cell(string what, string operation) => Rows.Single(row => row[0] == what)[Array.IndexOf(Operations, operation) + 1];

    private async Task AllAsync(string what, Func<BadBids, Task<Reply>> send)
    {
        foreach (var operation in Operations) await KeepAsync(what, operation, send(desks[operation]));
    }

    private async Task OpenAsync(string operation)
    {
        foreach (var (what, send) in desks[operation].WhileOpen)
            if (Cell(what, operation) != "-") await KeepAsync(what, operation, send());
    }

    private async Task KeepAsync(string what, string operation, Task<Reply> reply) => replies.Add((what, operation), await reply);

    [TestCaseSource(nameof(Pairs))]
    public void A_bad_bid_has_its_code_and_where_its_bidder_has_a_label_a_receipt(string what, string operation, string expected)
    {
        var (reply, words) = (replies[(what, operation)], expected.Split(' '));
        Assert.That($"{reply.Status} {reply.Code}", Is.EqualTo($"{words[0]} {words[1]}"), reply.Body);
        var recorded = words is [.., "+"];
        Assert.That(reply.Json.TryGetProperty("receipt", out var receipt), Is.EqualTo(recorded));
        if (!recorded) return;
        Assert.That((receipt.GetProperty("accepted").GetBoolean(), receipt.GetProperty("code").GetString()), Is.EqualTo((false, words[1])));
        Assert.That(Receipt.Read(reply.Json).Event.Type, Is.EqualTo("bid_refused"));
    }

    [TestCaseSource(nameof(Operations))]
    public async Task Of_all_of_them_the_record_has_those_with_a_receipt_and_only_what_was_meant_counts(string operation)
    {
        var desk = desks[operation];
        var record = AuctionRecord.Read((await Market.Stranger.Get($"{desk.Deal.Path}/record")).Is(200).Json);
        var check = new RecordCheck(Signatures.Read((await Market.Stranger.Get("/.well-known/jwks.json")).Is(200).Json));
        Receipt[] receipts = [.. replies.Values.Where(reply => reply.Json.TryGetProperty("receipt", out _)).Select(reply => Receipt.Read(reply.Json)).Where(receipt => receipt.Auction == record.Auction)];
        check.Check(record, Evidence.None with { Receipts = receipts });
        Assert.That(check.Holds, Is.True, string.Join('\n', check.Findings));
        var refused = record.Events.Where(e => e.Type == "bid_refused").Select(e => e.Position).ToList();
        Assert.That(receipts.Select(receipt => receipt.Event.Position), Is.SubsetOf(refused));
        Assert.That(refused, Has.Count.EqualTo(receipts.Length + 1), "and the bid whose key is used again");
    }
}
