using System.Collections.Immutable;
using Marketplace.Domain.Achievements;

namespace Marketplace.Domain.Demands;

/// <summary>
/// What an enterprise states of its demand. Part of <see cref="DemandPosted"/> and <see cref="DemandRevised"/>, so its shape is
/// frozen with them. A demand is public from its posting on, so it is complete from the beginning.
/// </summary>
public sealed record DemandContent
{
    /// <summary>需求名称.</summary>
    public string? TitleZh { get; init; }
    public string? TitleEn { get; init; }

    /// <summary>需求描述: the problem, the conditions, what was tried.</summary>
    public string? DescriptionZh { get; init; }
    public string? DescriptionEn { get; init; }
    public TechnicalField? Field { get; init; }

    /// <summary>Section of GB/T 4754 in which the solution is to be used; never demanded.</summary>
    public Industry? Industry { get; init; }

    /// <summary>关键词: one to five.</summary>
    public ImmutableArray<string> Keywords { get; init; } = [];

    /// <summary>GB/T 2260 code of the place where the solution is needed.</summary>
    public string? Region { get; init; }

    /// <summary>预算下限; absent where only an upper bound is stated, or where it is negotiable.</summary>
    public Money? BudgetMin { get; init; }

    /// <summary>预算上限; absent where only a lower bound is stated, or where it is negotiable.</summary>
    public Money? BudgetMax { get; init; }

    /// <summary>预算面议: then no bound is stated.</summary>
    public bool BudgetNegotiable { get; init; }

    /// <summary>资金来源.</summary>
    public BudgetSource? BudgetSource { get; init; }

    /// <summary>截止时间, on the market clock: from this moment on no proposal is taken, and the demand closes by itself.</summary>
    public Instant? Deadline { get; init; }

    /// <summary>验收标准: by what the enterprise will judge whether the problem is solved.</summary>
    public string? AcceptanceTest { get; init; }

    /// <summary>合作方式, at least one.</summary>
    public ImmutableArray<CooperationMode> CooperationModes { get; init; } = [];

    public SecrecyDeclaration? Secrecy { get; init; }

    public ContactVisibility? ContactVisibility { get; init; }

    /// <summary>Absent where the platform's messages are the only way.</summary>
    public DemandContact? Contact { get; init; }

    public const int MostKeywords = 5;

    /// <summary>The text that is to be public must be there, and what is there must be right; empty when both hold.</summary>
    internal ImmutableArray<Refusal> Faults(Instant now)
    {
        var faults = ImmutableArray.CreateBuilder<Refusal>();
        void Need(bool there, string pointer)
        {
            if (!there) faults.Add(DemandRefusals.FieldMissing.With(("field", pointer[1..])).At(pointer));
        }

        Need(!string.IsNullOrWhiteSpace(TitleZh), "/titleZh");
        Need(!string.IsNullOrWhiteSpace(DescriptionZh), "/descriptionZh");
        Need(Field is not null, "/field");
        Need(Keywords.Length > 0, "/keywords");
        if (Keywords.Length > MostKeywords) faults.Add(DemandRefusals.TooManyKeywords.With(("most", MostKeywords)).At("/keywords"));
        Need(Region is not null, "/region");
        if (Region is not null && Regions.Find(Region) is not { Level: not RegionLevel.Residual })
            faults.Add(DemandRefusals.RegionUnknown.With(("region", Region)).At("/region"));
        if (BudgetFault() is { } budget) faults.Add(budget);
        Need(BudgetSource is not null, "/budgetSource");
        Need(Deadline is not null, "/deadline");
        if (Deadline <= now) faults.Add(DemandRefusals.DeadlinePassed.With(("now", now)).At("/deadline"));
        Need(!string.IsNullOrWhiteSpace(AcceptanceTest), "/acceptanceTest");
        Need(CooperationModes.Length > 0, "/cooperationModes");
        Need(Secrecy is not null, "/secrecy");
        Need(ContactVisibility is not null, "/contactVisibility");
        if (ContactVisibility is Demands.ContactVisibility.SignedIn) Need(Contact is not null, "/contact");
        return faults.ToImmutable();
    }

    private Refusal? BudgetFault()
    {
        if (BudgetNegotiable) return BudgetMin is null && BudgetMax is null ? null : DemandRefusals.BudgetContradicts.With().At("/budgetNegotiable");
        if (BudgetMin is null && BudgetMax is null) return DemandRefusals.BudgetMissing.With().At("/budgetMax");
        return BudgetMin > BudgetMax ? DemandRefusals.BudgetReversed.With().At("/budgetMax") : null;
    }
}

/// <summary>Whom to ask. A person's data: sealed under the contact's own key, so that a person can be erased and the demand stays.</summary>
/// <param name="Id">A <c>ctt_</c> id.</param>
/// <param name="Card">Name, telephone and mail.</param>
public sealed record DemandContact(string Id, Sealed Card);
