using Marketplace.Domain.Identifiers;

namespace Marketplace.Domain.Organizations;

/// <summary>What an organisation states of itself when it is entered.</summary>
/// <param name="CreditCode">统一社会信用代码 as typed; stored in its normal form.</param>
/// <param name="Region">GB/T 2260 code of its seat.</param>
/// <param name="OfficePoint">Registration offices only: 01 to 99.</param>
/// <param name="ParentMarket">Market operators only: id of the operator of the market above.</param>
public sealed record OrganizationDetails(
    OrganizationKind Kind, string NameZh, string? NameEn, string CreditCode, string Region, string? OfficePoint = null, string? ParentMarket = null);

/// <summary>An organisation (stream: its <c>org_</c> id): university, enterprise, registration office, market operator and so on.</summary>
public sealed record Organization : IState<Organization>
{
    public static readonly Transitions<OrganizationPhase> Next = new()
    {
        [OrganizationPhase.Registered] = [OrganizationPhase.Verified],
        [OrganizationPhase.Verified] = [OrganizationPhase.Suspended],
        [OrganizationPhase.Suspended] = [OrganizationPhase.Verified],
    };

    public static Organization Initial { get; } = new();

    /// <summary>Absent before the organisation is registered.</summary>
    public OrganizationPhase? Phase { get; private init; }

    public OrganizationKind Kind { get; private init; }
    public string NameZh { get; private init; } = "";
    public string? NameEn { get; private init; }
    public string CreditCode { get; private init; } = "";
    public bool CreditCodeConforms { get; private init; }
    public string? CreditCodeEvidence { get; private init; }
    public string Region { get; private init; } = "";
    public string? OfficePoint { get; private init; }
    public string? ParentMarket { get; private init; }
    public string? SuspensionReason { get; private init; }
    public Instant? SuspendedUntil { get; private init; }

    /// <summary>A suspension with an end is lifted when it comes.</summary>
    public Instant? Due => Phase is OrganizationPhase.Suspended ? SuspendedUntil : null;

    /// <summary>Name of the claim that keeps one credit code to one organisation.</summary>
    public static string CreditCodeClaim(string creditCode) => $"uscc:{Identifiers.CreditCode.Normalize(creditCode)}";

    /// <summary>
    /// Name of the claim that keeps a registration point to one office of a city: contract numbers hold the first four digits of
    /// the office's region and the point, so two offices that share both would give the same numbers.
    /// </summary>
    public static string OfficePointClaim(string region, string officePoint) => $"office:{region[..4]}{officePoint}";

    /// <summary>The claims that an organisation of these details takes.</summary>
    public static IEnumerable<string> Claims(OrganizationDetails details)
    {
        yield return CreditCodeClaim(details.CreditCode);
        if (details.OfficePoint is { } point && details.Region.Length == 6) yield return OfficePointClaim(details.Region, point);
    }

    /// <summary>The answer when another organisation holds one of the <see cref="Claims"/>.</summary>
    public static Refusal ClaimTaken(string claim) => claim.StartsWith("uscc:", StringComparison.Ordinal)
        ? OrganizationRefusals.CreditCodeTaken.With().At("/creditCode")
        : OrganizationRefusals.OfficePointTaken.With().At("/officePoint");

    /// <summary>
    /// Enters an organisation. Refusals: <c>organization.already_registered</c>, <c>.kind_reserved</c>, <c>.credit_code_malformed</c>,
    /// <c>.region_unknown</c>, <c>.office_point_invalid</c>, <c>.parent_market_invalid</c>. The command also takes
    /// <see cref="CreditCodeClaim"/> and, for an office, <see cref="OfficePointClaim"/>.
    /// </summary>
    /// <param name="parentMarket">State of the organisation that the details name as parent market; absent when they name none.</param>
    public Decision Register(Actor actor, OrganizationDetails details, Organization? parentMarket)
    {
        if (Phase is not null) return OrganizationRefusals.AlreadyRegistered;
        if (HoldsRightsOverOthers(details.Kind) && !actor.Has(Role.PlatformAdmin) && !actor.IsSystem)
            return OrganizationRefusals.KindReserved.With(("kind", details.Kind)).At("/kind");

        var creditCode = Identifiers.CreditCode.Normalize(details.CreditCode);
        var check = Identifiers.CreditCode.Check(creditCode);
        if (check is CreditCodeCheck.Malformed) return OrganizationRefusals.CreditCodeMalformed.With().At("/creditCode");
        if (Regions.Find(details.Region) is not { Level: not RegionLevel.Residual })
            return OrganizationRefusals.RegionUnknown.With(("region", details.Region)).At("/region");
        if (!OfficePointFits(details)) return OrganizationRefusals.OfficePointInvalid.With().At("/officePoint");
        if (details.ParentMarket is not null
            && (details.Kind, parentMarket?.Kind) is not (OrganizationKind.MarketOperator, OrganizationKind.MarketOperator))
            return OrganizationRefusals.ParentMarketInvalid.With().At("/parentMarket");

        return new OrganizationRegistered(details.Kind, details.NameZh, details.NameEn, creditCode, check is CreditCodeCheck.Valid,
            details.Region, details.OfficePoint, details.ParentMarket);
    }

