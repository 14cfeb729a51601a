namespace Marketplace.Domain.Auctions;

/// <summary>
/// The format that an announcement chooses, with its numbers: exactly one member is there. It is frozen with the rule set's
/// version.
/// </summary>
public sealed record FormatTerms(SoftClose? SoftClose = null);

/// <summary>增价竞价, 延时: whoever bids last wins, and a bid in the last stretch leaves the whole stretch after it.</summary>
/// <param name="ExtensionSeconds">
/// The stretch: a bid accepted in the last so many seconds moves the end to as many after it. From the rule set's window to
/// 3,600; the rule set's where it is left out.
/// </param>
public sealed record SoftClose(int? ExtensionSeconds = null);
