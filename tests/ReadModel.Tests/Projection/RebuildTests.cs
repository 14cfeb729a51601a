using System.Runtime.CompilerServices;
using Marketplace.Domain;
using Marketplace.Domain.Demands;
using Marketplace.Log;
using Marketplace.ReadModel.Projection;
using Microsoft.Data.Sqlite;
using static Marketplace.ReadModel.Tests.Story;

namespace Marketplace.ReadModel.Tests.Projection;

public sealed class RebuildTests
{
    [TestCase(1, false)]
    [TestCase(2, false)]
    [TestCase(3, true)]
    [TestCase(4, true)]
    [TestCase(5, true)]
    public async Task Rebuilt_from_zero_all_rows_of_a_random_market_are_those_of_following_along(int seed, bool withFaults)
    {
        await using var market = await Market.OpenAsync();
        var random = new Random(seed);
        long last = 0;
        foreach (var commit in RandomMarket.Of(seed, 25, withFaults).Chunk(40))
        {
            foreach (var run in commit.GroupBy(c => c.Stream)) last = await market.Log.AppendAsync(run.Key, [.. run.Select(c => c.Event)]);
            if (random.Next(3) == 0) await market.Views.ReachAsync(last);
        }
        await market.Views.ReachAsync(last);
        Assert.That(market.Views.ParkedStreams.Count, withFaults ? Is.Positive : Is.Zero, string.Join('\n', market.Views.ParkedStreams));

        var followed = await market.Views.DumpAsync();
        await market.Views.RebuildAsync(CancellationToken.None);
        Assert.That(await market.Views.DumpAsync(), Is.EqualTo(followed));
        await using var fromOneByOne = await market.Log.OpenViewsAsync(Views.All, folder: Path.Combine(market.Log.Folder, "again"));
        await fromOneByOne.ReachAsync(last);
        Assert.That(await fromOneByOne.DumpAsync(), Is.EqualTo(followed));
    }

    [Test]
    public async Task Texts_that_changed_and_went_leave_no_term_in_the_rows_that_are_compared()
    {
        await using var market = await Market.OpenAsync();
        long last = 0;
        for (var round = 0; round < 6; round++)
        {
            for (var i = 0; i < 40; i++)
            {
                var content = Demanded($"第{round}轮第{i}号窑炉余热需求");
                Event e = round == 0 ? new DemandPosted(Glassworks, content, At("2026-08-05")) : round == 5 && i % 3 == 0 ? new DemandClosed(DemandClosureReason.NoLongerNeeded, null, At("2026-08-09")) : new DemandRevised(content, At("2026-08-08"));
                last = await market.Log.AppendAsync(Id(Ids.Demand, i), [e]);
            }
            await market.Views.ReachAsync(last);
        }
        var followed = await market.Views.DumpAsync();
        await market.Views.RebuildAsync(CancellationToken.None);
        Assert.That(await market.Views.DumpAsync(), Is.EqualTo(followed));
    }

    /// <summary>
    /// A view that follows a concept must say of each of its events what it does with it, even if nothing. An event that
    /// is added to the concept and forgotten here would park its streams in production.
    /// </summary>
    [Test]
    public void Every_view_knows_every_event_of_the_concepts_it_follows()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var rows = new Rows(connection);
        var unknown = from view in Views.All from e in EventCatalogue.All where !Knows(view.Open(rows), Of(e.Type, e.Name, e.Version)) select $"{view.Name} does not know {e.Name}";
        Assert.That(unknown, Is.Empty);
    }

    private static bool Knows(IProjection projection, LogEvent e)
    {
        try
        {
            projection.Apply(e);
            return true;
        }
        catch (Exception fault)
        {
            // An event without content and a database without tables: what is known may well stumble over them.
            return fault is not NotProjectedException;
        }
    }

    private static LogEvent Of(Type type, string name, int version) => new(
        new StoredEvent { Position = 1, Stream = "auc_1-refusals", Version = 1, Type = name, TypeVersion = version, At = 0, Actor = "", Salt = [], Data = [] },
        RuntimeHelpers.GetUninitializedObject(type));

    [Test]
    public void An_event_that_a_later_build_adds_to_a_concept_is_not_passed_over_in_silence()
    {
        Assert.That(() => NotProjectedException.ThrowIfOf(typeof(Said), "words", Of(typeof(Said), "said", 1)), Throws.TypeOf<NotProjectedException>());
        Assert.That(() => NotProjectedException.ThrowIfOf(typeof(Event), "words", Of(typeof(Said), "said", 1)), Throws.Nothing);
    }
}
