using Marketplace.Api.Hosting;
using Marketplace.Domain;
using Marketplace.Domain.Organizations;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Slices.Tests.Contracts;

public sealed class FileContractTests : ContractFixture
{
    [Test]
    public async Task A_complete_contract_is_filed_at_the_office_of_the_seller_s_place()
    {
        var complete = await Desk.CompleteAsync();
        var filed = (await Desk.FileAsync(complete.Id)).Is(200);
        Assert.That((filed.Text("state"), filed.Text("office"), filed.Text("filer")), Is.EqualTo(("filed", Desk.Office, Desk.Seller.Organization)));
        (await Desk.FileAsync(complete.Id)).Refused(409, "contract.phase_forbids");
    }

    [Test]
    public async Task Everything_that_is_missing_is_named_at_once()
    {
        var draft = await Desk.DraftAsync();
        (await Desk.Seller.Put($"/v1/contracts/{draft.Id}", "{}", draft.ETag)).Is(200);
        var refused = (await Desk.FileAsync(draft.Id)).Refused(422, "contract.incomplete");
        Assert.That(refused.Pointers, Is.EqualTo(new[]
        {
            "/title", "/type", "/subtype", "/field", "/ipTypes", "/turnover", "/technologyAmount", "/signedOn", "/beginsOn", "/endsOn", "/paymentMethod",
            "/relatedParties", "/planSource", "/socialEconomicGoal", "/ipOwnership", "/sellerKind", "/buyerKind",
        }));
    }

    [Test]
    public async Task Amounts_that_do_not_add_up_are_refused_to_the_fen()
    {
        var draft = await Desk.DraftAsync();
        var form = ContractDesk.Form();
        form["technologyAmount"]!["amount"] = 450_000_001;
        (await Desk.ReviseAsync(draft, form)).Is(200);
        var refused = (await Desk.FileAsync(draft.Id)).Refused(422, "contract.amounts_do_not_add_up");
        Assert.That(refused.Pointers, Is.EqualTo(new[] { "/technologyAmount" }));
        Assert.That(refused.Text("detail"), Does.Contain("4800000.00").And.Contain("300000.00").And.Contain("4500000.01"));
    }

    [Test]
    public async Task Without_its_text_and_before_its_signing_it_is_not_filed()
    {
        var draft = await Desk.DraftAsync();
        var revised = (await Desk.ReviseAsync(draft, ContractDesk.Form(480, ("signedOn", "2026-08-04")))).Is(200);
        Assert.That((await Desk.FileAsync(draft.Id)).Refused(422, "contract.signed_in_future").Pointers, Is.EqualTo(new[] { "/signedOn" }));
        (await Desk.ReviseAsync(revised, ContractDesk.Form())).Is(200);
        (await Desk.AttachAsync(draft.Id, ContractDesk.Pdf("专利登记簿副本"), kind: "ip_proof", name: "专利登记簿副本.pdf")).Is(201);
        (await Desk.FileAsync(draft.Id)).Refused(422, "contract.document_missing");
    }

    [Test]
    public async Task Only_an_office_of_the_seller_s_place_takes_it()
    {
        var complete = await Desk.CompleteAsync();
        var ningbo = await Desk.Market.Services.GetRequiredService<Bootstrap>().AddOrganizationAsync(
            new OrganizationDetails(OrganizationKind.RegistrationOffice, "宁波市技术合同认定登记站", null, Desk.Market.NextCreditCode(), "330200", "01"), CancellationToken.None);
        Assert.That((await Desk.FileAsync(complete.Id, ningbo)).Refused(422, "contract.office_elsewhere").Pointers, Is.EqualTo(new[] { "/office" }));
        Assert.That((await Desk.FileAsync(complete.Id, Desk.Operator.Organization)).Refused(422, "contract.office_unknown").Pointers, Is.EqualTo(new[] { "/office" }));
        Assert.That((await Desk.FileAsync(complete.Id, complete.Id)).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { "/office" }));
    }

    [Test]
    public async Task A_filing_needs_a_key_and_a_repeated_one_gets_the_first_answer()
    {
        var complete = await Desk.CompleteAsync();
        (await Desk.Seller.Send(HttpMethod.Post, $"/v1/contracts/{complete.Id}/filing", new { office = Desk.Office }, null)).Refused(400, "idempotency.key_required");
        var key = $"file-{complete.Id}";
        var first = (await Desk.Seller.Post($"/v1/contracts/{complete.Id}/filing", new { office = Desk.Office }, key)).Is(200);
        (await Desk.Reviewer.Post($"/v1/contracts/{complete.Id}/acceptance")).Is(200);
        var second = (await Desk.Seller.Post($"/v1/contracts/{complete.Id}/filing", new { office = Desk.Office }, key)).Is(200);
        Assert.That((second.Body, second.Replayed), Is.EqualTo((first.Body, true)));
        (await Desk.Seller.Post($"/v1/contracts/{complete.Id}/filing", new { office = Desk.OtherOffice.Organization }, key)).Refused(422, "idempotency.key_reused");
    }

    [Test]
    public async Task Exactly_the_version_that_was_read_is_filed()
    {
        var complete = await Desk.CompleteAsync();
        (await Desk.AttachAsync(complete.Id, ContractDesk.Pdf("补充协议"))).Is(201);
        (await Desk.Seller.Post($"/v1/contracts/{complete.Id}/filing", new { office = Desk.Office }, null, ("If-Match", complete.ETag!))).Refused(412, "version.gone");
    }

    [Test]
    public async Task Only_the_seller_may() =>
        await OnlyTheSellerMay((await Desk.CompleteAsync()).Id, (client, path) => client.Post($"{path}/filing", new { office = Desk.Office }));
}
