using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Domain;
using Marketplace.Domain.Releases;

namespace Marketplace.Api.Reports;

/// <summary>What several reports ask of the same filter.</summary>
internal static class ReportRules
{
    /// <summary>A month of which there can be a report.</summary>
    public static IRuleBuilderOptions<T, string> Period<T>(this IRuleBuilder<T, string> rule) =>
        rule.Must(period => Month.TryParse(period, out var month) && month.Year >= 1900).Says("A month such as 2026-08 is expected.", "应为年月，例如 2026-08。");

    /// <summary>A <see cref="ReportBase"/>, if any.</summary>
    public static IRuleBuilderOptions<T, string?> Base<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(code => code is null || Codes.TryParse<ReportBase>(code, out _)).Says("One of registered, output and absorption is expected.", "应为 registered、output 或 absorption。");

    /// <summary>One place, if any; other lists take several.</summary>
    public static IRuleBuilderOptions<T, string?> Place<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(region => region is null || Regions.Find(region) is not null).Says("A GB/T 2260 code, hmt or other is expected.", "应为 GB/T 2260 代码、hmt 或 other。");
}
