using Marketplace.Domain;
using Marketplace.Domain.Releases;
using Marketplace.ReadModel.Projection;

namespace Marketplace.ReadModel.Ledger;

/// <summary>
/// What a transaction adds to the months' sums. Many contracts fall into few cells, so they are added up here and each cell
/// is read and written once: by the month of its recording, which a report adds up, and by the day, for what was known on a day.
/// </summary>
internal sealed class LedgerSums
{
    private readonly Dictionary<Place, Sums> places = [];
    private readonly Dictionary<string, string> rows = new(StringComparer.Ordinal);

    private readonly record struct Place(ReportBase Base, LedgerLevel Level, string Region, long Month, int Recorded);

    private sealed class Sums
    {
        private readonly LedgerAmounts[] amounts = new LedgerAmounts[LedgerSlots.All.Length];
        private readonly bool[] touched = new bool[LedgerSlots.All.Length];

        /// <summary>Slot 0 is the total, which has columns of its own.</summary>
        public ref readonly LedgerAmounts Total => ref amounts[0];

        public void Add(int slot, in LedgerAmounts more)
        {
            touched[slot] = true;
            amounts[slot].Add(more);
        }

        /// <summary>What a row's parts become when these are added to them.</summary>
        public byte[] After(byte[]? stored)
        {
            LedgerAmounts[] sums = [.. amounts];
            bool[] there = [.. touched];
            there[0] = false;
            for (ReadOnlySpan<byte> parts = stored; LedgerParts.Next(ref parts, out var slot, out var part); there[slot] = true) sums[slot].Add(part);
            return LedgerParts.Write(sums, there);
        }
    }

    public void Add(LedgerEntry entry)
    {
        var (month, recorded) = (Month.Of(entry.RegisteredOn).Key, new Instant(entry.RecordedAt).ShanghaiDay.DayNumber);
        var (office, seller, buyer) = (RowOf(entry.OfficeRegion), RowOf(entry.SellerRegion), RowOf(entry.BuyerRegion));
        Span<int> slots = stackalloc int[LedgerSlots.PerEntry];
        LedgerSlots.Of(entry, office, buyer, slots);
        Add(ReportBase.Registered, entry.OfficeRegion, office, month, recorded, slots, entry);
        LedgerSlots.Of(entry, seller, buyer, slots);
        Add(ReportBase.Output, entry.SellerRegion, seller, month, recorded, slots, entry);
        LedgerSlots.Of(entry, buyer, seller, slots);
        Add(ReportBase.Absorption, entry.BuyerRegion, buyer, month, recorded, slots, entry);
    }

    private void Add(ReportBase by, string place, string row, long month, int recorded, ReadOnlySpan<int> slots, LedgerEntry entry)
    {
        AddTo(new Place(by, LedgerLevel.Nation, "", month, recorded), slots, entry);
        AddTo(new Place(by, LedgerLevel.ReportRow, row, month, recorded), slots[..^1], entry);
        AddTo(new Place(by, LedgerLevel.Place, place, month, recorded), place == row ? slots[..1] : slots[..^1], entry);
    }

    private void AddTo(Place place, ReadOnlySpan<int> slots, LedgerEntry entry)
    {
        if (!places.TryGetValue(place, out var sums)) places.Add(place, sums = new Sums());
        var amounts = new LedgerAmounts
        {
            Contracts = entry.Sign,
            Turnover = entry.Sign * entry.Turnover.Fen,
            TechnologyAmount = entry.Sign * entry.TechnologyAmount.Fen,
            TechnologyIncome = entry.Sign * entry.TechnologyIncome.Fen,
        };
        foreach (var slot in slots) sums.Add(slot, amounts);
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
            var total = sums.Total;
            var known = rows.First("select parts from ledger_months where base = ?1 and level = ?2 and month = ?3 and region = ?4 and recorded_month = ?5",
                @base, level, month, place.Region, recordedMonth);
            rows.Run(
                """
                insert into ledger_months values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
                on conflict (base, level, month, region, recorded_month) do update set
                    contracts = contracts + excluded.contracts,
                    turnover = turnover + excluded.turnover,
                    technology_amount = technology_amount + excluded.technology_amount,
                    technology_income = technology_income + excluded.technology_income,
                    parts = excluded.parts
                """,
                @base, level, month, place.Region, recordedMonth, total.Contracts, total.Turnover, total.TechnologyAmount, total.TechnologyIncome, sums.After((byte[]?)known?[0]));
            var ofDay = rows.First("select parts from ledger_days where recorded_month = ?1 and base = ?2 and level = ?3 and month = ?4 and region = ?5 and recorded_on = ?6",
                recordedMonth, @base, level, month, place.Region, recordedOn);
            rows.Run(
                """
                insert into ledger_days values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
                on conflict (recorded_month, base, level, month, region, recorded_on) do update set
                    contracts = contracts + excluded.contracts,
                    turnover = turnover + excluded.turnover,
                    technology_amount = technology_amount + excluded.technology_amount,
                    technology_income = technology_income + excluded.technology_income,
                    parts = excluded.parts
                """,
                recordedMonth, @base, level, month, place.Region, recordedOn, total.Contracts, total.Turnover, total.TechnologyAmount, total.TechnologyIncome, sums.After((byte[]?)ofDay?[0]));
        }
        places.Clear();
    }
}
