using Marketplace.Domain;
using Marketplace.ReadModel.Ledger;

namespace Marketplace.ReadModel.Reports;

/// <summary>Adds up a row's parts for a month and for all that the month is compared with.</summary>
internal sealed class PeriodSum(Month period)
{
    private readonly (int Month, int MonthBefore, int YearBefore) keys = ((int)period.Key, (int)period.Plus(-1).Key, (int)period.Plus(-12).Key);
    private Sums month, monthBefore, yearBefore, yearToDate, yearToDateBefore;

    private struct Sums
    {
        private long contracts, turnover, technologyAmount, technologyIncome;

        public void Add(in LedgerSum part)
        {
            checked
            {
                contracts += part.Contracts;
                turnover += part.Turnover;
                technologyAmount += part.TechnologyAmount;
                technologyIncome += part.TechnologyIncome;
            }
        }

        public readonly Figures Figures => new(contracts, new Money(turnover), new Money(technologyAmount), new Money(technologyIncome));
    }

    public PeriodFigures Figures => PeriodFigures.Of(month.Figures, monthBefore.Figures, yearBefore.Figures, yearToDate.Figures, yearToDateBefore.Figures);

    public void Add(in LedgerSum part)
    {
        var key = (int)part.Month.Key;
        if (key == keys.Month) month.Add(part);
        else if (key == keys.MonthBefore) monthBefore.Add(part);
        else if (key == keys.YearBefore) yearBefore.Add(part);
        if (part.Month.Year == period.Year && key <= keys.Month) yearToDate.Add(part);
        else if (part.Month.Year == period.Year - 1 && key <= keys.YearBefore) yearToDateBefore.Add(part);
    }
}
