using System.Text.Json;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Demands;

namespace Marketplace.Api.Demands;

/// <summary>What a solver proposes: business secrets, sealed before they reach the log.</summary>
/// <param name="Text">How the problem would be solved.</param>
/// <param name="Price">报价; may be left to the negotiation.</param>
/// <param name="Days">Calendar days that the solution would take.</param>
public sealed record ProposalTerms(string Text, Money? Price = null, int? Days = null)
{
    internal Sealed SealFor(string proposal, Seals seals) => seals.Seal(proposal, JsonSerializer.Serialize(this, EventCatalogue.Json));

    internal static ProposalTerms? Read(Sealed? terms, Seals seals) =>
        seals.Read(terms) is { } text ? JsonSerializer.Deserialize<ProposalTerms>(text, EventCatalogue.Json) : null;
}

/// <summary>A proposal (解决方案) to a demand, as its solver and the demand's owner may see it; nobody else learns that it is there.</summary>
public sealed record ProposalResource
{
    public required string Id { get; init; }
    /// <summary>Id of the demand.</summary>
    public required string Demand { get; init; }
    /// <summary>The version of the demand that it answers.</summary>
    public required long DemandVersion { get; init; }
    /// <summary>Id of the organization that proposes.</summary>
    public required string Solver { get; init; }
    public required ProposalPhase State { get; init; }
    /// <summary>Hidden again from the demand's owner once it was withdrawn.</summary>
    public ProposalTerms? Terms { get; init; }
    public required Instant SubmittedAt { get; init; }
    public Instant? WithdrawnAt { get; init; }
    public Instant? DeclinedAt { get; init; }
    public string? DeclineReason { get; init; }
    public required long Version { get; init; }

    internal static ProposalResource From(Snapshot<Proposal> proposal, Seals seals, Actor reader) => new()
    {
        Id = proposal.Id,
        Demand = proposal.State.Demand,
        DemandVersion = proposal.State.DemandVersion,
        Solver = proposal.State.Solver,
        State = proposal.State.Phase!.Value,
        Terms = proposal.State.TermsVisibleTo(reader) ? ProposalTerms.Read(proposal.State.Terms, seals) : null,
        SubmittedAt = proposal.State.SubmittedAt,
        WithdrawnAt = proposal.State.WithdrawnAt,
        DeclinedAt = proposal.State.DeclinedAt,
        DeclineReason = seals.Read(proposal.State.DeclineReason),
        Version = proposal.Version,
    };

    /// <summary>Which of its representations this is.</summary>
    internal string View => Terms is null ? "withheld" : "full";
}
