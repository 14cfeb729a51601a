using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Contracts;
using Marketplace.ReadModel.Queries;

namespace Marketplace.ReadModel.Contracts;

/// <summary>One contract in a list; a draft may lack what its form lacks.</summary>
public sealed record ContractRow
{
    public required string Id { get; init; }

    /// <summary>What brought the two sides together; absent for one that was taken over from another register.</summary>
    public string? DealOrigin { get; init; }

    /// <summary>Absent, as are the achievement and the parties, for one that was taken over from another register.</summary>
    public string? Deal { get; init; }
    public string? Achievement { get; init; }
    public string? Seller { get; init; }
    public string? SellerName { get; init; }
    public string? Buyer { get; init; }
    public string? BuyerName { get; init; }

    /// <summary>Absent before the filing.</summary>
    public string? Office { get; init; }
    public required string State { get; init; }
    public string? Title { get; init; }
    public string? Type { get; init; }
    public string? Subtype { get; init; }
    public string? Field { get; init; }

    /// <summary>合同成交额, fen.</summary>
    public long? Turnover { get; init; }

    /// <summary>技术交易额, fen: as claimed, and from the first review on as approved.</summary>
    public long? TechnologyAmount { get; init; }
    public long? FiledAt { get; init; }

    /// <summary>End of the last day on which the office may decide; absent while the filing is not accepted.</summary>
    public long? DecideBy { get; init; }

    /// <summary>When the office's time was over without a decision; absent while it was in time.</summary>
    public long? OverdueSince { get; init; }
    public string? Number { get; init; }

    /// <summary><c>yyyy-MM-dd</c>, Shanghai.</summary>
    public string? RegisteredOn { get; init; }

    /// <summary>Name of the record from which it was taken over; absent for one that was registered here.</summary>
    public string? ImportedFrom { get; init; }

    /// <summary>Whether anything of it was invented to fill up a published total.</summary>
    public required bool Generated { get; init; }
    public required long DraftedAt { get; init; }
    public required long UpdatedAt { get; init; }
    public required long Position { get; init; }
}

/// <summary>
/// Contracts, newest first, as <see cref="Contract.VisibleTo"/> has it: the parties, the operator of the market where the deal
/// was made, the office from the filing on, the supervisor.
/// </summary>
public sealed record ContractList : ListQuery<ContractRow>
{
    public IReadOnlyList<string> Sellers { get; init; } = [];
    public IReadOnlyList<string> Buyers { get; init; } = [];
    public IReadOnlyList<string> Offices { get; init; } = [];
    public IReadOnlyList<ContractPhase> States { get; init; } = [];
    public IReadOnlyList<ContractType> Types { get; init; } = [];
    public IReadOnlyList<TechnicalField> Fields { get; init; } = [];

    /// <summary>Whether the office let its time pass; absent for either.</summary>
    public bool? Overdue { get; init; }

    /// <summary>Registered in one of these months.</summary>
    public IReadOnlyList<Month> RegisteredIn { get; init; } = [];

    private protected override string[] Views => [ContractsView.ViewName];

    private protected override string Select => $"""
        select c.position, c.id, c.deal_origin as DealOrigin, c.deal, c.achievement, c.seller, c.seller_name as SellerName, c.buyer, c.buyer_name as BuyerName,
               c.office, c.state, c.title, c.type, c.subtype, c.field, c.turnover, c.technology_amount as TechnologyAmount,
               c.filed_at as FiledAt, c.decide_by as DecideBy, c.overdue_since as OverdueSince, c.number, c.registered_on as RegisteredOn,
               c.imported_from as ImportedFrom, c.generated, c.drafted_at as DraftedAt, c.updated_at as UpdatedAt
        from {(Viewer.IsSupervisor ? "contracts c" : "contract_viewers v cross join contracts c on c.position = v.position")}
        """;

    private protected override (string Column, string Position, bool Descending) Order => Viewer.IsSupervisor ? ("c.position", "c.position", true) : ("v.position", "v.position", true);

    private protected override PageKey KeyOf(ContractRow row) => new(row.Position, row.Position);

    private protected override void Filter(Conditions where)
    {
        if (!Viewer.IsSupervisor) where.Add($"v.organization = {where.Parameter(Viewer.Organization ?? "")}");
        where.In("c.seller", Sellers).In("c.buyer", Buyers).In("c.office", Offices).In("c.state", States).In("c.type", Types).In("c.field", Fields);
        if (Overdue is { } overdue) where.Add($"c.overdue_since is {(overdue ? "not " : "")}null");
        if (RegisteredIn.Count > 0)
            where.Add($"c.registered_month in ({string.Join(", ", RegisteredIn.Select(m => where.Parameter(m.Key)))})");
    }
}
