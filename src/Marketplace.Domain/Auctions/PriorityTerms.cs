using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Marketplace.Domain.Deals;

namespace Marketplace.Domain.Auctions;

/// <summary>优先权: who may match the price by a right of the law, as far as the achievement's record tells.</summary>
/// <param name="Notices">One for each of these holders.</param>
/// <param name="MatchSeconds">
/// How long the price stands for them once the others have bid; 60 to 604,800. Absent before the announcement for the rule set's window of
/// extension (60 at least), and in formats in which they match it while the others bid.
/// </param>
public sealed record PriorityTerms(ImmutableArray<PriorityNotice> Notices, int? MatchSeconds = null)
{
    /// <summary>Who was told.</summary>
    [JsonIgnore]
    public ImmutableArray<PriorityHolder> Holders => [.. Notices.Select(notice => new PriorityHolder(notice.Holder, notice.Number))];
}

/// <summary>
/// A holder of a priority was told that the lot is put up (法释〔2016〕18号 16). Who it is the achievement's record says, the auction's does
/// not.
/// </summary>
/// <param name="Holder">By what it holds the priority.</param>
/// <param name="Number">Which of its kind on the achievement's record, from 1.</param>
/// <param name="Rank">Under the rules of the announcement: 1 goes before 2.</param>
/// <param name="NotifiedOn">The day, Shanghai, on which the notice arrived; where nobody could be reached, the last day of the public notice in its place.</param>
/// <param name="Reference">Of the notice, such as the number of a registered letter. Published with the record after the end, so it names nobody.</param>
public sealed record PriorityNotice(HolderKind Holder, int Number, int Rank, DateOnly NotifiedOn, string Reference);

/// <summary>One whom the law gives a priority.</summary>
/// <param name="Number">Which of its kind on the achievement's record, from 1.</param>
public readonly record struct PriorityHolder(HolderKind Kind, int Number);
