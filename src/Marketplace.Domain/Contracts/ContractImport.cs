namespace Marketplace.Domain.Contracts;

// Contracts that were registered elsewhere: the national register knows them by their figures, not by their parties.
public sealed partial record Contract
{
    /// <summary>Name of the record from which it was taken over; absent for a contract that was registered here.</summary>
    public string? ImportedFrom { get; private init; }

    /// <summary>Whether anything of it was invented to fill up a published total.</summary>
    public bool Generated { get; private init; }

    /// <summary>The name under which the log holds a number that was taken over, so that no number is there twice.</summary>
    public static string NumberClaim(string number) => $"contract_number:{number}";

    /// <summary>
    /// The name under which the log holds the office of a number: an office that registers here gives its own numbers, and one
    /// whose numbers were taken over cannot begin to.
    /// </summary>
    public static string OfficeClaim(string number) => $"office:{number[4..10]}";

    /// <summary>
    /// Takes over a registered contract. Refusals: <c>contract.number_malformed</c>, <c>.number_taken</c>,
    /// <c>.registered_in_future</c>, <c>.region_unknown</c>, <c>.subtype_differs</c>, <c>.ip_none_not_alone</c>,
    /// <c>.amount_out_of_range</c>, <c>.amount_too_high</c>. The command takes <see cref="NumberClaim"/> and <see cref="OfficeClaim"/>.
    /// </summary>
    /// <param name="numberTaken">Whether another contract has the number, or an office that registers here gives numbers of its kind.</param>
    /// <param name="today">Day in Shanghai.</param>
    public Decision Import(ContractImported facts, bool numberTaken, DateOnly today)
    {
        if (!RegistrationNumber.Fits(facts.Number, facts.RegisteredOn.Year, facts.OfficeRegion))
            return ContractRefusals.NumberMalformed.With(("number", facts.Number)).At("/number");
        if (Phase is not null || numberTaken) return ContractRefusals.NumberTaken.With(("number", facts.Number)).At("/number");
        if (facts.RegisteredOn > today) return ContractRefusals.RegisteredInFuture.With(("today", today)).At("/registeredOn");
        if (Unknown(facts.OfficeRegion) || Unknown(facts.SellerRegion) || Unknown(facts.BuyerRegion)) return ContractRefusals.RegionUnknown;
        if (facts.Subtype.MainType() != facts.Type)
            return ContractRefusals.SubtypeDiffers.With(("subtype", facts.Subtype), ("type", facts.Subtype.MainType())).At("/subtype");
        if (facts.IpTypes.Length > 1 && facts.IpTypes.Contains(Achievements.IpType.None)) return ContractRefusals.IpNoneNotAlone.With().At("/ipTypes");
        if (facts.TechnologyIncome < Money.Zero || facts.Turnover > Money.Largest)
            return ContractRefusals.AmountOutOfRange.With(("largest", Money.Largest)).At("/turnover");
        if (facts.TechnologyAmount > facts.Turnover) return ContractRefusals.AmountTooHigh.With(("most", facts.Turnover)).At("/technologyAmount");
        if (facts.TechnologyIncome > facts.TechnologyAmount) return ContractRefusals.AmountTooHigh.With(("most", facts.TechnologyAmount)).At("/technologyIncome");
        return facts;
    }

    private static bool Unknown(string region) => Regions.ReportRowOf(region) is null;

    private static Contract TakenOver(ContractImported facts) => new()
    {
        Phase = ContractPhase.Registered,
        ImportedFrom = facts.Source,
        Generated = facts.Generated,
        Seller = new("", "", "", facts.SellerRegion),
        Buyer = new("", "", "", facts.BuyerRegion),
        Price = facts.Turnover,
        Form = new ContractForm
        {
            Type = facts.Type,
            Subtype = facts.Subtype,
            Field = facts.Field,
            IpTypes = facts.IpTypes,
            Turnover = facts.Turnover,
            TechnologyAmount = facts.TechnologyAmount,
            PlanSource = facts.PlanSource,
            SocialEconomicGoal = facts.SocialEconomicGoal,
            SellerKind = facts.SellerKind,
            BuyerKind = facts.BuyerKind,
        },
        ApprovedTechnologyAmount = facts.TechnologyAmount,
        ApprovedTechnologyIncome = facts.TechnologyIncome,
        Number = facts.Number,
        RegisteredOn = facts.RegisteredOn,
    };
}
