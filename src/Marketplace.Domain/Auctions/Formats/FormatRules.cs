using Marketplace.Domain.RuleSets;

namespace Marketplace.Domain.Auctions;

/// <summary>Whether a format may be announced with its numbers.</summary>
static class FormatRules
{
    private const int MostExtensionSeconds = 3600, LongestStage = 604_800;

    /// <summary>The format with every number filled in.</summary>
    internal static FormatTerms Complete(FormatTerms? format, RuleSet rules) =>
        (format ?? new FormatTerms(new SoftClose())) is { SoftClose: { ExtensionSeconds: null } soft } open
            ? open with { SoftClose = soft with { ExtensionSeconds = rules.Auction.ExtensionWindowSeconds } }
            : format!;

    /// <summary>Whether amounts are called out, so that there must be a ladder for them.</summary>
    internal static bool NeedsLadder(FormatTerms? format) => format?.Kind is not (AuctionFormat.Dutch or AuctionFormat.SealedFirstPrice);

    /// <summary>Whether the least hours of 法释〔2016〕18号 20 apply, which speaks of ascending bids.</summary>
    internal static bool Ascends(FormatTerms? format) => format?.Kind is null or AuctionFormat.SoftClose or AuctionFormat.TimedRounds or AuctionFormat.Turns;

    /// <summary>Whether the others cannot answer a priority, so that it is used once they have bid.</summary>
    private static bool MatchedAtEnd(FormatTerms? format) =>
        format?.Kind is AuctionFormat.Turns or AuctionFormat.Dutch or AuctionFormat.DutchSealedBest or AuctionFormat.SealedFirstPrice;

    /// <summary>How long the price stands at the end for those with a priority; absent where there is nobody, or where they match it before.</summary>
    internal static int? MatchSeconds(AuctionTerms terms, RuleSet rules) => terms.Priority is { Notices.IsDefaultOrEmpty: false } priority && MatchedAtEnd(terms.Format)
        ? priority.MatchSeconds ?? Math.Max(60, rules.Auction.ExtensionWindowSeconds.Value) : null;

    /// <summary>The least time that the auction takes behind the announced end.</summary>
    internal static TimeSpan Behind(AuctionTerms terms, RuleSet rules) => TimeSpan.FromSeconds((MatchSeconds(terms, rules) ?? 0) + terms.Format switch
    {
        { TimedRounds: { } timed } => timed.RoundSeconds,
        { SealedFirstPrice: { } @sealed } => @sealed.RevealSeconds,
        { DutchSealedBest: { } best } => (long)best.SealedSeconds + best.RevealSeconds + best.BestSeconds,
        _ => 0,
    });

    internal static IEnumerable<Refusal> Faults(AuctionTerms terms, RuleSet rules) => [.. Numbers(terms, rules), .. AtEnd(terms)];

    private static IEnumerable<Refusal> AtEnd(AuctionTerms terms)
    {
        if (terms.Format?.Kind is AuctionFormat.Dutch && terms.Sale is { NextBidder: true } && terms.Priority is not { Notices.IsDefaultOrEmpty: false })
            yield return ((Refusal)AuctionRefusals.NextBidderImpossible).At("/sale/nextBidder");
        if (terms.Priority?.MatchSeconds is not { } seconds) yield break;
        if (!MatchedAtEnd(terms.Format)) yield return ((Refusal)PriorityRefusals.MatchedWhileBidding).At("/priority/matchSeconds");
        else if (seconds is < 60 or > LongestStage) yield return AuctionRefusals.FormatOutOfRange.With(("min", 60), ("max", LongestStage)).At("/priority/matchSeconds");
    }

    private static IEnumerable<Refusal> Numbers(AuctionTerms terms, RuleSet rules) => terms.Format switch
    {
        null => [],
        { Kind: null } => [((Refusal)AuctionRefusals.FormatUnclear).At("/format")],
        { SoftClose: { ExtensionSeconds: { } seconds } } when seconds < rules.Auction.ExtensionWindowSeconds || seconds > MostExtensionSeconds =>
        [
            AuctionRefusals.ExtensionOutOfRange.With(("ruleSet", rules.Version), ("min", rules.Auction.ExtensionWindowSeconds.Value), ("max", MostExtensionSeconds))
                .At("/format/softClose/extensionSeconds"),
        ],
        { TimedRounds: { } timed } =>
        [
            .. Between(timed.RoundSeconds, 10, 3600, "timedRounds/roundSeconds"),
            .. terms.WholeSteps ? (IEnumerable<Refusal>)[] : [((Refusal)AuctionRefusals.WholeStepsRequired).At("/wholeSteps")],
        ],
        { Turns: { } turns } =>
        [
            .. Between(turns.Rounds, 1, 10, "turns/rounds"), .. Between(turns.TurnSeconds, 10, 3600, "turns/turnSeconds"),
            .. Between(turns.PauseSeconds, 0, 3600, "turns/pauseSeconds"),
        ],
        // The first to accept is the only one to bid.
        { Dutch: not null } when terms.TwoBiddersNeeded || !rules.Auction.SingleBidderSuffices => [((Refusal)AuctionRefusals.OneBidderDecides).At("/twoBiddersNeeded")],
        { Dutch: { } dutch } => Schedule(terms, dutch.Reduction, dutch.Reductions, dutch.StepSeconds, "dutch"),
        { DutchSealedBest: { } best } =>
        [
            .. Schedule(terms, best.Reduction, best.Reductions, best.StepSeconds, "dutchSealedBest"),
            .. Between(best.SealedSeconds, 60, LongestStage, "dutchSealedBest/sealedSeconds"),
            .. Between(best.RevealSeconds, 60, LongestStage, "dutchSealedBest/revealSeconds"),
            .. Between(best.BestSeconds, 60, LongestStage, "dutchSealedBest/bestSeconds"),
        ],
        { SealedFirstPrice: { } first } => Between(first.RevealSeconds, 60, LongestStage, "sealedFirstPrice/revealSeconds"),
        _ => [],
    };

    /// <summary>The last price is above zero, and the announced end is where the schedule has it.</summary>
    private static Refusal[] Schedule(AuctionTerms terms, Money reduction, int reductions, int stepSeconds, string format)
    {
        Refusal[] numbers = [.. Between(reductions, 1, 500, $"{format}/reductions"), .. Between(stepSeconds, 1, 86_400, $"{format}/stepSeconds")];
        if (numbers.Length > 0) return numbers;
        var most = new Money(Math.Max(0, terms.StartPrice.Fen - 1) / reductions);
        if (reduction <= Money.Zero || reduction > most)
            return [AuctionRefusals.FormatOutOfRange.With(("min", new Money(1)), ("max", most)).At($"/format/{format}/reduction")];
        var end = terms.OpensAt + TimeSpan.FromSeconds((reductions + 1L) * stepSeconds);
        return terms.ClosesAt == end ? [] : [AuctionRefusals.ScheduleDiffers.With(("closesAt", end)).At("/closesAt")];
    }

    private static IEnumerable<Refusal> Between(int number, int min, int max, string member)
    {
        if (number < min || number > max) yield return AuctionRefusals.FormatOutOfRange.With(("min", min), ("max", max)).At($"/format/{member}");
    }
}
