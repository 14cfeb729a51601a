using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Contracts;

/// <summary>What the fixtures of contracts have in common: one market each.</summary>
public abstract class ContractFixture
{
    /// <summary>Well-formed, and of no contract.</summary>
    private protected const string Nowhere = "/v1/contracts/ctr_0198d3a1b2c37000800000000000a001";

    private protected ContractDesk Desk { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task Open() => Desk = await ContractDesk.OpenAsync();

    [OneTimeTearDown]
    public async Task Close() => await Desk.DisposeAsync();

    /// <summary>The office's steps are for its people alone: strangers sign in first, a party lacks the role, another office finds nothing.</summary>
    private protected async Task OnlyTheOfficeMay(string id, string step, object? body = null)
    {
        (await Desk.Market.Stranger.Post($"/v1/contracts/{id}/{step}", body)).Refused(401, "token.missing");
        (await Desk.Seller.Post($"/v1/contracts/{id}/{step}", body)).Refused(403, "role.missing");
        (await Desk.OtherOffice.Post($"/v1/contracts/{id}/{step}", body)).Refused(404, "contract.not_found");
        (await Desk.Reviewer.Post($"{Nowhere}/{step}", body)).Refused(404, "contract.not_found");
        (await Desk.Reviewer.Post($"/v1/contracts/{id.Replace("ctr_", "auc_", StringComparison.Ordinal)}/{step}", body)).Refused(404, "resource.not_found");
    }

    /// <summary>The seller's steps: another enterprise finds nothing, the buyer knows of it and may not.</summary>
    private protected async Task OnlyTheSellerMay(string id, Func<Client, string, Task<Reply>> step)
    {
        (await step(Desk.Market.Stranger, $"/v1/contracts/{id}")).Refused(401, "token.missing");
        (await step(Desk.Reviewer, $"/v1/contracts/{id}")).Refused(403, "role.missing");
        (await step(Desk.Other, $"/v1/contracts/{id}")).Refused(404, "contract.not_found");
        (await step(Desk.Buyer, $"/v1/contracts/{id}")).Refused(403, "contract.not_seller");
        (await step(Desk.Seller, Nowhere)).Refused(404, "contract.not_found");
    }
}
