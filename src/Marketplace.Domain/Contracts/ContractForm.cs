using System.Collections.Immutable;

namespace Marketplace.Domain.Contracts;

/// <summary>The registration form (技术合同登记表). A draft may leave anything out; what is there must be right.</summary>
/// <remarks>Part of <see cref="ContractDrafted"/> and <see cref="ContractRevised"/>, so its shape is frozen with them.</remarks>
public sealed record ContractForm
{
    /// <summary>合同名称.</summary>
    public string? Title { get; init; }
    public ContractType? Type { get; init; }
    public ContractSubtype? Subtype { get; init; }

    /// <summary>技术领域.</summary>
    public Achievements.TechnicalField? Field { get; init; }

    /// <summary>知识产权类型; a contract without any says so by the one entry <c>none</c>.</summary>
    public ImmutableArray<Achievements.IpType> IpTypes { get; init; } = [];

    /// <summary>合同成交额: everything that the buyer pays.</summary>
    public Money? Turnover { get; init; }

    /// <summary>技术交易额 as the seller claims it: the turnover without the deductions.</summary>
    public Money? TechnologyAmount { get; init; }

    /// <summary>非技术性费用 inside the turnover, with the reason for each.</summary>
    public ImmutableArray<Deduction> Deductions { get; init; } = [];

    /// <summary>合同签订日期.</summary>
    public DateOnly? SignedOn { get; init; }

    /// <summary>合同开始日期.</summary>
    public DateOnly? BeginsOn { get; init; }

    /// <summary>合同截止日期.</summary>
    public DateOnly? EndsOn { get; init; }
    public PaymentMethod? PaymentMethod { get; init; }

    /// <summary>是否关联交易.</summary>
    public bool? RelatedParties { get; init; }
    public PlanSource? PlanSource { get; init; }
    public SocialEconomicGoal? SocialEconomicGoal { get; init; }

    /// <summary>知识产权归属和收益分配的约定 (民法典 art. 845).</summary>
    public string? IpOwnership { get; init; }

    /// <summary>卖方性质.</summary>
    public PartyKind? SellerKind { get; init; }

    /// <summary>买方性质.</summary>
    public PartyKind? BuyerKind { get; init; }

    public const int MostDeductions = 100;

    /// <summary>What is wrong in what is there; empty when nothing is.</summary>
    internal ImmutableArray<Refusal> Faults()
    {
        var faults = ImmutableArray.CreateBuilder<Refusal>();
        void Amount(Money? amount, string pointer)
        {
            if (amount is { } money && (money < Money.Zero || money > Money.Largest))
                faults.Add(ContractRefusals.AmountOutOfRange.With(("largest", Money.Largest)).At(pointer));
        }

        if (Subtype is { } subtype && Type != subtype.MainType())
            faults.Add(ContractRefusals.SubtypeDiffers.With(("subtype", subtype), ("type", subtype.MainType())).At("/subtype"));
        if (IpTypes.Length > 1 && IpTypes.Contains(Achievements.IpType.None)) faults.Add(ContractRefusals.IpNoneNotAlone.With().At("/ipTypes"));
        Amount(Turnover, "/turnover");
        Amount(TechnologyAmount, "/technologyAmount");
        if (Deductions.Length > MostDeductions) faults.Add(ContractRefusals.TooManyDeductions.With(("most", MostDeductions)).At("/deductions"));
        for (var i = 0; i < Deductions.Length; i++) Amount(Deductions[i].Amount, $"/deductions/{i}/amount");
        if (EndsOn < BeginsOn) faults.Add(ContractRefusals.PeriodReversed.With().At("/endsOn"));
        return faults.ToImmutable();
    }

