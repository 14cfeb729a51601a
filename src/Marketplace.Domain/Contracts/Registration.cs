using Marketplace.Domain.Organizations;

namespace Marketplace.Domain.Contracts;

/// <summary>
/// Registration touches two streams, the contract's and its office's number series. One decision gives the events of both, and
/// the log takes both or neither: so no number is lost and none is given twice.
/// </summary>
/// <param name="Contract">For the contract's stream; carries the refusal, if there is one.</param>
/// <param name="Series">For the series' stream; nothing when the contract is refused.</param>
public readonly record struct Registration(Decision Contract, Decision Series)
{
    /// <summary>
    /// Registers a reviewed contract under the next number. Refusals: those of <see cref="Contract.Register"/>,
    /// <c>contract.year_turned</c> when the series is that of another year, <c>contract.numbers_exhausted</c>.
    /// </summary>
    /// <param name="contractId">Id of the contract.</param>
    /// <param name="series">State of the stream <see cref="NumberSeries.Stream"/> of the contract's office and of <paramref name="year"/>.</param>
    /// <param name="year">The year for which the caller has named the series.</param>
    /// <param name="office">State of the contract's office.</param>
    public static Registration Register(Contract contract, string contractId, NumberSeries series, int year, Organization office, Actor actor, Instant now)
    {
        if (contract.NotRegistrable(actor) is { } refusal) return new(refusal, Decision.Nothing);
        var today = now.ShanghaiDay;
        if (today.Year != year) return new(ContractRefusals.YearTurned, Decision.Nothing);
        var taken = series.Take(contractId);
        if (taken.Refusal is { } exhausted) return new(exhausted, Decision.Nothing);
        var serial = series.Apply(taken.Events[0]).Last;
        return new(contract.Register(RegistrationNumber.Format(year, office.Region, office.OfficePoint!, serial), office.Region, today), taken);
    }
}
