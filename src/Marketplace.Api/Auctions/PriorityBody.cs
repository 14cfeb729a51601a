using System.Collections.Immutable;
using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.Deals;

namespace Marketplace.Api.Auctions;

/// <summary>What an announcement says of those who hold a priority (民法典 847, 859, 860).</summary>
/// <param name="Notices">One for each co-owner, the client and each completer of the achievement's record, where the listing passes ownership.</param>
public sealed record PriorityBody(ImmutableArray<PriorityBody.Notice> Notices)
{
    /// <param name="Holder">By what it holds the priority.</param>
    /// <param name="Number">Which of its kind on the achievement's record, from 1.</param>
    /// <param name="NotifiedOn">The day on which the notice arrived; where nobody could be reached, the last of the five days of the public notice in its place (法释〔2016〕18号 16).</param>
    /// <param name="Reference">Of the notice, such as the number of a registered letter. It is published with the record after the end, so it names nobody.</param>
    public sealed record Notice(HolderKind Holder, int Number, DateOnly NotifiedOn, string Reference);

    internal PriorityTerms Terms => new([.. Notices.Select(notice => new PriorityNotice(notice.Holder, notice.Number, 0, notice.NotifiedOn, notice.Reference))]);

    internal sealed class Validator : AbstractValidator<PriorityBody>
    {
        public Validator() => RuleForEach(p => p.Notices).NotNull().Says("A value is expected.", "此处须有值。")
            .ChildRules(notice => notice.RuleFor(n => n.Reference).Text(100)).When(p => !p.Notices.IsDefault);
    }
}