    /// <summary>Verifies the organisation. Refusals: <c>organization.not_found</c>, <c>.already_verified</c>, <c>.evidence_missing</c>.</summary>
    /// <param name="creditCodeEvidence">What a non-conforming code was checked against; ignored for a conforming one.</param>
    public Decision Verify(string? creditCodeEvidence)
    {
        if (Phase is null) return OrganizationRefusals.NotFound;
        if (Phase is not OrganizationPhase.Registered) return OrganizationRefusals.AlreadyVerified;
        if (CreditCodeConforms) return new OrganizationVerified(null);
        if (string.IsNullOrWhiteSpace(creditCodeEvidence)) return OrganizationRefusals.EvidenceMissing.With().At("/creditCodeEvidence");
        return new OrganizationVerified(creditCodeEvidence.Trim());
    }

    /// <summary>
    /// Suspends the organisation, for all markets at once. Refusals: <c>organization.not_found</c>, <c>.kind_reserved</c>,
    /// <c>.not_verified</c>, <c>.already_suspended</c>, <c>.suspension_in_past</c>.
    /// </summary>
    public Decision Suspend(Actor actor, string reason, Instant? until, Instant now)
    {
        if (Phase is null) return OrganizationRefusals.NotFound;
        if (Reserved(actor) is { } reserved) return reserved;
        if (Phase is OrganizationPhase.Registered) return OrganizationRefusals.NotVerified;
        if (Phase is OrganizationPhase.Suspended) return OrganizationRefusals.AlreadySuspended;
        if (until <= now) return OrganizationRefusals.SuspensionInPast.With(("now", now)).At("/until");
        return new OrganizationSuspended(reason, until);
    }

    /// <summary>Lifts a suspension. Refusals: <c>organization.not_found</c>, <c>.kind_reserved</c>, <c>.not_suspended</c>.</summary>
    public Decision Reinstate(Actor actor)
    {
        if (Phase is null) return OrganizationRefusals.NotFound;
        if (Reserved(actor) is { } reserved) return reserved;
        return Phase is OrganizationPhase.Suspended ? new OrganizationReinstated() : OrganizationRefusals.NotSuspended;
    }

    /// <summary>Lifts a suspension whose end has come; what is due when <see cref="Due"/> comes.</summary>
    public Decision EndSuspension(Instant now) => Due <= now ? new OrganizationReinstated() : Decision.Nothing;

    /// <summary>
    /// Whether the reader may know of the organisation. Who trades here is public; one that nobody has verified yet is known to
    /// itself, to market operators and to the supervisor.
    /// </summary>
    /// <param name="reader">Absent for a stranger.</param>
    /// <param name="id">The organisation's own id.</param>
    public bool VisibleTo(Actor? reader, string id) => Phase switch
    {
        null => false,
        OrganizationPhase.Registered => reader?.Organization == id || reader?.Kind is OrganizationKind.MarketOperator or OrganizationKind.Supervisor,
        _ => true,
    };

    /// <summary>
    /// Why the organisation may not publish, bid or file at this moment; absent when it may. A suspension ends at its moment,
    /// whether or not the event that records its end has been written yet. Refusals: <c>organization.not_found</c>,
    /// <c>.not_verified</c>, <c>.suspended</c>.
    /// </summary>
    public Refusal? MayAct(Instant now) => Phase switch
    {
        null => OrganizationRefusals.NotFound,
        OrganizationPhase.Registered => OrganizationRefusals.NotVerified,
        OrganizationPhase.Suspended when !(SuspendedUntil <= now) => OrganizationRefusals.Suspended.With(("reason", SuspensionReason!)),
        _ => null,
    };

    public Organization Apply(Event e) => e switch
    {
        OrganizationRegistered registered => this with
        {
            Phase = OrganizationPhase.Registered,
            Kind = registered.Kind,
            NameZh = registered.NameZh,
            NameEn = registered.NameEn,
            CreditCode = registered.CreditCode,
            CreditCodeConforms = registered.CreditCodeConforms,
            Region = registered.Region,
            OfficePoint = registered.OfficePoint,
            ParentMarket = registered.ParentMarket,
        },
        OrganizationVerified verified => this with { Phase = OrganizationPhase.Verified, CreditCodeEvidence = verified.CreditCodeEvidence },
        OrganizationSuspended suspended => this with
        {
            Phase = OrganizationPhase.Suspended, SuspensionReason = suspended.Reason, SuspendedUntil = suspended.Until,
        },
        OrganizationReinstated => this with { Phase = OrganizationPhase.Verified, SuspensionReason = null, SuspendedUntil = null },
        _ => throw new InvalidOperationException($"An organization does not know the event {e.GetType().Name}."),
    };

    /// <summary>One market does not bar another, nor an office or the supervisor that watches it.</summary>
    private Refusal? Reserved(Actor actor) =>
        HoldsRightsOverOthers(Kind) && !actor.Has(Role.PlatformAdmin) && !actor.IsSystem ? OrganizationRefusals.KindReserved.With(("kind", Kind)) : null;

    private static bool HoldsRightsOverOthers(OrganizationKind kind) =>
        kind is OrganizationKind.RegistrationOffice or OrganizationKind.MarketOperator or OrganizationKind.Supervisor;

    private static bool OfficePointFits(OrganizationDetails details) => details.Kind is OrganizationKind.RegistrationOffice
        ? details.OfficePoint is [>= '0' and <= '9', >= '0' and <= '9'] and not "00"
        : details.OfficePoint is null;
}
