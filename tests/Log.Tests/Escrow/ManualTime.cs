namespace Marketplace.Log.Tests.Escrow;

/// <summary>System time that stands until it is set. It starts at 2026-03-02 09:00 in Shanghai.</summary>
public sealed class ManualTime : TimeProvider
{
    public const long Start = 1_772_413_200_000;

    private long now = Start;

    /// <summary>Unix milliseconds.</summary>
    public long Now
    {
        get => Interlocked.Read(ref now);
        set => Interlocked.Exchange(ref now, value);
    }

    /// <summary>Part of a millisecond that the log must not see.</summary>
    public long Ticks { get; set; }

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(Now).AddTicks(Ticks);
}
