using System.Collections.Immutable;
using System.Globalization;
using Marketplace.Domain.Identifiers;

namespace Marketplace.Domain.Achievements;

/// <summary>
/// What the owner states of an achievement (成果登记: 全国科技成果统计调查制度). Part of <see cref="AchievementDrafted"/> and
/// <see cref="AchievementRevised"/>, so its shape is frozen with them. A draft may leave anything out; what is there must be right.
/// </summary>
public sealed record AchievementContent
{
    /// <summary>成果名称.</summary>
    public string? TitleZh { get; init; }
    public string? TitleEn { get; init; }
    public string? SummaryZh { get; init; }
    public string? SummaryEn { get; init; }
    public TechnicalField? Field { get; init; }

    /// <summary>关键词: three at most.</summary>
    public ImmutableArray<string> Keywords { get; init; } = [];
    public AchievementStage? Stage { get; init; }

    /// <summary>Never demanded: only universities' portals use it.</summary>
    public AchievementMaturity? Maturity { get; init; }
    public AchievementAttribute? Attribute { get; init; }
    public AchievementLevel? Level { get; init; }
    public AchievementForm? Form { get; init; }

    /// <summary>知识产权状况; an achievement without any says so by the one entry <c>none</c>.</summary>
    public ImmutableArray<IpRight> IpRights { get; init; } = [];

    /// <summary>完成人, in the order in which they are to be named.</summary>
    public ImmutableArray<Completer> Completers { get; init; } = [];

    /// <summary>共有人 beside the owner: each must consent to a deal, and has priority at equal conditions (民法典 art. 860; 促进科技成果转化法 art. 40).</summary>
    public ImmutableArray<CoOwner> CoOwners { get; init; } = [];

    /// <summary>委托人, where it was developed to a commission: on a transfer it has priority at equal conditions (民法典 art. 859).</summary>
    public CommissioningParty? Client { get; init; }

    /// <summary>GB/T 2260 code of the place.</summary>
    public string? Region { get; init; }

    /// <summary>In which of the six ways the owner would transfer it (促进科技成果转化法 art. 16).</summary>
    public ImmutableArray<TransferMode> TransferModes { get; init; } = [];

    /// <summary>研究起始年月, <c>yyyy-MM</c>.</summary>
    public string? ResearchFrom { get; init; }

    /// <summary>研究终止年月, <c>yyyy-MM</c>.</summary>
    public string? ResearchTo { get; init; }
    public SecrecyDeclaration? Secrecy { get; init; }

    /// <summary>转化意向价格; may stay open.</summary>
    public Money? PriceIntention { get; init; }

    public const int MostKeywords = 3;

    /// <summary>The content with its patent numbers in their normal form; numbers that are none stay as they are, for <see cref="Faults"/> to name.</summary>
    internal AchievementContent Normalized() => this with
    {
        IpRights = [.. IpRights.Select(right => right.Normalized())],
    };

    /// <summary>What is wrong in what is there; empty when nothing is.</summary>
    internal ImmutableArray<Refusal> Faults()
    {
        var faults = ImmutableArray.CreateBuilder<Refusal>();
        if (Keywords.Length > MostKeywords) faults.Add(AchievementRefusals.TooManyKeywords.With(("most", MostKeywords)).At("/keywords"));
        if (Region is not null && Regions.Find(Region) is null) faults.Add(AchievementRefusals.RegionUnknown.With(("region", Region)).At("/region"));
        if (ResearchFrom is not null && !IsMonth(ResearchFrom)) faults.Add(AchievementRefusals.MonthMalformed.With().At("/researchFrom"));
        if (ResearchTo is not null && !IsMonth(ResearchTo)) faults.Add(AchievementRefusals.MonthMalformed.With().At("/researchTo"));
        // yyyy-MM sorts as text; a malformed month is named above.
        if (ResearchFrom is not null && ResearchTo is not null && string.CompareOrdinal(ResearchTo, ResearchFrom) < 0)
            faults.Add(AchievementRefusals.PeriodReversed.With().At("/researchTo"));
        if (IpRights.Length > 1 && IpRights.Any(right => right.Type is IpType.None)) faults.Add(AchievementRefusals.IpNoneNotAlone.With().At("/ipRights"));
        for (var i = 0; i < IpRights.Length; i++)
            if (IpRights[i].NumberFault() is { } fault) faults.Add(fault.At($"/ipRights/{i}/number"));
        return faults.ToImmutable();
    }

