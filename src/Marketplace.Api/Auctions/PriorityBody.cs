using System.Collections.Immutable;
using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.Deals;

namespace Marketplace.Api.Auctions;

/// <summary>What an announcement says of those who hold a priority (民法典 847, 859, 860).</summary>
/// <param name="Notices">One for each co-owner, the client and each completer of the achievement's record, where the listing passes ownership.</param>
/// <param name="MatchSeconds">
/// How long the price stands for them once the others have bid, where these cannot answer: in turns, Dutch and sealed formats; 60 to 604,800,
/// the rule set's window of extension where it is left out. In a soft close and in timed rounds they match it while the bidding runs.
/// </param>
public sealed record PriorityBody(ImmutableArray<PriorityBody.Notice> Notices, int? MatchSeconds = null)
{
    /// <param name="Holder">By what it holds the priority.</param>
    /// <param name="Number">Which of its kind on the achievement's record, from 1.</param>
    /// <param name="NotifiedOn">The day on which the notice arrived; where nobody could be reached, the last of the five days of the public notice in its place (法释〔2016〕18号 16).</param>
    /// <param name="Reference">Of the notice, such as the number of a registered letter. It is published with the record after the end, so it names nobody.</param>
    public sealed record Notice(HolderKind Holder, int Number, DateOnly NotifiedOn, string Reference);

    internal PriorityTerms Terms => new([.. Notices.Select(notice => new PriorityNotice(notice.Holder, notice.Number, 0, notice.NotifiedOn, notice.Reference))], MatchSeconds);

    internal sealed class Validator : AbstractValidator<PriorityBody>
    {
        public Validator() => RuleForEach(p => p.Notices).NotNull().Says("A value is expected.", "此处须有值。")
            .ChildRules(notice => notice.RuleFor(n => n.Reference).Text(100)).When(p => !p.Notices.IsDefault);
    }
}
