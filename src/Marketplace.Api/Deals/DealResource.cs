using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Contracts;
using Marketplace.Domain.Deals;

namespace Marketplace.Api.Deals;

/// <summary>A deal as its sides, their agents and the market's operator see it; a holder of consent or priority sees the terms and not what was said.</summary>
public sealed record DealResource
{
    public required string Id { get; init; }
    public required DealPhase State { get; init; }
    /// <summary>Id of the listing; absent for a deal on a demand.</summary>
    public string? Listing { get; init; }
    /// <summary>Id of the demand; absent for a deal on a listing.</summary>
    public string? Demand { get; init; }
    /// <summary>Id of the listing's achievement.</summary>
    public string? Achievement { get; init; }
    /// <summary>Id of the organization that transfers, licenses or solves.</summary>
    public required string Seller { get; init; }
    /// <summary>Id of the organization that pays.</summary>
    public required string Buyer { get; init; }
    /// <summary>Id of the operator on whose market the listing stands.</summary>
    public string? Market { get; init; }
    /// <summary>Version of the rules under which the deal runs.</summary>
    public required string RuleSet { get; init; }
    /// <summary>The inquiry.</summary>
    public string? Message { get; init; }
    /// <summary>In the order in which they were made; only the last can stand.</summary>
    public required IReadOnlyList<OfferResource> Offers { get; init; }
    /// <summary>What both sides agreed on, once they did.</summary>
    public TermsResource? Terms { get; init; }
    /// <summary>Who must consent to the terms or may match them.</summary>
    public required IReadOnlyList<HolderResource> Holders { get; init; }
    /// <summary>When the terms were a deal, with nothing wanting.</summary>
    public Instant? AgreedAt { get; init; }
    public ClosureResource? Closure { get; init; }
    /// <summary>Id of the deal whose terms a holder of a priority matched.</summary>
    public string? InsteadOf { get; init; }
    public required Instant OpenedAt { get; init; }
    public required long Version { get; init; }

    internal string View { get; private init; } = "";

    /// <param name="open">Whether the reader sees what the sides say to each other.</param>
    internal static DealResource From(Snapshot<Deal> deal, Seals seals, bool open)
    {
        var (state, opened) = (deal.State, deal.State.Opened!);
        return new DealResource
        {
            Id = deal.Id,
            State = state.Phase!.Value,
            Listing = opened.Listing,
            Demand = opened.Demand,
            Achievement = opened.Achievement,
            Seller = opened.Seller,
            Buyer = opened.Buyer,
            Market = opened.Market,
            RuleSet = opened.RuleSet,
            Message = open ? seals.Read(opened.Message) : null,
            Offers = open ? [.. state.Offers.Select(offer => OfferResource.From(offer, seals))] : [],
            Terms = TermsResource.From(state),
            Holders = [.. state.Holders.Select(HolderResource.From)],
            AgreedAt = state.AgreedAt,
            Closure = state.Closed is { } closed ? new ClosureResource { Cause = closed.Cause, By = closed.By, Reason = open ? seals.Read(closed.Reason) : null, ClosedAt = closed.ClosedAt } : null,
            InsteadOf = opened.InsteadOf,
            OpenedAt = opened.OpenedAt,
            Version = deal.Version,
            View = open ? "party" : "holder",
        };
    }
}

/// <summary>What one side offered.</summary>
public sealed record OfferResource
{
    public required string Id { get; init; }
    public required OfferState State { get; init; }
    public required DealSide By { get; init; }
    /// <summary>Id of the organization that acted for the side.</summary>
    public string? Agent { get; init; }
    public required Money Price { get; init; }
    public TransferMode? TransferMode { get; init; }
    public LicenceScope? LicenceScope { get; init; }
    public ContractType? ContractType { get; init; }
    public PaymentMethod? PaymentMethod { get; init; }
    /// <summary>In the offerer's words.</summary>
    public string? Terms { get; init; }
    /// <summary>The first moment at which it cannot be accepted any more.</summary>
    public required Instant ValidUntil { get; init; }
    public required Instant MadeAt { get; init; }
    /// <summary>Why it was declined.</summary>
    public string? Reason { get; init; }

