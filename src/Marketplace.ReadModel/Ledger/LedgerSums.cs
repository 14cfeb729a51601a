using Marketplace.Domain;
using Marketplace.ReadModel.Projection;

namespace Marketplace.ReadModel.Ledger;

/// <summary>
/// What a transaction adds to the months' sums. Many contracts fall into few cells, so they are added up here and each cell
/// is written once: by the month of its recording, which a report adds up, and by the day, for what was known on a day.
/// </summary>
internal sealed class LedgerSums
{
    private readonly Dictionary<Place, Sums[]> places = [];
    private readonly Dictionary<string, string> rows = new(StringComparer.Ordinal);

    private readonly record struct Place(LedgerBase Base, LedgerLevel Level, string Region, long Month, int Recorded);

    private struct Sums
    {
        public bool Touched;
        public long Contracts, Turnover, TechnologyAmount, TechnologyIncome;
    }

    public void Add(LedgerEntry entry)
    {
        var (month, recorded) = (Month.Of(entry.RegisteredOn).Key, new Instant(entry.RecordedAt).ShanghaiDay.DayNumber);
        var (office, seller, buyer) = (RowOf(entry.OfficeRegion), RowOf(entry.SellerRegion), RowOf(entry.BuyerRegion));
        Span<int> slots = stackalloc int[LedgerSlots.PerEntry];
        LedgerSlots.Of(entry, buyer, slots);
        Add(LedgerBase.Registered, entry.OfficeRegion, office, month, recorded, slots, entry);
        Add(LedgerBase.Output, entry.SellerRegion, seller, month, recorded, slots, entry);
        LedgerSlots.Of(entry, seller, slots);
        Add(LedgerBase.Absorption, entry.BuyerRegion, buyer, month, recorded, slots, entry);
    }

    private void Add(LedgerBase by, string place, string row, long month, int recorded, ReadOnlySpan<int> slots, LedgerEntry entry)
    {
        AddTo(new Place(by, LedgerLevel.Nation, "", month, recorded), slots, entry);
        AddTo(new Place(by, LedgerLevel.ReportRow, row, month, recorded), slots, entry);
        AddTo(new Place(by, LedgerLevel.Place, place, month, recorded), place == row ? slots[..1] : slots, entry);
    }

    private void AddTo(Place place, ReadOnlySpan<int> slots, LedgerEntry entry)
    {
        if (!places.TryGetValue(place, out var sums)) places.Add(place, sums = new Sums[LedgerSlots.All.Length]);
        foreach (var slot in slots)
        {
            ref var sum = ref sums[slot];
            checked
            {
                sum.Touched = true;
                sum.Contracts += entry.Sign;
                sum.Turnover += entry.Sign * entry.Turnover.Fen;
                sum.TechnologyAmount += entry.Sign * entry.TechnologyAmount.Fen;
                sum.TechnologyIncome += entry.Sign * entry.TechnologyIncome.Fen;
            }
        }
    }

    /// <summary>A contract without a row in the report by region would make the provinces' sum lie: better no report than that one.</summary>
    private string RowOf(string place)
    {
        if (rows.TryGetValue(place, out var known)) return known;
        var row = Regions.ReportRowOf(place) ?? throw new InvalidOperationException($"The region '{place}' has no row in any report.");
        rows.Add(place, row);
        return row;
    }

    public void Write(Rows rows)
    {
        foreach (var (place, sums) in places)
        {
            object @base = Codes.Of(place.Base), level = (long)place.Level, month = place.Month, recordedOn = (long)place.Recorded;
            object recordedMonth = Month.Of(DateOnly.FromDayNumber(place.Recorded)).Key;
            for (var i = 0; i < sums.Length; i++)
            {
                if (!sums[i].Touched) continue;
                object dimension = Codes.Of(LedgerSlots.All[i].Dimension), contracts = sums[i].Contracts, turnover = sums[i].Turnover;
                object amount = sums[i].TechnologyAmount, income = sums[i].TechnologyIncome;
                rows.Run(
                    """
                    insert into ledger_months values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
                    on conflict (base, level, dimension, month, region, code, recorded_month) do update set
                        contracts = contracts + excluded.contracts,
                        turnover = turnover + excluded.turnover,
                        technology_amount = technology_amount + excluded.technology_amount,
                        technology_income = technology_income + excluded.technology_income
                    """,
                    @base, level, dimension, month, place.Region, LedgerSlots.All[i].Code, recordedMonth, contracts, turnover, amount, income);
                rows.Run(
                    """
                    insert into ledger_days values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
                    on conflict (recorded_month, base, level, dimension, month, region, code, recorded_on) do update set
                        contracts = contracts + excluded.contracts,
                        turnover = turnover + excluded.turnover,
                        technology_amount = technology_amount + excluded.technology_amount,
                        technology_income = technology_income + excluded.technology_income
                    """,
                    recordedMonth, @base, level, dimension, month, place.Region, LedgerSlots.All[i].Code, recordedOn, contracts, turnover, amount, income);
            }
        }
        places.Clear();
    }
}
