using System.Net.Http.Headers;
using Marketplace.Api.Contracts;
using Marketplace.Api.Http;
using Marketplace.Api.Reports;
using Marketplace.Tests;

namespace Marketplace.Conformance.Tests.Examples;

internal sealed partial class Story
{
    private async Task ContractAsync(string id)
    {
        var (contract, at) = (("contractId", id), ("office", office.Organization));
        await PlayAsync(nameof(GetContract), university, contract);
        await market.AdvanceToAsync(new DateTimeOffset(2026, 8, 20, 9, 0, 0, TimeSpan.FromHours(8)));
        await PlayAsync(nameof(ReviseContract), university, contract);
        using var text = new StringContent("技术转让(专利权)合同", new MediaTypeHeaderValue("text/plain"));
        (await university.Post($"/v1/documents/{id}?name=contract.txt&kind=contract_text&secrecy=not_secret", text)).Is(201);
        await PlayAsync(nameof(PrecheckContract), university, contract, at);

        (await university.Post($"/v1/contracts/{id}/filing", new { office = office.Organization })).Is(200);
        await PlayAsync(nameof(ReturnFiling), office, contract);
        await PlayAsync(nameof(FileContract), university, contract, at);
        await PlayAsync(nameof(AcceptFiling), office, contract);
        await PlayAsync(nameof(ReviewContract), office, contract);
        await PlayAsync(nameof(RegisterContract), office, contract);
        var code = (await PlayAsync(nameof(GetCertificate), university, contract)).Text("checkCode");
        await PlayAsync(nameof(CheckCertificate), market.Stranger, ("code", code));
        await PlayAsync(nameof(ListContracts), university);
        await PlayAsync(nameof(GetMonthlyReport), statistician);
        await PlayAsync(nameof(GetMonthlySeries), statistician);
        await PlayAsync(nameof(GetFlows), statistician);
    }

    /// <summary>Another contract at the same price, which the office refuses.</summary>
    private async Task RefusedContractAsync()
    {
        var deal = await Deal.OpenAsync(market, bidders: 1);
        (await deal.BidAsync(1, 480)).Is(201);
        await market.AdvanceToAsync(deal.ClosesAt.AddHours(1));
        (await deal.Operator.Post($"{deal.Path}/confirmation")).Is(200);
        await market.AdvanceAsync(TimeSpan.FromHours(1));
        var path = $"/v1/contracts/{await ContractOfAsync(deal.Auction)}";
        var draft = (await deal.University.Get(path)).Is(200);
        (await deal.University.Put(path, HttpFile.Parse(Repository.Read(Player.PathOf(nameof(ReviseContract)))).Body, draft.ETag)).Is(200);
        using var text = new StringContent("技术转让(专利权)合同", new MediaTypeHeaderValue("text/plain"));
        (await deal.University.Post($"/v1/documents/{draft.Id}?name=contract.txt&kind=contract_text&secrecy=not_secret", text)).Is(201);
        (await deal.University.Post($"{path}/filing", new { office = office.Organization })).Is(200);
        (await office.Post($"{path}/acceptance")).Is(200);
        await PlayAsync(nameof(RefuseContract), office, ("contractId", draft.Id));
    }
}
