using Marketplace.Domain;
using Marketplace.Domain.Contracts;
using Marketplace.Log;
using Marketplace.ReadModel.Projection;

namespace Marketplace.ReadModel.Ledger;

/// <summary>
/// The contract ledger: signed entries, and their sums by month, base, place and dimension, so that what a month costs to
/// report depends on neither the history's length nor the month's number of contracts. A month of one place is one row: its
/// total, and behind it the rows of every dimension (<see cref="LedgerParts"/>). The sums are kept apart by when they were recorded: what was known on a day is the months recorded before its month and that month's days up to it.
/// </summary>
public sealed class LedgerView : IView
{
    internal const string ViewName = "ledger";

    public string Name => ViewName;

    public int Version => 3;

    // What the numbers in a cell stand for is a part of the tables.
    public string Schema => $"""
        create table ledger_entries (
            position          integer not null,
            line              integer not null,
            contract          text    not null,
            kind              text    not null,
            sign              integer not null check (sign in (-1, 1)),
            registered_on     integer not null,
            month             integer not null,
            recorded_at       integer not null,
            office_region     text    not null,
            seller_region     text    not null,
            buyer_region      text    not null,
            type              text    not null,
            subtype           text    not null,
            field             text    not null,
            ip_types          text    not null,
            seller_kind       text    not null,
            buyer_kind        text    not null,
            turnover          integer not null,
            technology_amount integer not null,
            technology_income integer not null,
            plan_source       text    not null,
            goal              text    not null,
            origin            text    not null,
            primary key (position, line)
        ) strict, without rowid;
        create unique index ledger_entries_once on ledger_entries (contract) where kind = 'registered';

        -- Slots of the parts: {LedgerSlots.Fingerprint}.
        create table ledger_months (
            base              text    not null,
            level             integer not null,
            month             integer not null,
            region            text    not null,
            recorded_month    integer not null,
            contracts         integer not null,
            turnover          integer not null,
            technology_amount integer not null,
            technology_income integer not null,
            parts             blob    not null,
            primary key (base, level, month, region, recorded_month)
        ) strict, without rowid;

        create table ledger_days (
            recorded_month    integer not null,
            base              text    not null,
            level             integer not null,
            month             integer not null,
            region            text    not null,
            recorded_on       integer not null,
            contracts         integer not null,
            turnover          integer not null,
            technology_amount integer not null,
            technology_income integer not null,
            parts             blob    not null,
            primary key (recorded_month, base, level, month, region, recorded_on)
        ) strict, without rowid;
        """;

    public IProjection Open(Rows rows) => new Projection(rows);

    private sealed class Projection(Rows rows) : IProjection
    {
        private readonly LedgerSums sums = new();

        public void Apply(LogEvent e)
        {
            switch (e.Content)
            {
                case ContractRegistered registered:
                    Enter(EntryOf(e, registered));
                    break;
                case ContractImported imported:
                    Enter(EntryOf(e, imported));
                    break;
                case ContractDrafted or ContractRevised or ContractFiled or FilingReturned or FilingAccepted
                    or DecisionOverdue or ContractReviewed or SecondReviewDone or ContractRefused or NumberTaken:
                    // Nothing counts before the registration.
                    break;
                default:
                    NotProjectedException.ThrowIfOf(typeof(ContractRegistered), ViewName, e);
                    break;
            }
        }

        public void Flush() => sums.Write(rows);

        private void Enter(LedgerEntry entry)
        {
            rows.Run(
                "insert into ledger_entries values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23)",
                entry.Position, entry.Line, entry.Contract, entry.Kind, entry.Sign, entry.RegisteredOn.DayNumber, Month.Of(entry.RegisteredOn).Key,
                entry.RecordedAt, entry.OfficeRegion, entry.SellerRegion, entry.BuyerRegion, entry.Type, entry.Subtype, entry.Field,
                string.Join(',', entry.IpTypes.Select(t => Codes.Of(t))), entry.SellerKind, entry.BuyerKind,
                entry.Turnover, entry.TechnologyAmount, entry.TechnologyIncome, entry.PlanSource, entry.SocialEconomicGoal, entry.Origin);
            sums.Add(entry);
        }

        private static LedgerEntry EntryOf(LogEvent e, ContractRegistered registered) => new()
        {
            Position = e.Position,
            Line = 1,
            Contract = e.Stream,
            Kind = LedgerEntryKind.Registered,
            Sign = 1,
            RegisteredOn = registered.RegisteredOn,
            RecordedAt = e.At,
            OfficeRegion = registered.OfficeRegion,
            SellerRegion = registered.SellerRegion,
            BuyerRegion = registered.BuyerRegion,
            Type = registered.Type,
            Subtype = registered.Subtype,
            Field = registered.Field,
            IpTypes = registered.IpTypes,
            SellerKind = registered.SellerKind,
            BuyerKind = registered.BuyerKind,
            Turnover = registered.Turnover,
            TechnologyAmount = registered.TechnologyAmount,
            TechnologyIncome = registered.TechnologyIncome,
            PlanSource = registered.PlanSource,
            SocialEconomicGoal = registered.SocialEconomicGoal,
            Origin = ContractOrigin.Filed,
        };

        private static LedgerEntry EntryOf(LogEvent e, ContractImported imported) => new()
        {
            Position = e.Position,
            Line = 1,
            Contract = e.Stream,
            Kind = LedgerEntryKind.Registered,
            Sign = 1,
            RegisteredOn = imported.RegisteredOn,
            RecordedAt = e.At,
            OfficeRegion = imported.OfficeRegion,
            SellerRegion = imported.SellerRegion,
            BuyerRegion = imported.BuyerRegion,
            Type = imported.Type,
            Subtype = imported.Subtype,
            Field = imported.Field,
            IpTypes = imported.IpTypes,
            SellerKind = imported.SellerKind,
            BuyerKind = imported.BuyerKind,
            Turnover = imported.Turnover,
            TechnologyAmount = imported.TechnologyAmount,
            TechnologyIncome = imported.TechnologyIncome,
            PlanSource = imported.PlanSource,
            SocialEconomicGoal = imported.SocialEconomicGoal,
            Origin = imported.Generated ? ContractOrigin.Generated : ContractOrigin.Imported,
        };
    }
}
