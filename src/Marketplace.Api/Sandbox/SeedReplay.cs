using System.Globalization;
using System.Text;
using Marketplace.Api.Achievements;
using Marketplace.Api.Auctions;
using Marketplace.Api.AuctionSessions;
using Marketplace.Api.Contracts;
using Marketplace.Api.Documents;
using Marketplace.Api.Listings;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.Contracts;
using Marketplace.Domain.Deals;
using Marketplace.Domain.Listings;
using MediatR;

namespace Marketplace.Api.Sandbox;

/// <summary>
/// Replays one session of the public record through the same requests that clients send: from the draft of each achievement
/// to the registered contract, with the market clock going through the days.
/// </summary>
internal sealed class SeedReplay(ISender sender, SeedPeople people, CancellationToken cancel)
{
    private const string Market = "zjmarket";
    private const string Rival = "ruineng-storage";
    private static readonly TimeSpan Notice = TimeSpan.FromDays(10);

    private sealed record Lot(SeedLot Seed, string Auction);

    public async Task RunAsync(SeedSession session)
    {
        var opens = Instant.StartOf(session.Day) + TimeSpan.FromHours(9.5);
        await AdvanceAsync(opens - Notice);
        var id = await CreateAsync(session, opens);
        var lots = await Task.WhenAll(session.Lots.Select(async lot => new Lot(lot, await AnnounceAsync(session, id, lot, opens))));
        await AdvanceAsync(opens);
        // Bids of one lot follow each other; the lots of a session run side by side.
        await Task.WhenAll(lots.Select(BidAsync));
        await AdvanceAsync(opens + TimeSpan.FromHours(2));
        await Task.WhenAll(lots.Select(lot => Do(new ConfirmSale.Command(people.As(Market, Role.Operator), lot.Auction))));
        await AdvanceAsync(opens + TimeSpan.FromDays(20));
        foreach (var lot in lots) await RegisterAsync(lot, session.Day);
    }

    public Task AdvanceAsync(Instant until) => Do(new AdvanceClock.Command(people.As(Market, Role.Operator), new AdvanceClock.Body(until)));

    /// <summary>An approved achievement with an open listing for auction.</summary>
    public async Task<string> ListAsync(string seller, SeedAchievement achievement, Money? reserve)
    {
        var publisher = people.As(seller, Role.Publisher);
        var drafted = await Do(new DraftAchievement.Command(publisher, Describe(achievement)));
        await Do(new SubmitAchievement.Command(publisher, drafted.Id));
        await Do(new ReviewAchievement.Command(people.As(Market, Role.Operator), drafted.Id, new ReviewAchievement.Body(ReviewAchievement.Verdict.Approve)));
        var listing = await Do(new OpenListing.Command(publisher,
            new OpenListing.Body(drafted.Id, people.Organization(Market), achievement.TransferModes[0], PriceMethod.Auction, null, reserve)));
        return listing.Id;
    }

    private async Task<string> CreateAsync(SeedSession session, Instant opens)
    {
        var house = SeedFiles.Organizations.First(organization => organization.Key == session.AuctionHouse).NameZh;
        var host = SeedFiles.Organizations.FirstOrDefault(organization => organization.Key == session.Host);
        var created = await Do(new CreateSession.Command(people.As(Market, Role.Operator), new CreateSession.Body(
            session.NameZh, AuctionProcedure.Auction, opens, opens + TimeSpan.FromHours(1), house, "凭营业执照、授权委托书和经办人身份证报名，并在竞价开始前交纳保证金。",
            session.Series, Host: host is null ? null : people.Organization(host.Key), Region: host?.Region,
            Exhibition: new Exhibition(session.Day.AddDays(-3), session.Day.AddDays(-1), house))));
        return created.Id;
    }

    private async Task<string> AnnounceAsync(SeedSession session, string id, SeedLot lot, Instant opens)
    {
        var listing = await ListAsync(lot.Seller, lot.Achievement, null);
        var start = Money.WanYuan(lot.StartWanYuan);
        var auction = await Do(new AnnounceAuction.Command(people.As(Market, Role.Operator), new AnnounceAuction.Body(
            listing, AuctionProcedure.Auction, start, new Money(start.Fen / 10),
            opens, opens, opens + TimeSpan.FromHours(1), Session: id, Ladder: [new LadderBand(Money.Zero, Money.WanYuan(lot.IncrementWanYuan ?? 1))],
            AuctionHouse: people.Organization(session.AuctionHouse), Auctioneer: people.As(session.AuctionHouse, Role.Auctioneer).Self.Subject,
            Priority: Told(lot, opens))));
        foreach (var bidder in lot.AllBids(Rival).Select(bid => bid.Bidder).Distinct())
        {
            var registered = await Do(new RegisterBidder.Command(people.As(bidder, Role.Bidder), auction.Id));
            await Do(new QualifyBidder.Command(people.As(Market, Role.Operator), auction.Id, registered.Label, new QualifyBidder.Body(QualifyBidder.Verdict.Qualified)));
            await Do(new ConfirmDeposit.Command(people.As(Market, Role.Operator), auction.Id, new ConfirmDeposit.Body(registered.Label, auction.Deposit, $"sandbox {registered.Label}")));
        }
        return auction.Id;
    }

