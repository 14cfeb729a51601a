using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Contracts;
using Marketplace.Domain.Organizations;
using Marketplace.Tests;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using States = Marketplace.Api.Pipeline.Market;

namespace Marketplace.Slices.Tests.Contracts;

/// <summary>
/// A university of Hangzhou that has sold 玻璃窑炉环保治理技术 to a glassworks, the office where it files, another office, and
/// the market's operator. The contract's draft comes from the domain's own decision, as the sale would make it.
/// </summary>
internal sealed class ContractDesk : IAsyncDisposable
{
    private const string RuleSet = "cn-2026-01";
    private static readonly UTF8Encoding Utf8 = new(false);

    public required TestMarket Market { get; init; }
    public required Client Seller { get; init; }
    public required Client Buyer { get; init; }
    public required Client Reviewer { get; init; }
    public required Client SecondReviewer { get; init; }
    public required Client OtherOffice { get; init; }
    public required Client Operator { get; init; }
    public required Client Supervisor { get; init; }

    /// <summary>Someone of an enterprise that has nothing to do with it.</summary>
    public required Client Other { get; init; }

    public string Office => Reviewer.Organization;

    public static async Task<ContractDesk> OpenAsync(string? folder = null, Action<IWebHostBuilder>? configure = null, bool overTcp = false)
    {
        var market = TestMarket.Open(folder, configure, overTcp);
        var reviewer = await market.JoinAsync(OrganizationKind.RegistrationOffice, "杭州市技术合同认定登记站", Role.Reviewer);
        return new ContractDesk
        {
            Market = market,
            Seller = await market.JoinAsync(OrganizationKind.University, "浙江理工大学", Role.Filer),
            Buyer = await market.JoinAsync(OrganizationKind.Enterprise, "杭州蓝焰窑炉科技有限公司", Role.Bidder, Role.Filer),
            Reviewer = reviewer,
            SecondReviewer = await market.JoinAsync(reviewer.Organization, Role.SecondReviewer),
            OtherOffice = await market.JoinAsync(OrganizationKind.RegistrationOffice, "杭州高新区技术合同认定登记站", Role.Reviewer, Role.SecondReviewer),
            Operator = await market.JoinAsync(OrganizationKind.MarketOperator, "浙江科技大市场", Role.Operator),
            Supervisor = await market.JoinAsync(OrganizationKind.Supervisor, "浙江省科学技术厅", Role.Supervisor),
            Other = await market.JoinAsync(OrganizationKind.Enterprise, "湖州安竹家居有限公司", Role.Filer),
        };
    }

    /// <summary>A draft of a sale at the price.</summary>
    public async Task<Reply> DraftAsync(long wanYuan = 480)
    {
        var market = Market.Services.GetRequiredService<States>();
        var (id, auction, achievement) = (market.NewId(Ids.Contract), market.NewId(Ids.Auction), market.NewId(Ids.Achievement));
        var sold = Achievement.Initial.Apply(new AchievementDrafted(Seller.Organization, new AchievementContent
        {
            TitleZh = "玻璃窑炉环保治理技术", Field = TechnicalField.Environment, IpRights = [new IpRight(IpType.InventionPatent, "201710601862.3")],
        }));
        await market.FollowAsync("test", id, market.Now, [id, Seller.Organization, Buyer.Organization], log => Contract.Initial.Draft(
            new ContractBasis(DealOrigin.Auction, auction, RuleSet, achievement, Seller.Organization, Buyer.Organization, Money.WanYuan(wanYuan), Operator.Organization) { TransferMode = TransferMode.Transfer },
            sold, log.State<Organization>(Seller.Organization), log.State<Organization>(Buyer.Organization)).On(id), CancellationToken.None);
        return await ReadAsync(id);
    }

    public async Task<Reply> ReadAsync(string id) => (await Seller.Get($"/v1/contracts/{id}")).Is(200);

