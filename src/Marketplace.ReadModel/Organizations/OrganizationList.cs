using Marketplace.Domain;
using Marketplace.Domain.Organizations;
using Marketplace.ReadModel.Queries;
using Marketplace.ReadModel.Search;

namespace Marketplace.ReadModel.Organizations;

/// <summary>One organisation in a list.</summary>
public sealed record OrganizationRow
{
    public required string Id { get; init; }
    public required string Kind { get; init; }
    public required string NameZh { get; init; }
    public string? NameEn { get; init; }
    public required string CreditCode { get; init; }
    public required string Region { get; init; }
    public string? OfficePoint { get; init; }
    public string? ParentMarket { get; init; }
    public required string State { get; init; }
    public long? SuspendedUntil { get; init; }
    public required long RegisteredAt { get; init; }
    public required long UpdatedAt { get; init; }
    public required long Position { get; init; }
}

/// <summary>
/// Organisations, newest first. One that is not verified yet is seen by itself, by market operators and by the supervisor.
/// </summary>
public sealed record OrganizationList : ListQuery<OrganizationRow>
{
    public IReadOnlyList<OrganizationKind> Kinds { get; init; } = [];
    public IReadOnlyList<OrganizationPhase> States { get; init; } = [];

    /// <summary>Codes of regions; what lies below them counts.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>The Chinese or the English name begins with this; capital and small letters are the same.</summary>
    public string? NameStarts { get; init; }

    /// <summary>The Chinese or the English name contains this; capital and small letters are the same.</summary>
    public string? NameContains { get; init; }

    /// <summary>In its normal form.</summary>
    public string? CreditCode { get; init; }

    /// <summary>
    /// As a reader types it: part of a name in either script, of its pinyin or of its initials from the beginning of a syllable
    /// on, or the beginning of the credit code.
    /// </summary>
    public string? Text { get; init; }

    private protected override string[] Views => [OrganizationsView.ViewName];

    private protected override string Select => """
        select position, id, kind, name_zh as NameZh, name_en as NameEn, credit_code as CreditCode, region,
               office_point as OfficePoint, parent_market as ParentMarket, state, suspended_until as SuspendedUntil,
               registered_at as RegisteredAt, updated_at as UpdatedAt
        from organizations
        """;

    private protected override PageKey KeyOf(OrganizationRow row) => new(row.Position, row.Position);

    private protected override void Filter(Conditions where)
    {
        if (!Viewer.IsOperator && !Viewer.IsSupervisor)
            where.Add(Viewer.Organization is { } own ? $"(state <> 'registered' or id = {where.Parameter(own)})" : "state <> 'registered'");
        where.In("kind", Kinds).In("state", States).InRegion("region", Regions).Is("credit_code", CreditCode);
        // instr takes every character as it is: nothing of what was typed is a pattern.
        if (NameStarts is { } start)
        {
            var text = where.Parameter(start);
            where.Add($"(instr(lower(name_zh), lower({text})) = 1 or instr(lower(name_en), lower({text})) = 1)");
        }
        if (NameContains is { } part)
        {
            var text = where.Parameter(part);
            where.Add($"(instr(lower(name_zh), lower({text})) > 0 or instr(lower(name_en), lower({text})) > 0)");
        }
        if (Text is not null) where.Add(IsMeant(where, Text));
    }

    private static string IsMeant(Conditions where, string text)
    {
        var folded = Folding.Plain(text).Trim();
        if (folded.Length == 0) return "false";
        var ways = new List<string> { $"instr(names, {where.Parameter(folded)}) > 0" };
        if (Pinyin.Typed(text) is { } typed)
        {
            ways.Add($"instr(pinyin, {where.Parameter($" {typed}")}) > 0");
            ways.Add($"instr(credit_code, {where.Parameter(typed.ToUpperInvariant())}) = 1");
        }
        return $"({string.Join(" or ", ways)})";
    }
}
