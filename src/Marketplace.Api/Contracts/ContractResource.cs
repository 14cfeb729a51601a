using System.Collections.Immutable;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Contracts;
using Marketplace.Log;

namespace Marketplace.Api.Contracts;

/// <summary>A technology contract on its way from the deal to its registration.</summary>
public sealed record ContractResource
{
    public required string Id { get; init; }
    public required ContractPhase State { get; init; }
    /// <summary>What brought the two sides together; absent for a contract that was taken over from another register.</summary>
    public DealOrigin? DealOrigin { get; init; }
    /// <summary>Id of the deal: an auction or a negotiated one. Absent where the contract was made outside or, as are rules, achievement and parties, taken over from another register.</summary>
    public string? Deal { get; init; }
    /// <summary>Version of the rules under which the deal ran; they decide on the contract too.</summary>
    public string? RuleSet { get; init; }
    public string? Achievement { get; init; }
    /// <summary>Id of the demand that it answers.</summary>
    public string? Demand { get; init; }
    /// <summary>When the notice of an agreed price had stood its days; the contract is signed from this day on.</summary>
    public Instant? PublicityEndedAt { get; init; }
    /// <summary>Id of the operator on whose market the deal was made.</summary>
    public string? Market { get; init; }
    public ContractParty? Seller { get; init; }
    public ContractParty? Buyer { get; init; }
    /// <summary>The price of the deal.</summary>
    public required Money Price { get; init; }
    /// <summary>技术合同登记表; in this form it is also sent to revise it.</summary>
    public required ContractForm Form { get; init; }
    /// <summary>Id of the registration office, once it is filed.</summary>
    public string? Office { get; init; }
    /// <summary>Id of the organization that filed it.</summary>
    public string? Filer { get; init; }
    public Instant? FiledAt { get; init; }
    /// <summary>What has to be corrected, while it is returned.</summary>
    public required ImmutableArray<string> ReturnReasons { get; init; }
    public Instant? AcceptedAt { get; init; }
    /// <summary>End of the last day on which the office may decide.</summary>
    public Instant? DecideBy { get; init; }
    /// <summary>Since when the office's decision is overdue; it stays here when the decision has come, late.</summary>
    public Instant? OverdueSince { get; init; }
    /// <summary>The opinion that stands, once there is one.</summary>
    public ReviewResource? Review { get; init; }
    /// <summary>技术合同登记编号, once it is registered.</summary>
    public string? Number { get; init; }
    public DateOnly? RegisteredOn { get; init; }
    /// <summary>Why recognition was refused (未予登记).</summary>
    public required ImmutableArray<RecognitionRefusalReason> RefusalReasons { get; init; }
    public string? RefusalExplanation { get; init; }
    /// <summary>Name of the record from which it was taken over; absent for one that was registered here.</summary>
    public string? ImportedFrom { get; init; }
    /// <summary>Whether anything of it was invented to fill up a published total; absent when nothing was.</summary>
    public bool? Generated { get; init; }
    public required long Version { get; init; }

    internal string View { get; private init; } = "";

    /// <summary>What the reader may see of a contract that is visible to it.</summary>
    internal static ContractResource From(Snapshot<Contract> contract, Actor reader)
    {
        // Who reviewed is the office's own affair: a party knows the office it has to deal with, not whom to press.
        var inside = reader.Organization == contract.State.Office || reader.Kind is OrganizationKind.Supervisor;
        var state = contract.State;
        var here = state.ImportedFrom is null;
        return new ContractResource
        {
            Id = contract.Id,
            State = state.Phase!.Value,
            DealOrigin = here ? state.DealOrigin : null,
            Deal = here ? state.Deal : null,
            RuleSet = here ? state.RuleSet : null,
            Achievement = here ? state.Achievement : null,
            Demand = state.Demand,
            PublicityEndedAt = state.PublicityEndedAt,
            Market = state.Market,
            Seller = here ? state.Seller : null,
            Buyer = here ? state.Buyer : null,
            Price = state.Price,
            Form = state.Form,
            Office = state.Office,
            Filer = state.Filer,
            FiledAt = state.FiledAt,
            ReturnReasons = state.ReturnReasons,
            AcceptedAt = state.AcceptedAt,
            DecideBy = state.DecideBy,
            OverdueSince = state.OverdueSince,
            Review = ReviewResource.From(state, inside),
            Number = state.Number,
            RegisteredOn = state.RegisteredOn,
            RefusalReasons = state.RefusalReasons,
            RefusalExplanation = state.RefusalExplanation,
            ImportedFrom = state.ImportedFrom,
            Generated = state.Generated ? true : null,
            Version = contract.Version,
            View = inside ? "office" : "party",
        };
    }
}

/// <summary>The office's opinion on the amounts.</summary>
public sealed record ReviewResource
{
    /// <summary>技术交易额 as approved.</summary>
    public required Money TechnologyAmount { get; init; }
    /// <summary>技术性收入 as approved.</summary>
    public required Money TechnologyIncome { get; init; }
    /// <summary>Whether a second person has come to the same amounts.</summary>
    public required bool SecondReviewDone { get; init; }
    /// <summary>Id of the person whose opinion it is; the office and the supervisor see it.</summary>
    public string? Reviewer { get; init; }
    /// <summary>Id of the person who came to the same amounts; the office and the supervisor see it.</summary>
    public string? SecondReviewer { get; init; }

    internal static ReviewResource? From(Contract contract, bool withNames) => contract.ApprovedTechnologyAmount is not { } amount ? null : new ReviewResource
    {
        TechnologyAmount = amount,
        TechnologyIncome = contract.ApprovedTechnologyIncome!.Value,
        SecondReviewDone = contract.SecondReviewer is not null,
        Reviewer = withNames ? contract.Reviewer : null,
        SecondReviewer = withNames ? contract.SecondReviewer : null,
    };
}

internal static class ContractAnswers
{
    /// <summary>The contract as the command left it, for the eyes of the one who gave it.</summary>
    public static async Task<Result<ContractResource>> AnswerContractAsync(this Market market, Outcome outcome, string id, Caller caller, CancellationToken cancel)
    {
        var answer = await market.AnswerAsync<Contract, ContractResource>(outcome, id, contract => ContractResource.From(contract, caller.Self), cancel);
        return answer.Value is { } resource ? answer with { View = resource.View } : answer;
    }
}
