using Marketplace.Slices.Tests.Achievements;

namespace Marketplace.Slices.Tests.Contracts;

public sealed class DraftContractTests : ContractFixture
{
    private object Body(string? buyer = null, string? achievement = null) =>
        new { buyer = buyer ?? Desk.Buyer.Organization, price = ContractDesk.Wan(480), type = "transfer", title = "玻璃窑炉环保治理技术转让合同", achievement };

    [Test]
    public async Task A_contract_made_outside_goes_the_way_of_all_to_its_registration()
    {
        var draft = (await Desk.Seller.Post("/v1/contracts", Body())).Is(201);
        Assert.That((draft.Text("dealOrigin"), draft.Text("state"), draft.Text("ruleSet"), draft.Json.TryGetProperty("deal", out _)), Is.EqualTo(("outside", "draft", "cn-2026-01", false)));
        Assert.That((draft.Text("form.title"), draft.Text("form.sellerKind"), draft["price.amount"].GetInt64()), Is.EqualTo(("玻璃窑炉环保治理技术转让合同", "university", 480_000_000)));
        var revised = (await Desk.ReviseAsync(draft, ContractDesk.Form(470))).Is(200);
        Assert.That(revised["price.amount"].GetInt64(), Is.EqualTo(470_000_000), "no deal here says what its price is");
        (await Desk.AttachAsync(draft.Id, ContractDesk.Pdf("场外合同"))).Is(201);
        (await Desk.FileAsync(draft.Id)).Is(200);
        (await Desk.Reviewer.Post($"/v1/contracts/{draft.Id}/acceptance")).Is(200);
        (await Desk.ReviewAsync(draft.Id, 440, 400)).Is(200);
        Assert.That((await Desk.Reviewer.Post($"/v1/contracts/{draft.Id}/registration")).Is(200).Text("state"), Is.EqualTo("registered"));
    }

    [Test]
    public async Task The_buyer_is_another_verified_organization_and_the_caller_files_contracts()
    {
        (await Desk.Seller.Post("/v1/contracts", Body(Desk.Seller.Organization))).Refused(422, "contract.own_party");
        (await Desk.Seller.Post("/v1/contracts", Body("org_0198d3a1b2c37000800000000000a001"))).Refused(422, "contract.buyer_unknown");
        (await Desk.Seller.Post("/v1/contracts", Body(achievement: "ach_0198d3a1b2c37000800000000000a001"))).Refused(422, "contract.achievement_unknown");
        (await Desk.Reviewer.Post("/v1/contracts", Body())).Refused(403, "role.missing");
        (await Desk.Market.Stranger.Post("/v1/contracts", Body())).Refused(401, "token.missing");
    }

    [Test]
    public async Task What_is_listed_on_the_market_is_contracted_through_its_deal()
    {
        var publisher = await Desk.Market.JoinAsync(Desk.Seller.Organization, Domain.Role.Publisher);
        var achievement = (await publisher.Post("/v1/achievements", AchievementDesk.Content().ToJsonString())).Is(201).Id;
        (await Desk.Seller.Post("/v1/contracts", Body(achievement: achievement))).Is(201);
        (await publisher.Post($"/v1/achievements/{achievement}/submission")).Is(200);
        (await Desk.Operator.Post($"/v1/achievements/{achievement}/review", new { decision = "approve" })).Is(200);
        (await publisher.Post("/v1/listings", new { achievement, market = Desk.Operator.Organization, transferMode = "transfer", priceMethod = "agreement" })).Is(201);
        (await Desk.Seller.Post("/v1/contracts", Body(achievement: achievement))).Refused(409, "contract.achievement_listed");
    }
}
