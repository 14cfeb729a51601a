using Marketplace.ReadModel.Projection;
using Microsoft.Data.Sqlite;

namespace Marketplace.ReadModel.Tests.Projection;

public sealed class ParkedStreamTests
{
    private TestLog log = null!;

    [SetUp]
    public async Task OpenAsync() => log = await TestLog.OpenAsync(new WordModel());

    [TearDown]
    public async Task CloseAsync() => await log.DisposeAsync();

    private static WordView Refusing(string word, string name = "words") =>
        new(name, before: w => { if (w == word) throw new FormatException($"'{w}' cannot be read."); });

    [Test]
    public async Task An_event_that_a_view_cannot_take_parks_its_stream_and_everything_else_goes_on()
    {
        await using var views = await log.OpenViewsAsync([Refusing("bad"), new WordView("others")]);
        await log.AppendAsync("a", new Said("x"), new Said("bad"), new Said("x"));
        await views.ReachAsync(await log.AppendAsync("b", new Said("x")));

        var parked = views.ParkedStreams.Single();
        Assert.That(parked, Is.EqualTo(new ParkedStream { View = "words", Stream = "a", Position = 2, Error = "FormatException: 'bad' cannot be read." }));
        Assert.That(views.Ask(new WordCount("x")).Said, Is.EqualTo(2), "one before the bad word in a, none after it, one in b");
        Assert.That(await views.DumpAsync(), Does.Contain("stream='a' | word='bad' | said=1"), "the other view took it");
        Assert.That(views.Status.ParkedStreams, Is.EqualTo(1));
    }

    [Test]
    public async Task A_view_with_a_parked_stream_says_that_it_is_incomplete_and_what_was_half_done_is_gone()
    {
        await using var views = await log.OpenViewsAsync([Refusing("bad")]);
        await views.ReachAsync(await log.AppendAsync("a", new Said("x"), new Said("x")));
        Assert.That(views.Ask(new WordTotal()), Is.EqualTo((2L, 2L, false)));

        await views.ReachAsync(await log.AppendAsync("a", new Said("y"), new Said("bad"), new Said("y")));
        Assert.That(views.Ask(new WordTotal()), Is.EqualTo((3L, 3L, true)));
    }

    [Test]
    public async Task A_parked_stream_stays_parked_when_the_process_starts_again()
    {
        await using (var views = await log.OpenViewsAsync([Refusing("bad")]))
            await views.ReachAsync(await log.AppendAsync("a", new Said("bad")));
        await using var again = await log.OpenViewsAsync([new WordView()]);
        await again.ReachAsync(await log.AppendAsync("a", new Said("x")));

        Assert.That(again.Ask(new WordCount("x")).Said, Is.Zero);
        Assert.That(again.ParkedStreams, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_rebuild_with_a_view_that_can_read_the_event_ends_the_parking()
    {
        var mended = false;
        await using var views = await log.OpenViewsAsync([new WordView(before: w => { if (w == "bad" && !mended) throw new FormatException("not yet"); })]);
        await views.ReachAsync(await log.AppendAsync("a", new Said("bad"), new Said("x")));
        Assert.That(views.ParkedStreams, Has.Count.EqualTo(1));

        mended = true;
        await views.RebuildAsync(CancellationToken.None);
        Assert.That(views.ParkedStreams, Is.Empty);
        Assert.That(views.Ask(new WordTotal()), Is.EqualTo((2L, 2L, false)));
    }

    [Test]
    public async Task A_full_disk_is_not_held_against_the_event()
    {
        var full = 3;
        await using var views = await log.OpenViewsAsync([new WordView(before: _ => { if (full-- > 0) throw new SqliteException("database or disk is full", 13); })]);
        await views.ReachAsync(await log.AppendAsync("a", new Said("x")));

        Assert.That(views.ParkedStreams, Is.Empty);
        Assert.That(views.Ask(new WordTotal()), Is.EqualTo((1L, 1L, false)));
        Assert.That(views.Status.State, Is.EqualTo(ProjectorState.Following));
    }

    [Test]
    public async Task In_front_of_an_event_of_an_unknown_type_the_views_stop_and_are_not_ready()
    {
        await log.AppendAsync("a", new Said("x"), new Said("x"), new Said("novel"), new Said("x"));
        // A process of an older build reads the same log.
        var older = new Log.Feed(log.Store, new WordModel(unknown: "novelty"));
        await using var views = await log.OpenViewsAsync([new WordView()], feed: older);
        Waiting.Until(() => views.Status.State is ProjectorState.Stopped);

        Assert.That(views.Position, Is.EqualTo(2));
        Assert.That(views.Ask(new WordCount("x")), Is.EqualTo((2L, 2L)));
        Assert.That(views.Status.Ready, Is.False);
        Assert.That(views.Status.Fault, Is.EqualTo("Event 'novelty' version 1 is not known to this build. A newer version of the marketplace wrote it."));
    }
}
