using System.Collections.Immutable;

namespace Marketplace.Domain.RuleSets;

/// <summary>
/// All versions of the rules: those built into the marketplace and those published since. The single stream
/// <see cref="Stream"/>.
/// </summary>
public sealed record RuleBook(ImmutableArray<RuleSet> Versions) : IState<RuleBook>
{
    public const string Stream = "rules";

    /// <summary>Days for which a change is public before it applies (电子商务法 34).</summary>
    public const int PublicDays = 7;

    public static RuleBook Initial { get; } = new(BuiltInRuleSets.All);

    public RuleBook Apply(Event e) => e switch
    {
        RuleSetPublished published => new(Versions.Add(published.RuleSet)),
        _ => throw new InvalidOperationException($"The rule book does not know the event {e.GetType().Name}."),
    };

    /// <summary>The version of that name, in force or not; absent when there is none.</summary>
    public RuleSet? Find(string version) => Versions.FirstOrDefault(set => set.Version == version);

    /// <summary>
    /// The version that applies on the Shanghai day: the latest to start of the region's own, else of its city's, else of
    /// its province's, else of the country's. Absent before 2010, for which no rules are kept.
    /// </summary>
    /// <param name="region">GB/T 2260 code of six digits, or absent for the country's rules.</param>
    public RuleSet? Find(DateOnly day, string? region = null)
    {
        foreach (var place in PlacesAround(region))
            if (Versions.Where(set => set.Region == place && set.EffectiveFrom <= day).MaxBy(set => set.EffectiveFrom) is { } found)
                return found;
        return null;
    }

    /// <summary>The version in force on the day; the caller knows that the day is not before 2010.</summary>
    public RuleSet InForce(DateOnly day, string? region = null) =>
        Find(day, region) ?? throw new ArgumentOutOfRangeException(nameof(day), day, "No rules are kept for this day.");

    /// <summary>The version in force at the moment.</summary>
    public RuleSet InForce(Instant at, string? region = null) => InForce(at.ShanghaiDay, region);

    /// <summary>
    /// Makes a version public. Refusals: <c>rule_set.version_malformed</c>, <c>rule_set.version_taken</c>,
    /// <c>rule_set.region_malformed</c>, <c>rule_set.notice_too_short</c>, <c>rule_set.day_taken</c>,
    /// <c>rule_set.source_missing</c>, <c>rule_set.value_out_of_range</c>.
    /// </summary>
    public Decision Publish(RuleSet draft, Instant now)
    {
        if (!IsVersion(draft.Version)) return Refuse(RuleSetRefusals.VersionMalformed, "/version");
        if (Find(draft.Version) is not null) return RuleSetRefusals.VersionTaken.With(("version", draft.Version)).At("/version");
        if (draft.Region is not null && !IsRegion(draft.Region)) return Refuse(RuleSetRefusals.RegionMalformed, "/region");

        // Seven whole days: the day on which the seventh ends is already too soon, unless it starts with it.
        var earliest = (Instant.StartOf(now.ShanghaiDay) == now ? now.ShanghaiDay : now.ShanghaiDay.AddDays(1)).AddDays(PublicDays);
        if (draft.EffectiveFrom < earliest)
            return RuleSetRefusals.NoticeTooShort.With(("earliest", earliest.ToString("O"))).At("/effectiveFrom");
        if (Versions.FirstOrDefault(set => set.Region == draft.Region && set.EffectiveFrom == draft.EffectiveFrom) is { } sameDay)
            return RuleSetRefusals.DayTaken.With(("version", sameDay.Version)).At("/effectiveFrom");

        return RuleRanges.Faults(draft) switch
        {
            [] => new RuleSetPublished(draft, now),
            [var one] => one,
            [var first, ..] all => first.Because(all),
        };
    }

    private static Decision Refuse(RefusalType type, string pointer) => ((Refusal)type).At(pointer);

    private static IEnumerable<string?> PlacesAround(string? region)
    {
        if (region is not null)
        {
            yield return region;
            if (region.Length == 6)
            {
                if (!region.EndsWith("00", StringComparison.Ordinal)) yield return region[..4] + "00";
                if (!region.EndsWith("0000", StringComparison.Ordinal)) yield return region[..2] + "0000";
            }
        }
        yield return null;
    }

    private static bool IsRegion(string text) => text.Length == 6 && text.All(char.IsAsciiDigit);

    private static bool IsVersion(string text) =>
        text.Length is >= 3 and <= 40 && text[0] != '-' && text[^1] != '-' && !text.Contains("--", StringComparison.Ordinal)
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
