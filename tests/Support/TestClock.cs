namespace Marketplace.Tests;

/// <summary>A clock that stands still until the test moves it; timers fire as it passes them, in order.</summary>
public sealed class TestClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<Timer> timers = [];
    private readonly List<(TimeSpan DueIn, TaskCompletionSource Set)> awaited = [];
    private DateTimeOffset now = start;

    public override DateTimeOffset GetUtcNow() { lock (gate) return now; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public void Advance(TimeSpan by)
    {
        var until = GetUtcNow() + by;
        while (true)
        {
            Timer? next;
            lock (gate)
            {
                next = timers.Where(timer => timer.At <= until).MinBy(timer => timer.At);
                now = next?.At is { } at && at > now ? at : next is null ? until : now;
                next?.Rearm();
            }
            if (next is null) return;
            next.Fire();
        }
    }

    /// <summary>Completes when somebody waits for something that is due in so long, so that a test moves the clock neither too early nor after a guess.</summary>
    public Task AwaitedAsync(TimeSpan dueIn)
    {
        lock (gate)
        {
            if (timers.Any(timer => timer.At == now + dueIn)) return Task.CompletedTask;
            var set = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            awaited.Add((dueIn, set));
            return set.Task;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer(TestClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan period;

        public DateTimeOffset At { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                this.period = period;
                clock.timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan) return true;
                At = clock.now + dueTime;
                clock.timers.Add(this);
                foreach (var (_, set) in clock.awaited.Where(wait => wait.DueIn == dueTime)) set.TrySetResult();
                clock.awaited.RemoveAll(wait => wait.DueIn == dueTime);
                return true;
            }
        }

        public void Rearm()
        {
            if (period > TimeSpan.Zero) At += period;
            else clock.timers.Remove(this);
        }

        public void Fire() => callback(state);

        public void Dispose() { lock (clock.gate) clock.timers.Remove(this); }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
