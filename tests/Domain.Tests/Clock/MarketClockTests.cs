using Marketplace.Domain.Clock;
using Marketplace.Domain.Tests.Common;

namespace Marketplace.Domain.Tests.Clock;

public class MarketClockTests
{
    // 2026-11-20 10:00 in Shanghai.
    private static readonly Instant Start = Parties.Now;
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    private static MarketClock Ordered(Instant until) => MarketClock.Initial.After(MarketClock.Initial.Order(until, Start));

    [Test]
    public void A_clock_never_moved_shows_system_time() => Assert.That(MarketClock.Initial.Now(Start), Is.EqualTo(Start));

    [Test]
    public void An_advance_of_15_days_arrives_in_one_step_when_nothing_falls_due()
    {
        var clock = Ordered(Start + 15 * Day);
        Assert.That(clock.Now(Start), Is.EqualTo(Start), "an order moves nothing yet");
        clock = clock.After(clock.Move(Start + 15 * Day, Start));
        Assert.That(clock, Is.EqualTo(new MarketClock(15 * Day, Start + 15 * Day)), "there, and what is due at this very moment comes first");
        var arrived = clock.Move(Start + 15 * Day, Start);
        Assert.That(arrived.Events, Is.EqualTo(new Event[] { new ClockArrived() }));
        Assert.That(clock.After(arrived), Is.EqualTo(new MarketClock(15 * Day, null)));
    }

    [Test]
    public void What_falls_due_on_day_7_and_day_9_is_a_step_each()
    {
        var clock = Ordered(Start + 15 * Day);
        clock = clock.After(clock.Move(Start + 7 * Day, Start));
        Assert.That(clock, Is.EqualTo(new MarketClock(7 * Day, Start + 15 * Day)));
        clock = clock.After(clock.Move(Start + 9 * Day, Start + Millisecond));
        Assert.That(clock, Is.EqualTo(new MarketClock(9 * Day - Millisecond, Start + 15 * Day)));
        clock = clock.After(clock.Move(Start + 30 * Day, Start + 2 * Millisecond));
        Assert.That(clock.Now(Start + 2 * Millisecond), Is.EqualTo(Start + 15 * Day), "the target bounds every step");
        clock = clock.After(clock.Move(Start + 30 * Day, Start + 3 * Millisecond));
        Assert.That(clock.Target, Is.Null);
    }

    [Test]
    public void The_present_moment_is_not_ahead() =>
        Assert.That(MarketClock.Initial.Order(Start, Start).Refusal, Has.Property("Code").EqualTo("clock.backwards").And.Property("Pointer").EqualTo("/until"));

    [Test]
    public void One_millisecond_ahead_is() =>
        Assert.That(MarketClock.Initial.Order(Start + Millisecond, Start).Events, Is.EqualTo(new Event[] { new ClockAdvanceOrdered(Start + Millisecond) }));

    [Test]
    public void Ten_years_go_in_one_step_and_a_millisecond_more_does_not()
    {
        Assert.That(MarketClock.Initial.Order(Start + MarketClock.LongestStep, Start).Refused, Is.False);
        Assert.That(MarketClock.Initial.Order(Start + MarketClock.LongestStep + Millisecond, Start).Code(), Is.EqualTo("clock.too_far"));
    }

    [Test]
    public void A_clock_on_its_way_takes_no_second_order() =>
        Assert.That(Ordered(Start + Day).Order(Start + 2 * Day, Start).Code(), Is.EqualTo("clock.moving"));

    [Test]
    public void A_move_without_an_order_does_nothing() => Assert.That(MarketClock.Initial.Move(Start + Day, Start).Events, Is.Empty);

    [Test]
    public void A_step_that_the_clock_crawled_past_does_nothing()
    {
        var clock = Ordered(Start + Day);
        Assert.That(clock.Move(Start + 5 * Millisecond, Start + 6 * Millisecond).Events, Is.Empty);
    }

    [Test]
    public void A_target_that_the_clock_crawled_past_ends_the_advance_without_going_back()
    {
        var clock = Ordered(Start + 3 * Millisecond);
        clock = clock.After(clock.Move(Start + 3 * Millisecond, Start + 10 * Millisecond));
        Assert.That(clock, Is.EqualTo(new MarketClock(TimeSpan.Zero, null)));
    }

    /// <summary>Each pair is an order (even) or a step (odd) of so many hours ahead, while system time passes.</summary>
    [Property]
    public bool Market_time_never_goes_back_and_never_falls_behind_system_time((byte Kind, byte Hours, byte Passed)[] script)
    {
        var (clock, system, shown) = (MarketClock.Initial, Start, Start);
        var events = new List<Event>();
        foreach (var (kind, hours, passed) in script)
        {
            system += passed * TimeSpan.FromMinutes(7);
            var to = clock.Now(system) + (hours - 20) * TimeSpan.FromHours(1);
            var decision = kind % 2 == 0 ? clock.Order(to, system) : clock.Move(to, system);
            var target = clock.Target;
            events.AddRange(decision.Events);
            clock = decision.Events.Aggregate(clock, (at, e) => at.Apply(e));
            var now = clock.Now(system);
            if (now < shown || now < system) return false;
            if (decision.Events is [ClockMoved moved] && (moved.To != now || (target > shown && moved.To > Instant.Max(target.Value, now)))) return false;
            shown = now;
        }

        return Folding.Replay<MarketClock>(events) == clock;
    }
}
