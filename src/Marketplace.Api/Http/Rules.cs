using FluentValidation;
using Marketplace.Domain;

namespace Marketplace.Api.Http;

/// <summary>The shapes that members of requests have in common.</summary>
internal static class Rules
{
    /// <summary>Readable text of limited length: not blank, no control characters but line breaks and tabs, no direction overrides.</summary>
    public static IRuleBuilderOptions<T, string?> Text<T>(this IRuleBuilder<T, string?> rule, int longest) =>
        rule.Must(text => text is null || (text.Length <= longest && text.Trim().Length > 0 && !text.Any(Unprintable)))
            .WithMessage($"Text of 1 to {longest} characters without control characters is expected.");

    public static IRuleBuilderOptions<T, string?> Id<T>(this IRuleBuilder<T, string?> rule, string kind) =>
        rule.Must(id => id is null || Ids.Is(kind, id)).WithMessage($"An id that begins with {kind}_ is expected.");

    public static IRuleBuilderOptions<T, Money> Positive<T>(this IRuleBuilder<T, Money> rule) =>
        rule.Must(money => money > Money.Zero && money <= Money.Largest).WithMessage("An amount above zero is expected.");

    public static IRuleBuilderOptions<T, Money?> Positive<T>(this IRuleBuilder<T, Money?> rule) =>
        rule.Must(money => money is null || (money > Money.Zero && money <= Money.Largest)).WithMessage("An amount above zero is expected.");

    public static IRuleBuilderOptions<T, int?> Limit<T>(this IRuleBuilder<T, int?> rule) =>
        rule.Must(limit => limit is null or (>= 1 and <= 200)).WithMessage("A limit of 1 to 200 is expected.");

    /// <summary>Control and format characters that hide or reorder what a person reads, and halves of surrogate pairs.</summary>
    private static bool Unprintable(char c) =>
        (char.IsControl(c) && c is not ('\n' or '\r' or '\t')) || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\uFEFF' or '\uFFFE' or '\uFFFF';
}