    /// <summary>What is still missing before the owner can submit it; empty when nothing is.</summary>
    internal ImmutableArray<Refusal> Missing()
    {
        var missing = ImmutableArray.CreateBuilder<Refusal>();
        void Need(bool there, string pointer)
        {
            if (!there) missing.Add(AchievementRefusals.FieldMissing.With(("field", pointer[1..])).At(pointer));
        }

        Need(!string.IsNullOrWhiteSpace(TitleZh), "/titleZh");
        Need(!string.IsNullOrWhiteSpace(SummaryZh), "/summaryZh");
        Need(Field is not null, "/field");
        Need(Keywords.Length > 0, "/keywords");
        Need(Stage is not null, "/stage");
        Need(Attribute is not null, "/attribute");
        Need(Level is not null, "/level");
        Need(Form is not null, "/form");
        Need(IpRights.Length > 0, "/ipRights");
        for (var i = 0; i < IpRights.Length; i++) Need(!IpRights[i].IsPatent || IpRights[i].Number is not null, $"/ipRights/{i}/number");
        Need(Completers.Length > 0, "/completers");
        Need(Region is not null, "/region");
        Need(TransferModes.Length > 0, "/transferModes");
        Need(ResearchFrom is not null, "/researchFrom");
        Need(ResearchTo is not null, "/researchTo");
        Need(Secrecy is not null, "/secrecy");
        return missing.ToImmutable();
    }

    private static bool IsMonth(string text) => DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}

/// <summary>One right in the achievement.</summary>
/// <param name="Number">A patent's number in its normal form, e.g. <c>201710601862.3</c>; the registration number of another right, where it has one.</param>
/// <param name="Title">Name of the invention, the software and so on.</param>
public sealed record IpRight(IpType Type, string? Number = null, string? Title = null)
{
    internal bool IsPatent => Type is IpType.InventionPatent or IpType.UtilityModelPatent or IpType.DesignPatent;

    internal IpRight Normalized() => IsPatent && PatentNumber.TryParse(Number, out var number, out _) ? this with { Number = number.Number } : this;

    internal Refusal? NumberFault()
    {
        if (!IsPatent || Number is null) return null;
        if (!PatentNumber.TryParse(Number, out var number, out var fault))
            return AchievementRefusals.PatentNumberInvalid.With(("number", Number), ("fault", fault));
        return number.Kind switch
        {
            PatentKind.Invention or PatentKind.PctInvention => Type is IpType.InventionPatent,
            PatentKind.UtilityModel or PatentKind.PctUtilityModel => Type is IpType.UtilityModelPatent,
            PatentKind.Design => Type is IpType.DesignPatent,
            _ => false,
        } ? null : AchievementRefusals.PatentKindDiffers.With(("number", Number), ("kind", number.Kind));
    }
}

/// <summary>共有人: an organisation, which need not be on the market. A person who co-owns is named among the completers.</summary>
/// <param name="Organization">Its id, if it is on the market.</param>
public sealed record CoOwner(string Name, string? Organization = null);

/// <summary>委托人 of a commissioned development.</summary>
/// <param name="Organization">Its id, if it is on the market.</param>
public sealed record CommissioningParty(string Name, string? Organization = null);

/// <summary>完成人. The name is sealed under the completer's own key, so that one person can be erased and the others stay.</summary>
/// <param name="Id">A <c>cmp_</c> id.</param>
/// <param name="Organization">Name of the organisation where the completer worked, if not the owner.</param>
public sealed record Completer(string Id, Sealed Name, string? Organization = null);
