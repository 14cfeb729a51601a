namespace Marketplace.Api.Seeding;

/// <summary>
/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers for the same seed on every machine and in every version of the runtime,
/// which the runtime's own generator does not promise.
/// </summary>
internal sealed class SplitMix(ulong seed)
{
    private ulong state = seed;

    public SplitMix(params ReadOnlySpan<int> parts) : this(0UL)
    {
        foreach (var part in parts) state = (state + (ulong)part + 1) * 0x9E3779B97F4A7C15UL ^ Next();
    }

    public ulong Next()
    {
        var z = state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>0 to below the bound, which is small against 2^64: the bias does not matter here.</summary>
    public int Below(int bound) => (int)(Next() % (ulong)bound);

    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
