using System.Collections.Immutable;
using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Demands;

namespace Marketplace.Api.Demands;

/// <summary>What an enterprise states of its demand, as it is read and written: what was read can be changed and sent back.</summary>
public sealed record DemandDescription
{
    /// <summary>需求名称.</summary>
    public string? TitleZh { get; init; }
    public string? TitleEn { get; init; }
    /// <summary>需求描述: the problem, the conditions, what was tried.</summary>
    public string? DescriptionZh { get; init; }
    public string? DescriptionEn { get; init; }
    /// <summary>技术领域.</summary>
    public TechnicalField? Field { get; init; }
    /// <summary>国民经济行业 in which the solution is to be used; never demanded.</summary>
    public Industry? Industry { get; init; }
    /// <summary>关键词: one to five.</summary>
    public ImmutableArray<string> Keywords { get; init; } = [];
    /// <summary>GB/T 2260 code of the place where the solution is needed.</summary>
    public string? Region { get; init; }
    /// <summary>预算下限; may be left out beside an upper bound.</summary>
    public Money? BudgetMin { get; init; }
    /// <summary>预算上限; may be left out beside a lower bound.</summary>
    public Money? BudgetMax { get; init; }
    /// <summary>预算面议: then no bound is stated.</summary>
    public bool BudgetNegotiable { get; init; }
    /// <summary>资金来源: who pays.</summary>
    public BudgetSource? BudgetSource { get; init; }
    /// <summary>截止时间, on the market clock: from this moment on no proposal is taken, and the demand closes by itself.</summary>
    public Instant? Deadline { get; init; }
    /// <summary>验收标准: by what the enterprise will judge whether the problem is solved.</summary>
    public string? AcceptanceTest { get; init; }
    /// <summary>合作方式, at least one.</summary>
    public ImmutableArray<CooperationMode> CooperationModes { get; init; } = [];
    /// <summary>The owner's declaration; nothing secret is stored.</summary>
    public SecrecyDeclaration? Secrecy { get; init; }
    /// <summary>Who is shown the contact.</summary>
    public ContactVisibility? ContactVisibility { get; init; }
    /// <summary>Absent in answers to whoever may not see it, and once the person's data is erased.</summary>
    public ContactEntry? Contact { get; init; }

    /// <param name="contact">As the reader may see it.</param>
    internal static DemandDescription From(DemandContent content, ContactEntry? contact) => new()
    {
        TitleZh = content.TitleZh,
        TitleEn = content.TitleEn,
        DescriptionZh = content.DescriptionZh,
        DescriptionEn = content.DescriptionEn,
        Field = content.Field,
        Industry = content.Industry,
        Keywords = content.Keywords,
        Region = content.Region,
        BudgetMin = content.BudgetMin,
        BudgetMax = content.BudgetMax,
        BudgetNegotiable = content.BudgetNegotiable,
        BudgetSource = content.BudgetSource,
        Deadline = content.Deadline,
        AcceptanceTest = content.AcceptanceTest,
        CooperationModes = content.CooperationModes,
        Secrecy = content.Secrecy,
        ContactVisibility = content.ContactVisibility,
        Contact = contact,
    };

    /// <param name="contact">The contact of this description, sealed.</param>
    internal DemandContent ToContent(DemandContact? contact) => new()
    {
        TitleZh = TitleZh,
        TitleEn = TitleEn,
        DescriptionZh = DescriptionZh,
        DescriptionEn = DescriptionEn,
        Field = Field,
        Industry = Industry,
        Keywords = Keywords,
        Region = Region,
        BudgetMin = BudgetMin,
        BudgetMax = BudgetMax,
        BudgetNegotiable = BudgetNegotiable,
        BudgetSource = BudgetSource,
        Deadline = Deadline,
        AcceptanceTest = AcceptanceTest,
        CooperationModes = CooperationModes,
        Secrecy = Secrecy,
        ContactVisibility = ContactVisibility,
        Contact = contact,
    };
}

/// <summary>联系人.</summary>
public sealed record ContactEntry(string Name, string? Phone = null, string? Email = null);
