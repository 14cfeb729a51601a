using Marketplace.Api.Achievements;
using Marketplace.Api.Auctions;
using Marketplace.Api.AuctionSessions;
using Marketplace.Api.Checkpoints;
using Marketplace.Api.Documents;
using Marketplace.Api.Listings;
using Marketplace.Api.OAuth;
using Marketplace.Api.Relations;
using Marketplace.Domain;
using Marketplace.Tests;

namespace Marketplace.Conformance.Tests.Examples;

internal sealed partial class Story
{
    private async Task<string> OfferAsync()
    {
        var drafted = await PlayAsync(nameof(DraftAchievement), university);
        var achievement = ("achievementId", drafted.Id);
        await PlayAsync(nameof(ReviseAchievement), university, achievement, ("completerId", drafted.Text("content.completers.0.id")));
        var introduction = ("documentId", (await PlayAsync(nameof(AttachDocument), university, achievement)).Id);
        await PlayAsync(nameof(CheckDocument), university, achievement, introduction);
        using var wrong = new StringContent("草稿", new System.Net.Http.Headers.MediaTypeHeaderValue("text/plain"));
        var mistake = (await university.Post($"/v1/documents/{drafted.Id}?kind=other&name=draft.txt&secrecy=not_secret", wrong)).Is(201);
        await PlayAsync(nameof(RemoveDocument), university, achievement, ("documentId", mistake.Id));
        await PlayAsync(nameof(SubmitAchievement), university, achievement);
        await PlayAsync(nameof(ReviewAchievement), @operator, achievement);
        await PlayAsync(nameof(GetAchievement), market.Stranger, achievement);
        await PlayAsync(nameof(ListAchievements), market.Stranger);
        await PlayAsync(nameof(ListDocuments), market.Stranger, achievement);
        await PlayAsync(nameof(GetDocument), market.Stranger, achievement, introduction);

        var listing = ("listingId", (await PlayAsync(nameof(OpenListing), university, achievement, ("market", @operator.Organization))).Id);
        await PlayAsync(nameof(GetListing), market.Stranger, listing);
        await PlayAsync(nameof(ListListings), market.Stranger);
        return listing.Id;
    }

    private async Task<string> AuctionAsync(string listing)
    {
        var session = ("sessionId", (await PlayAsync(nameof(CreateSession), @operator)).Id);
        var auction = ("auctionId", (await PlayAsync(nameof(AnnounceAuction), @operator, ("listingId", listing), session)).Id);
        await PlayAsync(nameof(GetSession), market.Stranger, session);
        await PlayAsync(nameof(ListSessions), market.Stranger);
        await PlayAsync(nameof(GetAuction), market.Stranger, auction);
        var first = await market.JoinAsync(OrganizationKind.Enterprise, "浙江晶耀玻璃有限公司", Role.Bidder);
        var second = await market.JoinAsync(OrganizationKind.Enterprise, "杭州蓝澜环保科技有限公司", Role.Bidder);
        await AdmitAsync(first, auction.Id, new { decision = "qualified", priority = "completer", evidence = "完成人控股的企业，营业执照与章程。" });
        var label = ("label", (await PlayAsync(nameof(RegisterBidder), second, auction, ("organization", second.Organization))).Text("label"));
        await PlayAsync(nameof(QualifyBidder), @operator, auction, label);
        await PlayAsync(nameof(ConfirmDeposit), @operator, auction, label);
        await PlayAsync(nameof(GetBidder), second, auction, label);
        await PlayAsync(nameof(ListBidders), @operator, auction);

        await market.AdvanceToAsync(new DateTimeOffset(2026, 8, 11, 9, 0, 0, TimeSpan.FromHours(8)));
        (await first.Post($"/v1/auctions/{auction.Id}/bids", new { amount = Deal.InWan(310) })).Is(201);
        var bid = ("bidId", (await PlayAsync(nameof(PlaceBid), second, auction)).Text("bidId"));
        await PlayAsync(nameof(GetReceipt), second, auction, bid);
        await PlayAsync(nameof(ClaimPriority), first, auction);
        var related = await market.JoinAsync(OrganizationKind.Enterprise, "湖州安竹家居有限公司", Role.Bidder);
        var relation = ("relation", (await PlayAsync(nameof(DeclareRelation), @operator, ("organization", related.Organization))).Id);
        await PlayAsync(nameof(ListRelations), @operator);
        await PlayAsync(nameof(EndRelation), @operator, relation);
        await PlayAsync(nameof(ListBids), market.Stranger, auction);
        await PlayAsync(nameof(ListAuctions), market.Stranger);
        await PlayAsync(nameof(Api.Search.SearchMarket), market.Stranger);
        await PlayAsync(nameof(Api.Search.SuggestTerms), market.Stranger);
        await player.ListenAsync(nameof(WatchAuction), market.Stranger, auction);
        await PlayAsync(nameof(PauseAuction), @operator, auction);
        await PlayAsync(nameof(ResumeAuction), @operator, auction);
        await PlayAsync(nameof(PauseMarket), @operator);
        await PlayAsync(nameof(ResumeMarket), @operator);

        await market.AdvanceToAsync(new DateTimeOffset(2026, 8, 12, 10, 0, 0, TimeSpan.FromHours(8)));
        await PlayAsync(nameof(GetAuctionResult), market.Stranger, auction);
        await PlayAsync(nameof(GetSessionResult), market.Stranger, session);
        await PlayAsync(nameof(GetMinutes), @operator, auction);
        await PlayAsync(nameof(GetAuctionRecord), market.Stranger, auction);
        await PlayAsync(nameof(GetCheckpoint), market.Stranger);
        await PlayAsync(nameof(ListCheckpoints), market.Stranger);
        await PlayAsync(nameof(GetInclusionProof), market.Stranger);
        await PlayAsync(nameof(GetConsistencyProof), market.Stranger);
        await PlayAsync(nameof(GetKeys), market.Stranger);
        await PlayAsync(nameof(ConfirmSale), @operator, auction);
        // What follows from the confirmation is done before the clock goes on.
        await market.AdvanceAsync(TimeSpan.FromHours(1));
        return auction.Id;
    }

