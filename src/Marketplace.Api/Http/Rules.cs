using System.Collections.Immutable;
using FluentValidation;
using Marketplace.Domain;

namespace Marketplace.Api.Http;

/// <summary>The shapes that members of requests have in common.</summary>
internal static class Rules
{
    /// <summary>What is said to a reader of either language when the rule is broken.</summary>
    public static IRuleBuilderOptions<T, TMember> Says<T, TMember>(this IRuleBuilderOptions<T, TMember> rule, string english, string chinese) =>
        rule.WithMessage(english).WithState(_ => new Phrase(english, chinese));

    /// <summary>Readable text of limited length: not blank, no control characters but line breaks and tabs, no direction overrides.</summary>
    public static IRuleBuilderOptions<T, string?> Text<T>(this IRuleBuilder<T, string?> rule, int longest) =>
        rule.Must(text => text is null || IsText(text, longest)).Says($"Text of 1 to {longest} characters without control characters is expected.", $"应为1至{longest}个字符的文本，不含控制字符。");

    /// <summary>Reasons of a decision, one sentence each.</summary>
    public static IRuleBuilderOptions<T, ImmutableArray<string>?> Reasons<T>(this IRuleBuilder<T, ImmutableArray<string>?> rule) =>
        rule.Must(reasons => reasons is null || (reasons.Value.Length <= 50 && reasons.Value.All(reason => reason is not null && IsText(reason, 500))))
            .Says("At most 50 texts of 1 to 500 characters without control characters are expected.", "最多50条，每条1至500个字符，不含控制字符。");

    public static IRuleBuilderOptions<T, string?> Id<T>(this IRuleBuilder<T, string?> rule, string kind) =>
        rule.Must(id => id is null || Domain.Ids.Is(kind, id)).Says($"An id that begins with {kind}_ is expected.", $"应为以 {kind}_ 开头的编号。");

    public static IRuleBuilderOptions<T, Money> Positive<T>(this IRuleBuilder<T, Money> rule) =>
        rule.Must(money => money > Money.Zero && money <= Money.Largest).Says("An amount above zero is expected.", "金额应大于零。");

    public static IRuleBuilderOptions<T, Money?> Positive<T>(this IRuleBuilder<T, Money?> rule) =>
        rule.Must(money => money is null || (money > Money.Zero && money <= Money.Largest)).Says("An amount above zero is expected.", "金额应大于零。");

    public static IRuleBuilderOptions<T, int?> Limit<T>(this IRuleBuilder<T, int?> rule) =>
        rule.Must(limit => limit is null or (>= 1 and <= 200)).Says("A limit of 1 to 200 is expected.", "应为1至200。");

    /// <summary>A filter of codes: each is one of the enumeration's.</summary>
    public static IRuleBuilderOptions<T, string?> CodesOf<T, TEnum>(this IRuleBuilder<T, string?> rule, TEnum example) where TEnum : struct, Enum =>
        rule.Must(codes => Each(codes, code => Codes.TryParse<TEnum>(code, out _)))
            .Says($"Codes such as {Codes.Of(example)} are expected, with commas between them; see the code list.", $"应为 {Codes.Of(example)} 之类的代码，多个以逗号分隔；见代码表。");

    /// <summary>A filter of ids of one kind.</summary>
    public static IRuleBuilderOptions<T, string?> Ids<T>(this IRuleBuilder<T, string?> rule, string kind) =>
        rule.Must(ids => Each(ids, id => Domain.Ids.Is(kind, id))).Says($"Ids that begin with {kind}_ are expected, with commas between them.", $"应为以 {kind}_ 开头的编号，多个以逗号分隔。");

    /// <summary>A filter of regions by their GB/T 2260 codes; what lies below them counts.</summary>
    public static IRuleBuilderOptions<T, string?> RegionCodes<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(codes => Each(codes, code => Regions.Find(code) is not null)).Says("GB/T 2260 codes are expected, with commas between them; see the code list region.", "应为 GB/T 2260 代码，多个以逗号分隔；见代码表 region。");

    /// <summary>Whether a filter's values are all right. One without any, such as <c>?state=</c>, would filter nothing: a slip must not widen a list.</summary>
    public static bool Each(string? values, Func<string, bool> fits) => values is null || (Codes.Split(values) is { Count: > 0 } each && each.All(fits));

    private static bool IsText(string text, int longest) => text.Length <= longest && text.Trim().Length > 0 && !text.Any(Unprintable);

    /// <summary>A moment in a query, as RFC 3339 with an offset.</summary>
    public static IRuleBuilderOptions<T, string?> Moment<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(text => text is null || Json.TryReadInstant(text, out _)).Says("A time such as 2026-08-01T09:00:00.000Z is expected.", "应为时间，例如 2026-08-01T09:00:00.000Z。");

    /// <summary>Control and format characters that hide or reorder what a person reads, and halves of surrogate pairs.</summary>
    private static bool Unprintable(char c) =>
        (char.IsControl(c) && c is not ('\n' or '\r' or '\t')) || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\uFEFF' or '\uFFFE' or '\uFFFF';
}
