using System.Text.Json.Nodes;

namespace Marketplace.Slices.Tests.Contracts;

public sealed class PrecheckContractTests : ContractFixture
{
    private static IEnumerable<string> Faults(Marketplace.Tests.Reply reply) => reply["faults"].EnumerateArray()
        .Select(fault => $"{fault.GetProperty("code").GetString()} {(fault.TryGetProperty("pointer", out var pointer) ? pointer.GetString() : "")}".Trim());

    [Test]
    public async Task A_fresh_draft_lacks_what_no_deal_can_say()
    {
        var draft = await Desk.DraftAsync();
        var before = Desk.Market.Position;
        var check = (await Desk.Seller.Post($"/v1/contracts/{draft.Id}/precheck")).Is(200);
        Assert.That(check["fileable"].GetBoolean(), Is.False);
        Assert.That(Faults(check), Is.EqualTo(new[]
        {
            "contract.field_missing /subtype", "contract.field_missing /technologyAmount", "contract.field_missing /signedOn", "contract.field_missing /beginsOn",
            "contract.field_missing /endsOn", "contract.field_missing /paymentMethod", "contract.field_missing /relatedParties", "contract.field_missing /planSource",
            "contract.field_missing /socialEconomicGoal", "contract.field_missing /ipOwnership", "contract.field_missing /buyerKind", "contract.document_missing",
        }));
        Assert.That(Desk.Market.Position, Is.EqualTo(before), "nothing is written");
    }

    [Test]
    public async Task Faults_of_every_sort_come_together()
    {
        var draft = await Desk.DraftAsync();
        (await Desk.ReviseAsync(draft, ContractDesk.Form(480, ("technologyAmount", ContractDesk.Wan(451)), ("signedOn", "2026-08-04"), ("ipOwnership", null)))).Is(200);
        var check = (await Desk.Seller.Post($"/v1/contracts/{draft.Id}/precheck", new { office = Desk.Buyer.Organization })).Is(200);
        Assert.That(Faults(check), Is.EqualTo(new[]
        {
            "contract.field_missing /ipOwnership", "contract.amounts_do_not_add_up /technologyAmount", "contract.signed_in_future /signedOn",
            "contract.document_missing", "contract.office_unknown /office",
        }));
    }

    [Test]
    public async Task What_passes_can_be_filed()
    {
        var complete = await Desk.CompleteAsync();
        var check = (await Desk.Seller.Post($"/v1/contracts/{complete.Id}/precheck", new { office = Desk.Office })).Is(200);
        Assert.That((check["fileable"].GetBoolean(), check["faults"].GetArrayLength()), Is.EqualTo((true, 0)));
        (await Desk.FileAsync(complete.Id)).Is(200);
        (await Desk.Seller.Post($"/v1/contracts/{complete.Id}/precheck")).Refused(409, "contract.phase_forbids");
    }

    [Test]
    public async Task The_faults_are_told_in_the_reader_s_language()
    {
        var draft = await Desk.DraftAsync();
        var english = (await Desk.Seller.Post($"/v1/contracts/{draft.Id}/precheck", new JsonObject(), null, ("Accept-Language", "en"))).Is(200);
        var chinese = (await Desk.Seller.Post($"/v1/contracts/{draft.Id}/precheck")).Is(200);
        Assert.That((english.Text("faults.0.detail"), chinese.Text("faults.0.detail")),
            Is.EqualTo(("A field is missing. subtype is needed before the contract can be filed.", "缺少必填项。提交登记前须填写subtype。")));
    }

    [Test]
    public async Task Only_the_seller_may() =>
        await OnlyTheSellerMay((await Desk.DraftAsync()).Id, (client, path) => client.Post($"{path}/precheck"));

    [Test]
    public async Task An_office_is_named_by_its_id()
    {
        var draft = await Desk.DraftAsync();
        Assert.That((await Desk.Seller.Post($"/v1/contracts/{draft.Id}/precheck", new { office = "杭州" })).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { "/office" }));
    }
}
