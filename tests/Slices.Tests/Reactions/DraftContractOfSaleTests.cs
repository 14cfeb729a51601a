using Marketplace.Api.Reactions;
using Marketplace.Domain;
using Marketplace.Domain.Auctions;
using Marketplace.Log;
using Marketplace.Slices.Tests.Achievements;
using Marketplace.Slices.Tests.Auctions;
using Marketplace.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Slices.Tests.Reactions;

public sealed class DraftContractOfSaleTests : AuctionFixture
{
    private async Task<IReadOnlyList<LogEvent>> EventsAsync() => await Market.Services.GetRequiredService<Feed>().ReadAsync(0, 100_000, CancellationToken.None);

    private async Task<IReadOnlyList<string>> ContractsOfAsync(string auction) =>
        [.. (await EventsAsync()).Where(e => e.Content is Domain.Contracts.ContractDrafted drafted && drafted.Deal == auction).Select(e => e.Stream)];

    [Test]
    public async Task A_confirmed_sale_drafts_the_contract_with_all_that_the_deal_says()
    {
        var deal = await EndedAsync(bidders: 2, bid: 480);
        Assert.That(await ContractsOfAsync(deal.Auction), Is.Empty, "a sale that is not confirmed is none");
        (await deal.Operator.Post($"{deal.Path}/confirmation")).Is(200);
        await Market.AdvanceAsync(TimeSpan.FromMinutes(1));

        var contract = (await deal.University.Get($"/v1/contracts/{(await ContractsOfAsync(deal.Auction)).Single()}")).Is(200);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((contract.Text("state"), contract.Text("ruleSet"), contract.Text("achievement")), Is.EqualTo(("draft", "cn-2026-01", deal.Achievement)));
            Assert.That(contract.Text("seller.organization"), Is.EqualTo(deal.University.Organization));
            Assert.That(contract.Text("buyer.organization"), Is.EqualTo(deal.Bidders[0].Organization), "who stands behind label 1");
            Assert.That(contract.Text("market"), Is.EqualTo(deal.Operator.Organization));
            Assert.That((contract["price.amount"].GetInt64(), contract["form.turnover.amount"].GetInt64()), Is.EqualTo((480 * Deal.Wan, 480 * Deal.Wan)));
            Assert.That((contract.Text("form.title"), contract.Text("form.type"), contract.Text("form.sellerKind")), Is.EqualTo(("玻璃窑炉环保治理技术", "transfer", "university")));
        }
        (await deal.Bidders[0].Get($"/v1/contracts/{contract.Id}")).Is(200);
        (await deal.Bidders[1].Get($"/v1/contracts/{contract.Id}")).Refused(404, "contract.not_found");

        var listing = (await Market.Stranger.Get($"/v1/listings/{deal.Listing}")).Is(200);
        Assert.That((listing.Text("state"), listing.Text("deal")), Is.EqualTo(("sold", deal.Auction)));
    }

    [Test]
    public async Task What_is_transferred_is_never_listed_again_nor_withdrawn()
    {
        var deal = await EndedAsync();
        (await deal.Operator.Post($"{deal.Path}/confirmation")).Is(200);
        await Market.AdvanceAsync(TimeSpan.FromMinutes(1));
        (await deal.University.Post("/v1/listings", new { achievement = deal.Achievement, market = deal.Operator.Organization, transferMode = "transfer", priceMethod = "auction" }))
            .Refused(409, "listing.achievement_taken");
        (await deal.University.Post($"/v1/achievements/{deal.Achievement}/withdrawal")).Refused(409, "achievement.listed");
    }

    [Test]
    public async Task Following_twice_drafts_once()
    {
        var deal = await EndedAsync();
        (await deal.Operator.Post($"{deal.Path}/confirmation")).Is(200);
        await Market.AdvanceAsync(TimeSpan.FromMinutes(1));
        var (reaction, before) = (Market.Services.GetServices<IReaction>().OfType<DraftContractOfSale>().Single(), Market.Position);
        await reaction.FollowAsync((await EventsAsync()).Single(e => e.Stream == deal.Auction && e.Content is SaleConfirmed), CancellationToken.None);
        Assert.That(Market.Position, Is.EqualTo(before));
    }

    [Test]
    public async Task What_is_licensed_can_be_offered_again()
    {
        await using var desk = await AchievementDesk.OpenAsync();
        var listing = await desk.ListedAsync(mode: "licence");
        var opensAt = desk.Market.Now.AddDays(10);
        var announced = (await desk.Operator.Post("/v1/auctions", new
        {
            listing = listing.Id,
            procedure = "competitive_bidding",
            startPrice = Deal.InWan(50),
            ladder = new[] { new { from = Deal.InWan(0), step = Deal.InWan(1) } },
            deposit = Deal.InWan(5),
            registrationClosesAt = Deal.At(opensAt),
            opensAt = Deal.At(opensAt),
            closesAt = Deal.At(opensAt.AddDays(1)),
        })).Is(201);
        var path = $"/v1/auctions/{announced.Id}";
        var bidder = await desk.Market.JoinAsync(OrganizationKind.Enterprise, "湖州安竹家居有限公司", Role.Bidder);
        var label = (await bidder.Post($"{path}/bidders")).Is(201).Text("label");
        (await desk.Operator.Post($"{path}/bidders/{label}/qualification", new { decision = "qualified" })).Is(200);
        (await desk.Operator.Post($"{path}/deposits", new { label, amount = Deal.InWan(5), reference = "中国银行 20260804-1" })).Is(201);
        await desk.Market.AdvanceToAsync(opensAt);
        (await bidder.Post($"{path}/bids", new { amount = Deal.InWan(50) })).Is(201);
        await desk.Market.AdvanceToAsync(opensAt.AddDays(1));
        (await desk.Operator.Post($"{path}/confirmation")).Is(200);
        await desk.Market.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.That((await desk.Stranger.Get($"/v1/listings/{listing.Id}")).Is(200).Text("state"), Is.EqualTo("sold"));
        (await desk.University.Post("/v1/listings", new { achievement = listing.Text("achievement"), market = desk.Operator.Organization, transferMode = "licence", priceMethod = "auction" })).Is(201);
    }
}
