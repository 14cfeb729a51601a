using System.Text.Json.Nodes;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Deals;

public sealed class AnswerPriorityNoticeTests : TradeFixture
{
    private (string, JsonNode?) OneCoOwner => ("coOwners", new JsonArray(new JsonObject { ["name"] = "浙江省环境科学研究院", ["organization"] = Desk.Institute.Organization }));

    private static Task<Reply> AnswerAsync(Client by, string deal, string answer, string holder = "1", string? evidence = null) =>
        by.Post($"/v1/deals/{deal}/holders/{holder}/priority", new { answer, evidence });

    private async Task<Reply> TakenAsync(params (string, JsonNode?)[] changes) =>
        (await Desk.Buyer.Post($"/v1/listings/{(await Desk.ListedAsync("listing", "transfer", 480, changes)).Id}/take-ups")).Is(201);

    [Test]
    public async Task A_co_owner_that_matches_within_fifteen_days_has_the_deal_at_the_same_price()
    {
        var first = await TakenAsync(OneCoOwner);
        (await AnswerAsync(Desk.Institute, first.Id, "lapsed")).Refused(422, "request.invalid");
        (await AnswerAsync(Desk.Seller, first.Id, "waived", evidence: "声明")).Refused(403, "deal.not_holder");
        var own = (await AnswerAsync(Desk.Institute, first.Id, "matched")).Is(200);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((own.Text("state"), own.Text("buyer"), own.Text("insteadOf"), own["terms.price.amount"].GetInt64()), Is.EqualTo(("agreed", Desk.Institute.Organization, first.Id, 480 * Deal.Wan)));
            var over = await Desk.ReadAsync(first.Id);
            Assert.That((over.Text("state"), over.Text("closure.cause"), over.Text("holders.0.priorityAnswer")), Is.EqualTo(("closed", "priority_exercised", "matched")));
            var listing = (await Desk.Market.Stranger.Get($"/v1/listings/{own.Text("listing")}")).Is(200);
            Assert.That((listing.Text("state"), listing.Text("deal")), Is.EqualTo(("sold", own.Id)));
        }
        Assert.That((await Desk.ContractOfAsync(own.Id)).Text("buyer.organization"), Is.EqualTo(Desk.Institute.Organization));
        (await AnswerAsync(Desk.Institute, first.Id, "waived")).Refused(409, "deal.phase_forbids");
    }

    [Test]
    public async Task Silence_until_the_end_of_the_fifteenth_day_waives_it()
    {
        var deal = await TakenAsync(OneCoOwner);
        (await Desk.Institute.Post($"/v1/deals/{deal.Id}/holders/1/consent", new { decision = "consented" })).Is(200);
        await Desk.Market.AdvanceToAsync(deal.Time("terms.noticesUntil").AddMilliseconds(-1));
        Assert.That((await Desk.ReadAsync(deal.Id)).Text("state"), Is.EqualTo("agreed_pending_consent"));
        await Desk.Market.AdvanceAsync(TimeSpan.FromMilliseconds(1));
        var agreed = await Desk.ReadAsync(deal.Id);
        Assert.That((agreed.Text("state"), agreed.Text("holders.0.priorityAnswer"), agreed.Time("agreedAt")), Is.EqualTo(("agreed", "lapsed", deal.Time("terms.noticesUntil"))));
    }

    [Test]
    public async Task A_client_that_is_not_here_answers_through_the_seller_with_evidence()
    {
        var deal = await TakenAsync(("client", new JsonObject { ["name"] = "德清玻璃厂" }));
        Assert.That((deal.Text("state"), deal.Text("holders.0.kind")), Is.EqualTo(("agreed_pending_consent", "client")));
        (await AnswerAsync(Desk.Seller, deal.Id, "waived")).Refused(422, "deal.evidence_missing");
        (await AnswerAsync(Desk.Seller, deal.Id, "waived", "7", "声明")).Refused(404, "deal.holder_not_found");
        Assert.That((await AnswerAsync(Desk.Seller, deal.Id, "waived", evidence: "放弃优先权声明〔2026〕9号")).Is(200).Text("state"), Is.EqualTo("agreed"));
        (await AnswerAsync(Desk.Buyer, (await TakenAsync(OneCoOwner)).Id, "waived")).Refused(403, "deal.not_holder");
        (await AnswerAsync(Desk.Other, deal.Id, "waived")).Refused(404, "deal.not_found");
    }

    [Test]
    public async Task An_answered_priority_is_not_answered_again()
    {
        var deal = await TakenAsync(OneCoOwner);
        (await AnswerAsync(Desk.Institute, deal.Id, "waived")).Is(200);
        (await AnswerAsync(Desk.Institute, deal.Id, "matched")).Refused(409, "deal.priority_not_open");
    }
}
