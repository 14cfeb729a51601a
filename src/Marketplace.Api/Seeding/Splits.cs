using System.Collections.Immutable;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Contracts;

namespace Marketplace.Api.Seeding;

/// <summary>
/// What no table publishes for every place and year, in shares that look like the country's: invented, and marked so in every
/// contract. The weights of each table are per thousand.
/// </summary>
internal static class Splits
{
    private static readonly (ContractSubtype Value, int Weight)[] Subtypes =
    [
        (ContractSubtype.CommissionedDevelopment, 320), (ContractSubtype.CooperativeDevelopment, 40), (ContractSubtype.PatentTransfer, 25), (ContractSubtype.TechnicalSecretTransfer, 10),
        (ContractSubtype.SoftwareCopyrightTransfer, 5), (ContractSubtype.OrdinaryPatentLicence, 15), (ContractSubtype.ExclusivePatentLicence, 5), (ContractSubtype.TechnicalSecretLicence, 5),
        (ContractSubtype.TechnicalConsulting, 95), (ContractSubtype.GeneralService, 465), (ContractSubtype.Intermediary, 5), (ContractSubtype.Training, 10),
    ];

    private static readonly (TechnicalField Value, int Weight)[] Fields =
    [
        (TechnicalField.ElectronicInformation, 300), (TechnicalField.Aerospace, 30), (TechnicalField.AdvancedManufacturing, 180), (TechnicalField.BiologyMedicine, 110),
        (TechnicalField.NewMaterials, 60), (TechnicalField.NewEnergy, 70), (TechnicalField.Environment, 80), (TechnicalField.NuclearApplication, 5), (TechnicalField.Agriculture, 50),
        (TechnicalField.ModernTransport, 35), (TechnicalField.UrbanSocialDevelopment, 80),
    ];

    private static readonly (ImmutableArray<IpType> Value, int Weight)[] RightSets =
    [
        ([IpType.None], 500), ([IpType.TechnicalSecret], 280), ([IpType.InventionPatent], 70), ([IpType.UtilityModelPatent], 35), ([IpType.DesignPatent], 3), ([IpType.SoftwareCopyright], 85),
        ([IpType.IcLayoutDesign], 2), ([IpType.PlantAnimalVariety], 3), ([IpType.BiomedicalVariety], 2), ([IpType.InventionPatent, IpType.TechnicalSecret], 20),
    ];

    private static readonly (PartyKind Value, int Weight)[] Sellers =
    [
        (PartyKind.LimitedLiabilityCompany, 470), (PartyKind.PrivateEnterprise, 110), (PartyKind.University, 130), (PartyKind.ResearchInstitution, 70), (PartyKind.JointStockCompany, 70),
        (PartyKind.StateOwnedEnterprise, 60), (PartyKind.OtherPublicInstitution, 30), (PartyKind.ForeignWhollyOwned, 20), (PartyKind.HkMacaoTaiwanWhollyOwned, 15), (PartyKind.NaturalPerson, 10),
        (PartyKind.OtherOrganization, 10), (PartyKind.MedicalInstitution, 5),
    ];

    private static readonly (PartyKind Value, int Weight)[] Buyers =
    [
        (PartyKind.LimitedLiabilityCompany, 480), (PartyKind.PrivateEnterprise, 90), (PartyKind.StateOwnedEnterprise, 110), (PartyKind.JointStockCompany, 80), (PartyKind.MunicipalAuthority, 50),
        (PartyKind.CountyAuthority, 45), (PartyKind.ProvincialAuthority, 20), (PartyKind.NationalAuthority, 5), (PartyKind.ResearchInstitution, 40), (PartyKind.University, 25),
        (PartyKind.OtherPublicInstitution, 30), (PartyKind.ForeignWhollyOwned, 15), (PartyKind.OverseasInstitution, 10),
    ];

    private static readonly (PlanSource Value, int Weight)[] Plans =
        [(PlanSource.OutsidePlan, 880), (PlanSource.LocalPlan, 45), (PlanSource.ProvincialPlan, 40), (PlanSource.DepartmentPlan, 20), (PlanSource.NationalPlan, 15)];

    private static readonly (SocialEconomicGoal Value, int Weight)[] Goals =
    [
        (SocialEconomicGoal.IndustryCommerce, 380), (SocialEconomicGoal.SocialDevelopment, 160), (SocialEconomicGoal.Infrastructure, 120), (SocialEconomicGoal.Environment, 90),
        (SocialEconomicGoal.Health, 80), (SocialEconomicGoal.Energy, 60), (SocialEconomicGoal.Agriculture, 50), (SocialEconomicGoal.Education, 20), (SocialEconomicGoal.OtherCivil, 25), (SocialEconomicGoal.NonOrientedResearch, 15),
    ];

    public static ContractSubtype Subtype(SplitMix random) => Of(Subtypes, random);
    public static TechnicalField Field(SplitMix random) => Of(Fields, random);
    public static ImmutableArray<IpType> Rights(SplitMix random) => Of(RightSets, random);
    public static PartyKind Seller(SplitMix random) => Of(Sellers, random);
    public static PartyKind Buyer(SplitMix random) => Of(Buyers, random);
    public static PlanSource Plan(SplitMix random) => Of(Plans, random);
    public static SocialEconomicGoal Goal(SplitMix random) => Of(Goals, random);

    /// <summary>The weights of each table add up to 1000.</summary>
    private static T Of<T>((T Value, int Weight)[] shares, SplitMix random)
    {
        var left = random.Below(1000);
        for (var i = 0; ; i++)
            if ((left -= shares[i].Weight) < 0) return shares[i].Value;
    }
}