    /// <summary>A complete form of a contract at the price, of which 30 万元 are equipment; <paramref name="changes"/> replace members, null takes one out.</summary>
    public static JsonObject Form(long wanYuan = 480, params (string Member, JsonNode? Value)[] changes)
    {
        var form = new JsonObject
        {
            ["title"] = "玻璃窑炉环保治理技术转让合同",
            ["type"] = "transfer",
            ["subtype"] = "patent_transfer",
            ["field"] = "environment",
            ["ipTypes"] = new JsonArray("invention_patent"),
            ["turnover"] = Wan(wanYuan),
            ["technologyAmount"] = Wan(wanYuan - 30),
            ["deductions"] = new JsonArray(new JsonObject { ["kind"] = "equipment", ["amount"] = Wan(30), ["reason"] = "配套脱硫塔一套" }),
            ["signedOn"] = "2026-08-03",
            ["beginsOn"] = "2026-08-03",
            ["endsOn"] = "2027-08-02",
            ["paymentMethod"] = "instalments",
            ["relatedParties"] = false,
            ["planSource"] = "outside_plan",
            ["socialEconomicGoal"] = "environment",
            ["ipOwnership"] = "专利权转让登记后归受让人所有。",
            ["sellerKind"] = "university",
            ["buyerKind"] = "limited_liability_company",
        };
        foreach (var (member, value) in changes)
            if (value is null) form.Remove(member);
            else form[member] = value;
        return form;
    }

    public static JsonObject Wan(long wanYuan) => new() { ["amount"] = wanYuan * 1_000_000, ["currency"] = "CNY" };

    /// <summary>Bytes that begin as a PDF does; different texts are different files.</summary>
    public static byte[] Pdf(string text = "玻璃窑炉环保治理技术转让合同") => Utf8.GetBytes($"%PDF-1.7\n{text}\n%%EOF\n");

    public Task<Reply> AttachAsync(string id, byte[] content, string type = "application/pdf", string kind = "contract_text", string name = "技术转让合同.pdf", Client? by = null, string? key = null)
    {
        var body = new ByteArrayContent(content);
        body.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return (by ?? Seller).Post($"/v1/documents/{id}?kind={kind}&secrecy=not_secret&name={Uri.EscapeDataString(name)}", body, key);
    }

    public async Task<Reply> ReviseAsync(Reply seen, JsonObject form) => await Seller.Put($"/v1/contracts/{seen.Id}", form.ToJsonString(), seen.ETag);

    /// <summary>A complete draft with its text attached.</summary>
    public async Task<Reply> CompleteAsync(long wanYuan = 480)
    {
        var draft = await DraftAsync(wanYuan);
        (await ReviseAsync(draft, Form(wanYuan))).Is(200);
        (await AttachAsync(draft.Id, Pdf())).Is(201);
        return await ReadAsync(draft.Id);
    }

    public Task<Reply> FileAsync(string id, string? office = null) => Seller.Post($"/v1/contracts/{id}/filing", new { office = office ?? Office });

    public async Task<Reply> FiledAsync(long wanYuan = 480) => (await FileAsync((await CompleteAsync(wanYuan)).Id)).Is(200);

    public async Task<Reply> AcceptedAsync(long wanYuan = 480) => (await Reviewer.Post($"/v1/contracts/{(await FiledAsync(wanYuan)).Id}/acceptance")).Is(200);

    public Task<Reply> ReviewAsync(string id, long amountWan, long incomeWan, Client? by = null) =>
        (by ?? Reviewer).Post($"/v1/contracts/{id}/reviews", new { technologyAmount = Wan(amountWan), technologyIncome = Wan(incomeWan) });

    public async Task<Reply> ReviewedAsync(long wanYuan = 480) => (await ReviewAsync((await AcceptedAsync(wanYuan)).Id, wanYuan - 30, wanYuan - 80)).Is(200);

    public async Task<Reply> RegisteredAsync() => (await Reviewer.Post($"/v1/contracts/{(await ReviewedAsync()).Id}/registration")).Is(200);

    public ValueTask DisposeAsync() => Market.DisposeAsync();
}
