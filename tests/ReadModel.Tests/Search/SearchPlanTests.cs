using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Listings;
using Marketplace.ReadModel.Files;
using Marketplace.ReadModel.Queries;
using Marketplace.ReadModel.Search;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using static Marketplace.ReadModel.Tests.Story;

namespace Marketplace.ReadModel.Tests.Search;

/// <summary>What a search costs must not grow with what there is: no statement of it sorts, whatever is asked and in which order.</summary>
public sealed class SearchPlanTests
{
    private const int Documents = 400;

    private Shop shop = null!;
    private ViewFile file = null!;

    [OneTimeSetUp]
    public async Task OpenAsync()
    {
        shop = await Shop.OpenAsync();
        long last = 0;
        for (var i = 0; i < Documents; i++)
        {
            var (achievement, listing) = (Shop.Achievement(i), Id(Ids.Listing, i));
            await shop.Market.Log.AppendAsync(achievement, Approved(new AchievementContent
            {
                TitleZh = $"玻璃窑炉第{i}号薄膜方法", TitleEn = "Glass furnace films", Keywords = ["薄膜"], Field = (TechnicalField)(i % 5), Stage = (AchievementStage)(i % 3), Region = i % 2 == 0 ? "330106" : "110108",
                PriceIntention = i % 4 == 0 ? null : new Money(i * 1_000_00L),
            }));
            last = await shop.Market.Log.AppendAsync(listing, [new ListingOpened(achievement, University, Operator, TransferMode.Transfer, PriceMethod.Listing, i % 5 == 0 ? null : new Money(i * 2_000_00L), null, At("2026-08-05"))]);
        }
        await shop.Market.Views.ReachAsync(last);
        file = new ViewFile(Directory.GetFiles(shop.Market.Log.Folder, "read-model-0.*.db").Single());
    }

    [OneTimeTearDown]
    public async Task CloseAsync() => await shop.DisposeAsync();

    private static IEnumerable<MarketSearch> Searches() =>
        from text in new[] { null, "膜", "薄膜", "玻璃窑炉", "薄膜 glass", "无此" }
        from order in Enum.GetValues<SearchOrder>()
        from filtered in new Func<MarketSearch, MarketSearch>[]
        {
            search => search,
            search => search with { PriceFrom = 50_000_00, PriceTo = 300_000_00 },
            search => search with { PriceTo = 300_000_00 },
            search => search with { Kinds = [SearchKind.Listing, SearchKind.Auction], Fields = [TechnicalField.ElectronicInformation], Regions = ["330000", "110000"], Stages = [AchievementStage.Mature], Statuses = ["open"] },
            search => search with { PublishedFrom = new Instant(0), PublishedBefore = new Instant(long.MaxValue / 2), PriceFrom = 1 },
        }
        // Few hits go one way and too many to be counted another.
        from most in new[] { MarketSearch.MostCounted, 30 }
        select filtered(new MarketSearch { Text = text, OrderBy = order, Limit = 7, CountedAtMost = most, RankedAtMost = most == 30 ? 20 : MarketSearch.MostRanked });

    [Test]
    public void No_statement_of_a_search_sorts_what_it_finds()
    {
        var statements = new HashSet<string>(StringComparer.Ordinal);
        var connection = file.Rent()!;
        try
        {
            raw.sqlite3_trace(connection.Handle!, (strdelegate_trace)((_, sql) => statements.Add(sql)), null);
            foreach (var first in Searches()) Pages(connection, first, 3);
            raw.sqlite3_trace(connection.Handle!, (strdelegate_trace)null!, null);
            var asked = statements.Where(sql => sql.StartsWith("select", StringComparison.OrdinalIgnoreCase) && sql.Contains("search_", StringComparison.Ordinal)).ToList();
            Assert.That(asked, Has.Count.GreaterThan(100));
            Assert.That(asked.Any(sql => sql.Contains("order by coalesce(price, -1) desc", StringComparison.Ordinal)), "the order of price is read from its index");
            Assert.That(asked.Where(sql => Plan(connection, sql).Contains("USE TEMP B-TREE", StringComparison.Ordinal)), Is.Empty);
        }
        finally
        {
            file.Return(connection, sound: true);
        }
    }

    private static void Pages(SqliteConnection connection, MarketSearch search, int most)
    {
        using var transaction = connection.BeginTransaction(deferred: true);
        for (var page = 0; page < most; page++)
        {
            if (search.Run(new Reading(connection, transaction)).Next is not { } next) return;
            search = search with { After = next };
        }
    }

    private static string Plan(SqliteConnection connection, string sql)
    {
        using var explain = connection.CreateCommand();
        explain.CommandText = $"explain query plan {sql}";
        using var row = explain.ExecuteReader();
        var plan = "";
        while (row.Read()) plan += row.GetString(3) + "\n";
        return plan;
    }
}
