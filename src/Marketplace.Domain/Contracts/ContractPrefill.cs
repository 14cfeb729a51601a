using System.Collections.Immutable;
using Marketplace.Domain.Achievements;

namespace Marketplace.Domain.Contracts;

/// <summary>
/// What a deal already tells of the registration form, so that it is entered once (最多跑一次). Only what follows without a
/// judgement is filled in: which of the patent licences it is, or whether the parties are related, the seller states.
/// </summary>
static class ContractPrefill
{
    internal static ContractForm From(Achievement achievement, TransferMode mode, OrganizationKind seller, OrganizationKind buyer, Money price)
    {
        ImmutableArray<IpType> ipTypes = [.. achievement.Content.IpRights.Select(right => right.Type).Distinct()];
        var type = TypeOf(mode);
        return new ContractForm
        {
            Title = achievement.Content.TitleZh,
            Type = type,
            Subtype = ipTypes is [var only] ? SubtypeOf(type, only) : null,
            Field = achievement.Content.Field,
            IpTypes = ipTypes,
            Turnover = price,
            SellerKind = KindOf(seller),
            BuyerKind = KindOf(buyer),
        };
    }

    private static ContractType? TypeOf(TransferMode mode) => mode switch
    {
        // A right brought in for shares is transferred; 技术入股 is filed as transfer.
        TransferMode.Transfer or TransferMode.EquityContribution => ContractType.Transfer,
        TransferMode.Licence => ContractType.Licence,
        _ => null,
    };

    private static ContractSubtype? SubtypeOf(ContractType? type, IpType ip) => (type, ip) switch
    {
        (ContractType.Transfer, IpType.TechnicalSecret) => ContractSubtype.TechnicalSecretTransfer,
        (ContractType.Transfer, IpType.SoftwareCopyright) => ContractSubtype.SoftwareCopyrightTransfer,
        (ContractType.Transfer, IpType.IcLayoutDesign) => ContractSubtype.IcLayoutDesignTransfer,
        (ContractType.Transfer, IpType.BiomedicalVariety) => ContractSubtype.BiomedicalVarietyTransfer,
        (ContractType.Licence, IpType.TechnicalSecret) => ContractSubtype.TechnicalSecretLicence,
        (ContractType.Licence, IpType.SoftwareCopyright) => ContractSubtype.SoftwareCopyrightLicence,
        (ContractType.Licence, IpType.IcLayoutDesign) => ContractSubtype.IcLayoutDesignLicence,
        _ => null,
    };

    private static PartyKind? KindOf(OrganizationKind kind) => kind switch
    {
        OrganizationKind.University => PartyKind.University,
        OrganizationKind.ResearchInstitute => PartyKind.ResearchInstitution,
        _ => null,
    };
}