    /// <summary>The completers were told on the day of the announcement.</summary>
    private static PriorityBody? Told(SeedLot lot, Instant opens) => !Listing.PassesOwnership(lot.Achievement.TransferModes[0]) ? null
        : new([.. lot.Achievement.Completers.Select((_, i) => new PriorityBody.Notice(HolderKind.Completer, i + 1, (opens - Notice).ShanghaiDay, $"sandbox {i + 1}"))]);

    private async Task BidAsync(Lot lot)
    {
        foreach (var bid in lot.Seed.AllBids(Rival))
            await Do(new PlaceBid.Command(people.As(bid.Bidder, Role.Bidder), lot.Auction, Money.WanYuan(bid.AmountWanYuan)));
    }

    /// <summary>From the draft that the sale made to the registered contract.</summary>
    private async Task RegisterAsync(Lot lot, DateOnly sold)
    {
        var filer = people.As(lot.Seed.Seller, Role.Filer);
        var office = lot.Seed.Achievement.Region.StartsWith("31", StringComparison.Ordinal) ? "shanghai-office" : "zj-office";
        var confirmed = (await Do(new GetAuctionResult.Query(filer, lot.Auction))).ConfirmedAt!.Value;
        var id = Ids.Derive(Ids.Contract, confirmed, lot.Auction);
        var draft = await Do(new GetContract.Query(filer, id));
        var form = draft.Form with
        {
            TechnologyAmount = draft.Form.Turnover,
            Subtype = draft.Form.Subtype ?? ContractSubtype.PatentTransfer,
            SignedOn = sold.AddDays(5),
            BeginsOn = sold.AddDays(5),
            EndsOn = sold.AddDays(5 + 3 * 365),
            PaymentMethod = PaymentMethod.Instalments,
            RelatedParties = false,
            PlanSource = PlanSource.OutsidePlan,
            SocialEconomicGoal = SocialEconomicGoal.IndustryCommerce,
            IpOwnership = "专利权自登记之日起归受让人所有。",
            SellerKind = draft.Form.SellerKind ?? KindOf(lot.Seed.Seller),
            BuyerKind = draft.Form.BuyerKind ?? KindOf(lot.Seed.Buyer),
        };
        await Do(new ReviseContract.Command(filer with { IfMatch = draft.Version }, id, form));
        await using var text = new MemoryStream(Encoding.UTF8.GetBytes($"技术转让合同\n\n项目名称:{form.Title}\n合同金额:人民币{form.Turnover}元\n"));
        await Do(new AttachDocument.Command(filer, id, "合同.txt", "contract_text", "not_secret", Public: false, "text/plain") { Content = text });
        await Do(new FileContract.Command(filer, id, new FileContract.Body(people.Organization(office))));
        var reviewer = people.As(office, Role.Reviewer);
        await Do(new AcceptFiling.Command(reviewer, id));
        await Do(new ReviewContract.Command(reviewer, id, new ReviewContract.Body(form.TechnologyAmount!.Value, form.TechnologyAmount.Value)));
        await Do(new RegisterContract.Command(reviewer, id));
    }

    private static PartyKind? KindOf(string key) => SeedFiles.Organizations.First(organization => organization.Key == key).PartyKind;

    private static AchievementDescription Describe(SeedAchievement seed) => new()
    {
        TitleZh = seed.TitleZh,
        SummaryZh = seed.SummaryZh,
        Keywords = [.. seed.Keywords],
        Field = seed.Field,
        Stage = seed.Stage,
        Maturity = seed.Maturity,
        Attribute = seed.Attribute,
        Level = seed.Level,
        Form = seed.Form,
        IpRights = [.. seed.IpRights],
        Completers = [.. seed.Completers.Select(name => new CompleterEntry(null, name))],
        Region = seed.Region,
        TransferModes = [.. seed.TransferModes],
        ResearchFrom = seed.ResearchFrom,
        ResearchTo = seed.ResearchTo,
        Secrecy = seed.Secrecy,
    };

    /// <exception cref="Hosting.RefusedException">The record cannot be replayed: a bug of the seed.</exception>
    public async Task<T> Do<T>(IRequest<Result<T>> request)
    {
        var result = await sender.Send(request, cancel);
        return result.Refusal is { } refusal
            ? throw new Hosting.RefusedException(refusal, string.Create(CultureInfo.InvariantCulture, $"{request.GetType().DeclaringType!.Name}: "))
            : result.Value!;
    }
}
