using System.Text.Json;
using System.Text.Json.Serialization;
using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.AuctionSessions;
using Marketplace.Domain.Contracts;

namespace Marketplace.Api.Sandbox;

/// <summary>The public record that the sandbox replays, as the embedded files hold it; they say what is published and what is generated.</summary>
internal static class SeedFiles
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    public static IReadOnlyList<SeedOrganization> Organizations { get; } = Read<OrganizationsFile>("organizations.json").Organizations;

    public static IReadOnlyList<SeedSession> Sessions { get; } = Read<SessionsFile>("zhejiang-sessions.json").Sessions;

    public static IReadOnlyList<SeedDemand> Demands { get; } = Read<DemandsFile>("demands.json").Demands;

    private static T Read<T>(string name)
    {
        using var stream = typeof(SeedFiles).Assembly.GetManifestResourceStream($"seed/{name}")!;
        return JsonSerializer.Deserialize<T>(stream, Options)!;
    }

    private sealed record OrganizationsFile(IReadOnlyList<SeedOrganization> Organizations);

    private sealed record DemandsFile(IReadOnlyList<SeedDemand> Demands);

    private sealed record SessionsFile(IReadOnlyList<SeedSession> Sessions);
}

internal sealed record SeedOrganization(
    string Key, string NameZh, string? NameEn, OrganizationKind Kind, PartyKind? PartyKind, string Region, string CreditCode, string? OfficePoint);

/// <param name="Date">yyyy-MM-dd, or shorter where the record is less precise.</param>
internal sealed record SeedSession(string Id, string Date, string NameZh, string Organizer, string AuctionHouse, IReadOnlyList<SeedLot> Lots, SessionSeries Series, string? Host)
{
    /// <summary>The day; where the record gives only a month or a year, its middle.</summary>
    public DateOnly Day => Date.Length switch
    {
        4 => new DateOnly(int.Parse(Date), 7, 1),
        7 => new DateOnly(int.Parse(Date[..4]), int.Parse(Date[5..]), 15),
        _ => DateOnly.ParseExact(Date, "yyyy-MM-dd"),
    };
}

internal sealed record SeedLot(long StartWanYuan, long HammerWanYuan, long? IncrementWanYuan, string Seller, string Buyer, SeedAchievement Achievement, IReadOnlyList<SeedBid>? Bids)
{
    /// <summary>The published bids; where only start and hammer price are known, another bidder at the start and the buyer at the hammer price.</summary>
    public IReadOnlyList<SeedBid> AllBids(string rival) =>
        Bids ?? (HammerWanYuan == StartWanYuan ? [new SeedBid(Buyer, HammerWanYuan)] : [new SeedBid(rival, StartWanYuan), new SeedBid(Buyer, HammerWanYuan)]);
}

internal sealed record SeedBid(string Bidder, long AmountWanYuan);

internal sealed record SeedAchievement(
    string TitleZh, string SummaryZh, string[] Keywords, TechnicalField Field, AchievementStage Stage, AchievementMaturity? Maturity, AchievementAttribute Attribute,
    AchievementLevel Level, AchievementForm Form, IpRight[] IpRights, string[] Completers, string Region, TransferMode[] TransferModes,
    string ResearchFrom, string ResearchTo, SecrecyDeclaration Secrecy);
