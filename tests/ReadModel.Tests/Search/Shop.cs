using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.ReadModel.Search;
using static Marketplace.ReadModel.Tests.Story;

namespace Marketplace.ReadModel.Tests.Search;

/// <summary>A market whose achievements are found by their texts.</summary>
sealed class Shop : IAsyncDisposable
{
    private Shop(Market market) => Market = market;

    public Market Market { get; }

    public static async Task<Shop> OpenAsync() => new(await Market.OpenAsync());

    public static string Achievement(int number) => Id(Ids.Achievement, number);

    public async Task ApproveAsync(int number, AchievementContent content) => await Market.HappenAsync(Achievement(number), Approved(content));

    /// <summary>Approves one achievement for each title, from 0 on.</summary>
    public async Task ApproveAsync(IReadOnlyList<string> titles)
    {
        long last = 0;
        for (var i = 0; i < titles.Count; i++) last = await Market.Log.AppendAsync(Achievement(i), Approved(new AchievementContent { TitleZh = titles[i] }));
        await Market.Views.ReachAsync(last);
    }

    public SearchAnswer Ask(MarketSearch search) => Market.Views.Ask(search);

    public SearchAnswer Ask(string text) => Ask(new MarketSearch { Text = text, Limit = 200 });

    public string[] Found(MarketSearch search) => [.. Ask(search).Hits.Select(hit => hit.Resource)];

    public string[] Found(string text) => Found(new MarketSearch { Text = text, Limit = 200 });

    /// <summary>All pages of a search, with something done between two.</summary>
    public async Task<List<string>> PagesAsync(MarketSearch search, Func<int, Task>? between = null)
    {
        var seen = new List<string>();
        for (var page = 0; ; page++)
        {
            var answer = Ask(search);
            seen.AddRange(answer.Hits.Select(hit => hit.Resource));
            if (answer.Next is null) return seen;
            search = search with { After = answer.Next };
            if (between is not null) await between(page);
        }
    }

    public async ValueTask DisposeAsync() => await Market.DisposeAsync();
}
