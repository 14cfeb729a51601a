using System.Globalization;
using Marketplace.Domain.Identifiers;
using Marketplace.Domain.Organizations;

namespace Marketplace.Domain.Tests.Common;

/// <summary>The organisations and people that the tests deal with.</summary>
static class Parties
{
    /// <summary>2026-11-20 10:00 in Shanghai.</summary>
    public static readonly Instant Now = Instant.StartOf(new DateOnly(2026, 11, 20)) + TimeSpan.FromHours(10);

    public const string UniversityId = "org_0000000000007000800000000000a001", GlassworksId = "org_0000000000007000800000000000a002",
        OfficeId = "org_0000000000007000800000000000a003", OperatorId = "org_0000000000007000800000000000a004",
        OtherOfficeId = "org_0000000000007000800000000000a005", StrangerId = "org_0000000000007000800000000000a006";

    public static readonly Actor Itself = Actor.System("test");

    /// <summary>浙江大学, in Xihu district of Hangzhou.</summary>
    public static readonly Organization University = Verified(new(OrganizationKind.University, "浙江大学", "Zhejiang University", Code("12100000470095016"), "330106"));

    /// <summary>A glassworks in Ningbo.</summary>
    public static readonly Organization Glassworks = Verified(new(OrganizationKind.Enterprise, "宁波东海玻璃有限公司", null, Code("91330200MA2AH3KW0"), "330203"));

    /// <summary>The registration office of the city of Hangzhou, point 01.</summary>
    public static readonly Organization Office = Verified(new(OrganizationKind.RegistrationOffice, "杭州市技术合同认定登记站", null, Code("12330100470116254"), "330100", "01"));

    /// <summary>The registration office of the city of Ningbo, point 02.</summary>
    public static readonly Organization OtherOffice = Verified(new(OrganizationKind.RegistrationOffice, "宁波市技术合同认定登记站", null, Code("12330200419548012"), "330200", "02"));

    public static readonly Organization Operator = Verified(new(OrganizationKind.MarketOperator, "浙江科技大市场", null, Code("91330000MA27U05W1"), "330000"));

    public static readonly Actor Publisher = Staff("1", UniversityId, OrganizationKind.University, Role.Publisher),
        Filer = Staff("2", UniversityId, OrganizationKind.University, Role.Filer),
        Buyer = Staff("3", GlassworksId, OrganizationKind.Enterprise, Role.Bidder, Role.Filer),
        Reviewer = Staff("4", OfficeId, OrganizationKind.RegistrationOffice, Role.Reviewer),
        SecondReviewer = Staff("5", OfficeId, OrganizationKind.RegistrationOffice, Role.SecondReviewer),
        OtherReviewer = Staff("6", OtherOfficeId, OrganizationKind.RegistrationOffice, Role.Reviewer),
        MarketStaff = Staff("7", OperatorId, OrganizationKind.MarketOperator, Role.Operator),
        PlatformAdmin = Staff("8", OperatorId, OrganizationKind.MarketOperator, Role.PlatformAdmin),
        Stranger = Staff("9", StrangerId, OrganizationKind.Enterprise, Role.OrgAdmin, Role.Publisher, Role.Filer);

    /// <summary>A conforming credit code from its first 17 characters.</summary>
    public static string Code(string first17) => first17 + CreditCode.CheckCharacter(first17);

    public static Organization Registered(OrganizationDetails details) => Organization.Initial.After(Organization.Initial.Register(Itself, details, null));

    public static Organization Verified(OrganizationDetails details)
    {
        var registered = Registered(details);
        return registered.After(registered.Verify(null));
    }

    public static Actor Staff(string tail, string organization, OrganizationKind kind, params Role[] roles) =>
        new($"usr_{tail.PadLeft(32, '0')}", organization, kind, roles.ToHashSet());

    public static DateOnly Day(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Stands for a value sealed under the subject's key; the domain never looks inside.</summary>
    public static Sealed SealedFor(string subject) => new(subject, [1, 2, 3], new byte[32]);
}
