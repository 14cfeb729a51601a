namespace Marketplace.Domain.Organizations;

/// <summary>An organisation was entered; it may look, and may act once it is verified.</summary>
/// <param name="CreditCode">统一社会信用代码 in its normal form.</param>
/// <param name="CreditCodeConforms">Whether its check character fits; one of the pilot areas may not.</param>
/// <param name="Region">GB/T 2260 code of its seat.</param>
/// <param name="OfficePoint">Registration offices only: the two digits of the registration point, part of every number that the office gives.</param>
/// <param name="ParentMarket">Market operators only: the operator of the market above.</param>
[EventName("organization_registered")]
public sealed record OrganizationRegistered(
    OrganizationKind Kind, string NameZh, string? NameEn, string CreditCode, bool CreditCodeConforms, string Region, string? OfficePoint, string? ParentMarket) : Event;

/// <summary>An operator has checked the organisation against its licence.</summary>
/// <param name="CreditCodeEvidence">On what evidence a code whose check character does not fit was taken; absent for a conforming one.</param>
[EventName("organization_verified")]
public sealed record OrganizationVerified(string? CreditCodeEvidence) : Event;

/// <summary>The organisation may not publish, bid or file for a time.</summary>
/// <param name="Until">End of the suspension; absent when it lasts until somebody lifts it.</param>
[EventName("organization_suspended")]
public sealed record OrganizationSuspended(string Reason, Instant? Until) : Event;

/// <summary>A suspension was lifted or has run out.</summary>
[EventName("organization_reinstated")]
public sealed record OrganizationReinstated : Event;
