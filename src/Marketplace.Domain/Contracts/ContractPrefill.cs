using System.Collections.Immutable;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Deals;

namespace Marketplace.Domain.Contracts;

/// <summary>
/// What a deal already tells of the registration form, so that it is entered once (最多跑一次). Only what follows without a
/// judgement is filled in; what the deal does not say, the seller states.
/// </summary>
static class ContractPrefill
{
    /// <param name="achievement">State of the achievement; absent where the deal is about none.</param>
    internal static ContractForm From(ContractBasis basis, Achievement? achievement, OrganizationKind seller, OrganizationKind buyer)
    {
        ImmutableArray<IpType> ipTypes = achievement is null ? [] : [.. achievement.Content.IpRights.Select(right => right.Type).Distinct()];
        var type = basis.Type ?? (basis.TransferMode is { } mode ? TypeOf(mode) : null);
        return new ContractForm
        {
            Title = achievement is null ? basis.Title : achievement.Content.TitleZh,
            Type = type,
            Subtype = ipTypes is [var only] ? SubtypeOf(type, only, basis.LicenceScope) : null,
            Field = achievement is null ? basis.Field : achievement.Content.Field,
            IpTypes = ipTypes,
            Turnover = basis.Price,
            PaymentMethod = basis.PaymentMethod,
            RelatedParties = basis.RelatedParties,
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

    private static ContractSubtype? SubtypeOf(ContractType? type, IpType ip, LicenceScope? scope) => (type, ip) switch
    {
        (ContractType.Licence, IpType.InventionPatent or IpType.UtilityModelPatent or IpType.DesignPatent) => scope switch
        {
            LicenceScope.Exclusive => ContractSubtype.ExclusivePatentLicence,
            LicenceScope.Sole => ContractSubtype.SolePatentLicence,
            LicenceScope.Ordinary => ContractSubtype.OrdinaryPatentLicence,
            _ => null,
        },
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
