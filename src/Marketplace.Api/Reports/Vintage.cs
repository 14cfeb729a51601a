using System.Globalization;
using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;

namespace Marketplace.Api.Reports;

/// <summary>As of which day a report is asked for, and who may ask so.</summary>
internal static class Vintage
{
    public static IRuleBuilderOptions<T, string?> Day<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(text => text is null || TryRead(text, out _)).Says("A day such as 2026-08-31 is expected.", "应为日期，例如 2026-08-31。");

    public static DateOnly? Read(string? asOf) => asOf is not null && TryRead(asOf, out var day) ? day : null;

    /// <summary>
    /// Why the caller does not get it: the figures of an earlier day are those that a release stood on, so they are the
    /// statisticians'; and of a day to come nobody has any.
    /// </summary>
    public static Refusal? Refuse(Caller caller, DateOnly? asOf, DateOnly today)
    {
        if (asOf is not { } day) return null;
        if (!caller.Has(Role.Statistician) && !caller.Has(Role.Supervisor)) return ReportRefusals.AsOfNotAllowed;
        return day > today ? ReportRefusals.AsOfInFuture.With(("asOf", day), ("today", today)).At("/asOf") : null;
    }

    private static bool TryRead(string text, out DateOnly day) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
