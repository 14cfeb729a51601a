using System.Collections.Immutable;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Achievements;

namespace Marketplace.Api.Achievements;

/// <summary>
/// What the owner states of an achievement, as it is read and written: what was read can be changed and sent back. A draft may
/// leave anything out.
/// </summary>
public sealed record AchievementDescription
{
    /// <summary>成果名称.</summary>
    public string? TitleZh { get; init; }
    public string? TitleEn { get; init; }
    public string? SummaryZh { get; init; }
    public string? SummaryEn { get; init; }
    /// <summary>技术领域.</summary>
    public TechnicalField? Field { get; init; }
    /// <summary>关键词: three at most.</summary>
    public ImmutableArray<string> Keywords { get; init; } = [];
    /// <summary>成果所处阶段.</summary>
    public AchievementStage? Stage { get; init; }
    /// <summary>成熟度, beside the stage; never demanded.</summary>
    public AchievementMaturity? Maturity { get; init; }
    /// <summary>成果属性.</summary>
    public AchievementAttribute? Attribute { get; init; }
    /// <summary>成果水平.</summary>
    public AchievementLevel? Level { get; init; }
    /// <summary>成果体现形式.</summary>
    public AchievementForm? Form { get; init; }
    /// <summary>知识产权状况; without any there is the one entry of type none.</summary>
    public ImmutableArray<IpRight> IpRights { get; init; } = [];
    /// <summary>完成人, in the order in which they are to be named.</summary>
    public ImmutableArray<CompleterEntry> Completers { get; init; } = [];
    /// <summary>共有人 beside the owner; each is asked for its consent to a deal (民法典 art. 860).</summary>
    public ImmutableArray<CoOwner> CoOwners { get; init; } = [];
    /// <summary>委托人, where it was developed to a commission (民法典 art. 859).</summary>
    public CommissioningParty? Client { get; init; }
    /// <summary>GB/T 2260.</summary>
    public string? Region { get; init; }
    /// <summary>转化方式 (促进科技成果转化法 art. 16).</summary>
    public ImmutableArray<TransferMode> TransferModes { get; init; } = [];
    /// <summary>研究起始年月, such as 2019-03.</summary>
    public string? ResearchFrom { get; init; }
    /// <summary>研究终止年月.</summary>
    public string? ResearchTo { get; init; }
    /// <summary>The owner's declaration; nothing secret is stored.</summary>
    public SecrecyDeclaration? Secrecy { get; init; }
    /// <summary>转化意向价格.</summary>
    public Money? PriceIntention { get; init; }

    internal static AchievementDescription From(AchievementContent content, Seals seals) => new()
    {
        TitleZh = content.TitleZh,
        TitleEn = content.TitleEn,
        SummaryZh = content.SummaryZh,
        SummaryEn = content.SummaryEn,
        Field = content.Field,
        Keywords = content.Keywords,
        Stage = content.Stage,
        Maturity = content.Maturity,
        Attribute = content.Attribute,
        Level = content.Level,
        Form = content.Form,
        IpRights = content.IpRights,
        Completers = [.. content.Completers.Select(completer => new CompleterEntry(completer.Id, seals.Read(completer.Name), completer.Organization))],
        CoOwners = content.CoOwners,
        Client = content.Client,
        Region = content.Region,
        TransferModes = content.TransferModes,
        ResearchFrom = content.ResearchFrom,
        ResearchTo = content.ResearchTo,
        Secrecy = content.Secrecy,
        PriceIntention = content.PriceIntention,
    };

    /// <param name="completers">The completers of this description, sealed.</param>
    internal AchievementContent ToContent(ImmutableArray<Completer> completers) => new()
    {
        TitleZh = TitleZh,
        TitleEn = TitleEn,
        SummaryZh = SummaryZh,
        SummaryEn = SummaryEn,
        Field = Field,
        Keywords = Keywords,
        Stage = Stage,
        Maturity = Maturity,
        Attribute = Attribute,
        Level = Level,
        Form = Form,
        IpRights = IpRights,
        Completers = completers,
        CoOwners = CoOwners,
        Client = Client,
        Region = Region,
        TransferModes = TransferModes,
        ResearchFrom = ResearchFrom,
        ResearchTo = ResearchTo,
        Secrecy = Secrecy,
        PriceIntention = PriceIntention,
    };
}

/// <summary>完成人.</summary>
/// <param name="Id">Of one who is named already; left out for a new one.</param>
/// <param name="Name">Absent in answers once the person's data is erased; may be left out beside an id, and then stays.</param>
/// <param name="Organization">Name of the organization where the completer worked, if not the owner.</param>
public sealed record CompleterEntry(string? Id = null, string? Name = null, string? Organization = null);
