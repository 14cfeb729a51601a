using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Contracts;

public sealed class GetContractTests : ContractFixture
{
    private async Task SeenBy(string id, params Client[] readers)
    {
        foreach (var reader in new[] { Desk.Seller, Desk.Buyer, Desk.Operator, Desk.Supervisor, Desk.Reviewer, Desk.OtherOffice, Desk.Other })
            if (readers.Contains(reader)) (await reader.Get($"/v1/contracts/{id}")).Is(200);
            else (await reader.Get($"/v1/contracts/{id}")).Refused(404, "contract.not_found");
        (await Desk.Market.Stranger.Get($"/v1/contracts/{id}")).Refused(401, "token.missing");
    }

    [Test]
    public async Task A_draft_is_seen_by_the_parties_their_market_and_the_supervisor() =>
        await SeenBy((await Desk.DraftAsync()).Id, Desk.Seller, Desk.Buyer, Desk.Operator, Desk.Supervisor);

    [Test]
    public async Task A_filed_one_by_its_office_too_and_never_by_another() =>
        await SeenBy((await Desk.FiledAsync()).Id, Desk.Seller, Desk.Buyer, Desk.Operator, Desk.Supervisor, Desk.Reviewer);

    [Test]
    public async Task The_parties_see_the_opinion_and_not_whose_it_is()
    {
        var reviewed = await Desk.ReviewedAsync();
        var (inside, party) = ((await Desk.Reviewer.Get($"/v1/contracts/{reviewed.Id}")).Is(200), (await Desk.Buyer.Get($"/v1/contracts/{reviewed.Id}")).Is(200));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(inside.Text("review.reviewer"), Is.EqualTo(Desk.Reviewer.Subject));
            Assert.That(party["review"].TryGetProperty("reviewer", out _), Is.False);
            Assert.That(party["review.technologyAmount.amount"].GetInt64(), Is.EqualTo(450_000_000));
            Assert.That(inside.ETag, Is.Not.EqualTo(party.ETag));
        }
    }

    [Test]
    public async Task Nothing_new_is_304_and_an_id_of_another_kind_is_404()
    {
        var draft = await Desk.DraftAsync();
        (await Desk.Seller.Get($"/v1/contracts/{draft.Id}", ("If-None-Match", draft.ETag!))).Is(304);
        (await Desk.Seller.Get($"/v1/contracts/{draft.Text("deal")}")).Refused(404, "resource.not_found");
        (await Desk.Seller.Get(Nowhere)).Refused(404, "contract.not_found");
    }
}