    private async Task WitnessAsync()
    {
        using var key = new TestWitness();
        var checkpoint = (await market.Stranger.Get("/v1/log/checkpoint")).Is(200);
        var institute = await market.JoinAsync(OrganizationKind.ResearchInstitute, "浙江省科技信息研究院", Role.OrgAdmin);
        await PlayAsync(nameof(RegisterWitness), institute, ("x", key.X), ("y", key.Y));
        await PlayAsync(nameof(ListWitnesses), market.Stranger);
        var size = ("size", checkpoint["size"].GetInt64().ToString(System.Globalization.CultureInfo.InvariantCulture));
        await PlayAsync(nameof(CosignCheckpoint), institute, size, ("jws", key.Cosign(checkpoint, market.Now)));
        await PlayAsync(nameof(ListCosignatures), market.Stranger, size);
    }

    private async Task AdmitAsync(Client bidder, string auction, object? qualification = null)
    {
        var label = (await bidder.Post($"/v1/auctions/{auction}/bidders")).Is(201).Text("label");
        (await @operator.Post($"/v1/auctions/{auction}/bidders/{label}/qualification", qualification ?? new { decision = "qualified" })).Is(200);
        (await @operator.Post($"/v1/auctions/{auction}/deposits", new { label, amount = Deal.InWan(30), reference = $"中国银行 20260804-{label}" })).Is(201);
    }

    /// <summary>A sale that its buyer does not keep to, the lot put up again, and that auction set aside.</summary>
    private async Task UndoneAsync()
    {
        var deal = await Deal.OpenAsync(market);
        (await deal.BidAsync(1, 310)).Is(201);
        await market.AdvanceToAsync(deal.ClosesAt);
        await PlayAsync(nameof(DeclareDefault), deal.Operator, ("auctionId", deal.Auction));
        await market.AdvanceAsync(TimeSpan.FromHours(1));
        var again = await PlayAsync(nameof(RelistAuction), deal.Operator, ("auctionId", deal.Auction));
        await market.AdvanceToAsync(again.Time("opensAt"));
        await PlayAsync(nameof(AnnulAuction), deal.Operator, ("auctionId", again.Id));
        await market.AdvanceAsync(TimeSpan.FromHours(1));
    }

    /// <summary>The ways on which nothing is sold, and the days after.</summary>
    private async Task OtherEndsAsync()
    {
        var withdrawn = await Deal.AnnouncedAsync(market);
        await PlayAsync(nameof(WithdrawAuction), withdrawn.Operator, ("auctionId", withdrawn.Auction));
        await market.AdvanceAsync(TimeSpan.FromHours(1));
        await PlayAsync(nameof(WithdrawListing), withdrawn.University, ("listingId", withdrawn.Listing));
        await PlayAsync(nameof(WithdrawAchievement), withdrawn.University, ("achievementId", withdrawn.Achievement));
        await Deal.ListedAsync(market);
        await UndoneAsync();
        (await university.Post("/v1/achievements", new { titleZh = "钙钛矿太阳能电池封装工艺" })).Is(201);
        await PlayAsync(nameof(Api.Sandbox.AdvanceClock), @operator);
    }
}
