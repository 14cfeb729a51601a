using Marketplace.Domain.Mandates;
using Marketplace.ReadModel.Queries;

namespace Marketplace.ReadModel.Mandates;

/// <summary>One power of attorney in a list.</summary>
public sealed record MandateRow
{
    public required string Id { get; init; }
    public required string Principal { get; init; }
    public string? PrincipalName { get; init; }
    public required string Agent { get; init; }
    public string? AgentName { get; init; }

    /// <summary>Codes with commas between them.</summary>
    public required string Scopes { get; init; }
    public required string Reference { get; init; }
    public required long GrantedAt { get; init; }
    public required long ValidUntil { get; init; }
    public long? RevokedAt { get; init; }
    public required long Position { get; init; }
}

/// <summary>Powers of attorney, newest first: the principal and the agent know of one, and nobody else.</summary>
public sealed record MandateList : ListQuery<MandateRow>
{
    public IReadOnlyList<string> Principals { get; init; } = [];
    public IReadOnlyList<string> Agents { get; init; } = [];
    public IReadOnlyList<MandateScope> Scopes { get; init; } = [];

    private protected override string[] Views => [MandatesView.ViewName];

    private protected override string Select => """
        select m.position, m.id, m.principal, p.name_zh as PrincipalName, m.agent, a.name_zh as AgentName, m.scopes, m.reference,
               m.granted_at as GrantedAt, m.valid_until as ValidUntil, m.revoked_at as RevokedAt
        from mandates m
        left join organizations p on p.id = m.principal
        left join organizations a on a.id = m.agent
        """;

    private protected override (string Column, string Position, bool Descending) Order => ("m.position", "m.position", true);

    private protected override PageKey KeyOf(MandateRow row) => new(row.Position, row.Position);

    private protected override void Filter(Conditions where)
    {
        var own = where.Parameter(Viewer.Organization ?? "");
        where.Add($"(m.principal = {own} or m.agent = {own})").In("m.principal", Principals).In("m.agent", Agents);
        if (Scopes.Count > 0) where.Add($"({string.Join(" or ", Scopes.Select(scope => scope switch { MandateScope.Deals => "m.for_deals = 1", MandateScope.Listings => "m.for_listings = 1", _ => "m.for_auctions = 1" }))})");
    }
}