    /// <summary>What is still missing before it can be filed; empty when nothing is.</summary>
    internal ImmutableArray<Refusal> Missing()
    {
        var missing = ImmutableArray.CreateBuilder<Refusal>();
        void Need(bool there, string pointer)
        {
            if (!there) missing.Add(ContractRefusals.FieldMissing.With(("field", pointer[1..])).At(pointer));
        }

        Need(!string.IsNullOrWhiteSpace(Title), "/title");
        Need(Type is not null, "/type");
        Need(Subtype is not null, "/subtype");
        Need(Field is not null, "/field");
        Need(IpTypes.Length > 0, "/ipTypes");
        Need(Turnover is not null, "/turnover");
        Need(TechnologyAmount is not null, "/technologyAmount");
        for (var i = 0; i < Deductions.Length; i++) Need(!string.IsNullOrWhiteSpace(Deductions[i].Reason), $"/deductions/{i}/reason");
        Need(SignedOn is not null, "/signedOn");
        Need(BeginsOn is not null, "/beginsOn");
        Need(EndsOn is not null, "/endsOn");
        Need(PaymentMethod is not null, "/paymentMethod");
        Need(RelatedParties is not null, "/relatedParties");
        Need(PlanSource is not null, "/planSource");
        Need(SocialEconomicGoal is not null, "/socialEconomicGoal");
        Need(!string.IsNullOrWhiteSpace(IpOwnership), "/ipOwnership");
        Need(SellerKind is not null, "/sellerKind");
        Need(BuyerKind is not null, "/buyerKind");
        return missing.ToImmutable();
    }

    /// <summary>What keeps the form from being filed on this day although nothing is missing; empty when nothing does.</summary>
    internal ImmutableArray<Refusal> Contradictions(DateOnly today)
    {
        var faults = ImmutableArray.CreateBuilder<Refusal>();
        var deducted = Deductions.Aggregate(Money.Zero, (sum, deduction) => sum + deduction.Amount);
        if (Turnover is { } turnover && TechnologyAmount is { } amount && turnover - deducted != amount)
            faults.Add(ContractRefusals.AmountsDoNotAddUp
                .With(("turnover", turnover), ("deducted", deducted), ("amount", amount)).At("/technologyAmount"));
        if (SignedOn > today) faults.Add(ContractRefusals.SignedInFuture.With(("today", today.ToString("O"))).At("/signedOn"));
        return faults.ToImmutable();
    }
}

/// <summary>One non-technical cost that the technology amount leaves out.</summary>
public sealed record Deduction(DeductionKind Kind, Money Amount, string Reason);

/// <summary>Which subtype belongs to which main type (2021 classification).</summary>
public static class ContractTypes
{
    public static ContractType MainType(this ContractSubtype subtype) => subtype switch
    {
        ContractSubtype.CommissionedDevelopment or ContractSubtype.CooperativeDevelopment => ContractType.Development,
        ContractSubtype.PatentTransfer or ContractSubtype.PatentApplicationTransfer or ContractSubtype.TechnicalSecretTransfer
            or ContractSubtype.SoftwareCopyrightTransfer or ContractSubtype.IcLayoutDesignTransfer or ContractSubtype.PlantVarietyTransfer
            or ContractSubtype.BiomedicalVarietyTransfer or ContractSubtype.OtherTransfer => ContractType.Transfer,
        ContractSubtype.ExclusivePatentLicence or ContractSubtype.SolePatentLicence or ContractSubtype.OrdinaryPatentLicence
            or ContractSubtype.OpenPatentLicence or ContractSubtype.TechnicalSecretLicence or ContractSubtype.SoftwareCopyrightLicence
            or ContractSubtype.IcLayoutDesignLicence or ContractSubtype.PlantVarietyLicence => ContractType.Licence,
        ContractSubtype.TechnicalConsulting => ContractType.Consulting,
        ContractSubtype.GeneralService or ContractSubtype.Intermediary or ContractSubtype.Training => ContractType.Service,
        _ => throw new ArgumentOutOfRangeException(nameof(subtype), subtype, "Every subtype has its main type."),
    };
}
