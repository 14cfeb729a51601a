using Marketplace.Domain;
using Marketplace.Domain.Contracts;
using Marketplace.Tests;
using Marketplace.Verify;

namespace Marketplace.Slices.Tests.Auctions;

public sealed class DeclareDefaultTests : AuctionFixture
{
    private static Task<Reply> Default(Client client, Deal deal, string reason = "买受人逾期未签订合同。") => client.Post($"{deal.Path}/default", new { reason });

    [Test]
    public async Task The_deposit_is_forfeited_both_commissions_are_owed_and_the_listing_is_open_again()
    {
        var deal = await Deal.OpenAsync(Market, change: body => body["sale"] = new { sellerCommission = 200, buyerCommission = 300 });
        (await deal.BidAsync(1, 310)).Is(201);
        await Market.AdvanceToAsync(deal.ClosesAt);
        var sale = (await Market.Stranger.Get($"{deal.Path}/result")).Is(200);
        Assert.That((sale["sellerCommission.amount"].GetInt64(), sale["buyerCommission.amount"].GetInt64()), Is.EqualTo((62 * Deal.Wan / 10, 93 * Deal.Wan / 10)));

        Assert.That((await Default(deal.Operator, deal)).Is(200).Text("phase"), Is.EqualTo("defaulted"));
        await Market.AdvanceAsync(TimeSpan.FromMinutes(1));
        var deposit = (await deal.Bidders[0].Get($"{deal.Path}/bidders/1")).Is(200);
        Assert.That((deposit["deposit.forfeited.amount"].GetInt64(), deposit["deposit.held.amount"].GetInt64()), Is.EqualTo((30 * Deal.Wan, 0L)));
        var result = (await Market.Stranger.Get($"{deal.Path}/result")).Is(200);
        Assert.That((result.Text("phase"), result.Text("defaults.0.label"), result["defaults.0.buyerCommission.amount"].GetInt64(), result.Body.Contains("shortfall", StringComparison.Ordinal)), Is.EqualTo(("defaulted", "1", 93 * Deal.Wan / 10, false)));
        Assert.That((await Market.Stranger.Get($"/v1/listings/{deal.Listing}")).Is(200).Text("state"), Is.EqualTo("open"));
        (await Default(deal.Operator, deal)).Refused(409, "auction.phase_forbids");
    }

    [Test]
    public async Task The_next_bidder_buys_and_pays_with_the_deposit_that_was_kept()
    {
        var deal = await Deal.OpenAsync(Market, bidders: 3, change: body => body["sale"] = new { nextBidder = true });
        foreach (var (label, wan) in new[] { (1, 300), (2, 310), (3, 340) }) (await deal.BidAsync(label, wan)).Is(201);
        await Market.AdvanceToAsync(deal.ClosesAt);
        Assert.That((await Default(deal.Operator, deal)).Is(200).Text("phase"), Is.EqualTo("sold"));
        (await deal.Operator.Post($"{deal.Path}/confirmation")).Is(200);
        await Market.AdvanceAsync(TimeSpan.FromMinutes(1));
        var result = (await Market.Stranger.Get($"{deal.Path}/result")).Is(200);
        Assert.That((result.Text("winner"), result["price.amount"].GetInt64(), result.Text("defaults.0.label")), Is.EqualTo(("2", 310 * Deal.Wan, "3")));
        var deposits = (await deal.Operator.Get($"{deal.Path}/bidders")).Is(200)["items"].EnumerateArray().Select(item => item.GetProperty("deposit"))
            .Select(d => string.Join(' ', new[] { "released", "applied", "forfeited" }.Where(of => d.GetProperty(of).GetProperty("amount").GetInt64() > 0)));
        Assert.That(deposits, Is.EqualTo(new[] { "released", "applied", "forfeited" }));

        var check = new RecordCheck(Signatures.Read((await Market.Stranger.Get("/.well-known/jwks.json")).Is(200).Json));
        check.Check(AuctionRecord.Read((await Market.Stranger.Get($"{deal.Path}/record")).Is(200).Json), Evidence.None);
        Assert.That(check.Holds, Is.True, string.Join('\n', check.Findings));
        Assert.That(check.Findings.Select(finding => finding.What), Has.Some.StartsWith("bidder 2 wins at 3100000.00 yuan"));
    }

    [Test]
    public async Task After_the_confirmation_its_draft_is_filed_no_more_and_one_that_was_filed_keeps_the_sale()
    {
        var deal = await EndedAsync();
        var confirmed = (await deal.Operator.Post($"{deal.Path}/confirmation")).Is(200);
        await Market.AdvanceAsync(TimeSpan.FromMinutes(1));
        var contract = Domain.Auctions.Auction.ContractOf(deal.Auction, Instant.From((await Market.Stranger.Get($"{deal.Path}/result")).Is(200).Time("confirmedAt")));
        (await Default(deal.Operator, deal)).Is(200);
        var office = await Market.JoinAsync(OrganizationKind.RegistrationOffice, "杭州市技术合同认定登记站", Role.Reviewer);
        (await deal.University.Post($"/v1/contracts/{contract}/filing", new { office = office.Organization })).Refused(409, "contract.sale_undone");

        var kept = await EndedAsync();
        (await kept.Operator.Post($"{kept.Path}/confirmation")).Is(200);
        await Market.AdvanceAsync(TimeSpan.FromMinutes(1));
        var at = Instant.From((await Market.Stranger.Get($"{kept.Path}/result")).Is(200).Time("confirmedAt"));
        await Market.AppendAsync(Domain.Auctions.Auction.ContractOf(kept.Auction, at), new ContractFiled(office.Organization, kept.University.Organization, at));
        (await Default(kept.Operator, kept)).Refused(409, "auction.contract_filed");
        (await kept.Operator.Post($"{kept.Path}/annulment", new { ground = "collusion", reason = "竞买人恶意串通。" })).Refused(409, "auction.contract_filed");
    }

    [Test]
    public async Task Only_the_market_declares_it_of_a_sale_and_says_why()
    {
        var deal = await EndedAsync(bid: null);
        (await Default(deal.Operator, deal)).Refused(409, "auction.phase_forbids");
        (await Default(await OtherOperatorAsync(), deal)).Refused(403, "auction.not_operator");
        (await Default(deal.University, deal)).Refused(403, "role.missing");
        Assert.That((await Default(deal.Operator, deal, "")).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { "/reason" }));
        (await deal.Operator.Post($"/v1/auctions/{NoAuction}/default", new { reason = "逾期" })).Refused(404, "auction.not_found");
    }
}