    internal static OfferResource From(DealOffer offer, Seals seals)
    {
        var (made, content) = (offer.Made, OfferContent.Open(offer.Made.Content, seals.Open(offer.Made.Content)!));
        return new OfferResource
        {
            Id = made.Offer,
            State = offer.State,
            By = made.By,
            Agent = made.Agent,
            Price = content.Price,
            TransferMode = content.TransferMode,
            LicenceScope = content.LicenceScope,
            ContractType = content.ContractType,
            PaymentMethod = content.PaymentMethod,
            Terms = content.Terms,
            ValidUntil = made.ValidUntil,
            MadeAt = made.MadeAt,
            Reason = seals.Read(offer.Reason),
        };
    }
}

/// <summary>What both sides agreed on.</summary>
public sealed record TermsResource
{
    /// <summary>The offer that was accepted; absent for a take-up and a matched price.</summary>
    public string? Offer { get; init; }
    public required Money Price { get; init; }
    public TransferMode? TransferMode { get; init; }
    public LicenceScope? LicenceScope { get; init; }
    public ContractType? ContractType { get; init; }
    public PaymentMethod? PaymentMethod { get; init; }
    public required Instant AgreedAt { get; init; }
    /// <summary>24:00 of the last day on which a priority can be used.</summary>
    public Instant? NoticesUntil { get; init; }
    /// <summary>Whether the price must have been public for its days.</summary>
    public required bool NeedsPublicity { get; init; }
    /// <summary>When the notice of these terms had stood its days.</summary>
    public Instant? PublicityEndedAt { get; init; }

    internal static TermsResource? From(Deal deal) => deal.Terms is not { } terms ? null : new TermsResource
    {
        Offer = terms.Offer,
        Price = terms.Price,
        TransferMode = terms.TransferMode,
        LicenceScope = terms.LicenceScope,
        ContractType = terms.ContractType,
        PaymentMethod = terms.PaymentMethod,
        AgreedAt = terms.AgreedAt,
        NoticesUntil = terms.NoticesUntil,
        NeedsPublicity = terms.NeedsPublicity,
        PublicityEndedAt = deal.Publicised?.EndedAt,
    };
}

/// <summary>Somebody beside the two sides who has a say in the terms.</summary>
public sealed record HolderResource
{
    /// <summary>1, 2, … within the deal.</summary>
    public required string Label { get; init; }
    public required HolderKind Kind { get; init; }
    /// <summary>Of an organization.</summary>
    public string? Name { get; init; }
    /// <summary>Its id, if it is on the market; then it answers for itself.</summary>
    public string? Organization { get; init; }
    /// <summary>Id of the completer in the achievement.</summary>
    public string? Completer { get; init; }
    /// <summary>Whether the deal needs its consent.</summary>
    public required bool Consents { get; init; }
    public ConsentDecision? Consent { get; init; }
    /// <summary>Whether it may match the terms.</summary>
    public required bool Priority { get; init; }
    public PriorityAnswer? PriorityAnswer { get; init; }

    internal static HolderResource From(HolderAnswer answer) => new()
    {
        Label = answer.Holder.Label,
        Kind = answer.Holder.Kind,
        Name = answer.Holder.Name,
        Organization = answer.Holder.Organization,
        Completer = answer.Holder.Completer,
        Consents = answer.Holder.Consents,
        Consent = answer.Consent?.Decision,
        Priority = answer.Holder.Priority,
        PriorityAnswer = answer.Priority?.Answer,
    };
}

/// <summary>Why a deal came to nothing.</summary>
public sealed record ClosureResource
{
    public required DealClosure Cause { get; init; }
    /// <summary>Id of the organization that closed it; absent when it followed by itself.</summary>
    public string? By { get; init; }
    public string? Reason { get; init; }
    public required Instant ClosedAt { get; init; }
}
