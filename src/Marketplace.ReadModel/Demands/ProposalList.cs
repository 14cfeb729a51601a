using Marketplace.Domain.Demands;
using Marketplace.ReadModel.Queries;

namespace Marketplace.ReadModel.Demands;

/// <summary>One proposal in a list: that it is there and who made it, never what it says.</summary>
public sealed record ProposalRow
{
    public required string Id { get; init; }
    public required string Demand { get; init; }
    public required long DemandVersion { get; init; }
    public required string Solver { get; init; }
    public string? SolverName { get; init; }
    public required string State { get; init; }
    public required long SubmittedAt { get; init; }
    public required long UpdatedAt { get; init; }
    public required long Position { get; init; }
}

/// <summary>The proposals to a demand, newest first: all for the demand's owner, its own for a solver, none for anybody else.</summary>
public sealed record ProposalList : ListQuery<ProposalRow>
{
    public required string Demand { get; init; }
    public IReadOnlyList<ProposalPhase> States { get; init; } = [];

    private protected override string[] Views => [DemandsView.ViewName];

    private protected override string Select => """
        select p.position, p.id, p.demand, p.demand_version as DemandVersion, p.solver, o.name_zh as SolverName, p.state,
               p.submitted_at as SubmittedAt, p.updated_at as UpdatedAt
        from proposals p left join organizations o on o.id = p.solver
        """;

    private protected override (string Column, string Position, bool Descending) Order => ("p.position", "p.position", true);

    private protected override PageKey KeyOf(ProposalRow row) => new(row.Position, row.Position);

    private protected override void Filter(Conditions where)
    {
        // Of somebody who is not signed in no organisation is known, and none has an empty id.
        var own = where.Parameter(Viewer.Organization ?? "");
        where.Is("p.demand", Demand).Add($"(p.owner = {own} or p.solver = {own})").In("p.state", States);
    }
}
