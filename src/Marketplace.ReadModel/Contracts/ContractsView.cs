using Marketplace.Domain;
using Marketplace.Domain.Contracts;
using Marketplace.Domain.Documents;
using Marketplace.Log;
using Marketplace.ReadModel.Projection;

namespace Marketplace.ReadModel.Contracts;

/// <summary>Contracts on their way through registration, for the parties and the offices.</summary>
public sealed class ContractsView : IView
{
    internal const string ViewName = "contracts";

    public string Name => ViewName;

    public int Version => 5;

    public string Schema => """
        create table contracts (
            position          integer primary key,
            id                text    not null unique,
            deal_origin       text,
            deal              text,
            achievement       text,
            seller            text,
            seller_name       text,
            buyer             text,
            buyer_name        text,
            office            text,
            state             text    not null,
            title             text,
            type              text,
            subtype           text,
            field             text,
            turnover          integer,
            technology_amount integer,
            filed_at          integer,
            decide_by         integer,
            overdue_since     integer,
            number            text,
            registered_on     text,
            registered_month  integer,
            imported_from     text,
            generated         integer not null default 0,
            drafted_at        integer not null,
            updated_at        integer not null
        ) strict;
        create index contracts_month on contracts (registered_month, position);

        -- Who may know of it: one range in the list's order for each organisation, however many contracts there are.
        create table contract_viewers (
            organization text    not null,
            position     integer not null,
            primary key (organization, position)
        ) strict, without rowid;
        """;

    public IProjection Open(Rows rows) => new Projection(rows);

    private sealed class Projection(Rows rows) : IProjection
    {
        public void Apply(LogEvent e)
        {
            switch (e.Content)
            {
                case ContractDrafted drafted:
                    Draft(e, drafted);
                    break;
                case ContractRevised revised:
                    var form = revised.Form;
                    Change(e, "title = ?3, type = ?4, subtype = ?5, field = ?6, turnover = ?7, technology_amount = ?8",
                        form.Title, form.Type, form.Subtype, form.Field, form.Turnover, form.TechnologyAmount);
                    break;
                case DocumentAttached or DocumentChecked or DocumentRemoved when Ids.Is(Ids.Contract, e.Stream):
                case SecondReviewDone:
                    Change(e, "");
                    break;
                case ContractFiled filed:
                    File(e, filed);
                    break;
                case FilingReturned:
                    Change(e, "state = ?3, decide_by = null, overdue_since = null", ContractPhase.Returned);
                    break;
                case FilingAccepted accepted:
                    Change(e, "state = ?3, decide_by = ?4", ContractPhase.Accepted, accepted.DecideBy);
                    break;
                case DecisionOverdue overdue:
                    Change(e, "overdue_since = ?3", overdue.DecideBy);
                    break;
                case ContractReviewed reviewed:
                    Change(e, "state = ?3, technology_amount = ?4",
                        reviewed.NeedsSecondReview ? ContractPhase.InSecondReview : ContractPhase.InReview, reviewed.TechnologyAmount);
                    break;
                case ContractRegistered registered:
                    Change(e, "state = ?3, technology_amount = ?4, number = ?5, registered_on = ?6, registered_month = ?7",
                        ContractPhase.Registered, registered.TechnologyAmount, registered.Number, registered.RegisteredOn, Month.Of(registered.RegisteredOn).Key);
                    break;
                case ContractImported imported:
                    Import(e, imported);
                    break;
                case ContractRefused:
                    Change(e, "state = ?3", ContractPhase.Refused);
                    break;
                case NumberTaken:
                    // Of the office's number series: the contract's own event repeats the number.
                    break;
                default:
                    NotProjectedException.ThrowIfOf(typeof(ContractDrafted), ViewName, e);
                    break;
            }
        }

        private void Draft(LogEvent e, ContractDrafted drafted)
        {
            var form = drafted.Form;
            rows.Run(
                """
                insert into contracts (position, id, deal_origin, deal, achievement, seller, seller_name, buyer, buyer_name, state, title,
                                       type, subtype, field, turnover, technology_amount, drafted_at, updated_at)
                values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?17)
                """,
                e.Position, e.Stream, drafted.DealOrigin, drafted.Deal, drafted.Achievement, drafted.Seller.Organization, drafted.Seller.Name, drafted.Buyer.Organization,
                drafted.Buyer.Name, ContractPhase.Draft, form.Title, form.Type, form.Subtype, form.Field, form.Turnover, form.TechnologyAmount, e.At);
            foreach (var organization in (string?[])[drafted.Seller.Organization, drafted.Buyer.Organization, drafted.Market])
                if (organization is not null)
                    rows.Run("insert or ignore into contract_viewers (organization, position) values (?1, ?2)", organization, e.Position);
        }

        /// <summary>The register knows no parties of it, so only the supervisor sees it.</summary>
        private void Import(LogEvent e, ContractImported imported) => rows.Run(
            """
            insert into contracts (position, id, state, type, subtype, field, turnover, technology_amount, number, registered_on, registered_month,
                                   imported_from, generated, drafted_at, updated_at)
            values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?14)
            """,
            e.Position, e.Stream, ContractPhase.Registered, imported.Type, imported.Subtype, imported.Field, imported.Turnover, imported.TechnologyAmount,
            imported.Number, imported.RegisteredOn, Month.Of(imported.RegisteredOn).Key, imported.Source, imported.Generated, e.At);

        /// <summary>A contract that comes back may be filed at another office: then the first one no longer sees it.</summary>
        private void File(LogEvent e, ContractFiled filed)
        {
            rows.Run(
                """
                delete from contract_viewers where (organization, position) in
                    (select office, position from contracts where id = ?1 and office not in (seller, buyer))
                """, e.Stream);
            Change(e, "state = ?3, office = ?4, filed_at = ?5", ContractPhase.Filed, filed.Office, filed.FiledAt);
            rows.Run("insert or ignore into contract_viewers select office, position from contracts where id = ?1", e.Stream);
        }

        private void Change(LogEvent e, string set, params ReadOnlySpan<object?> values) =>
            rows.RunOne($"update contracts set {set}{(set.Length > 0 ? ", " : "")}updated_at = ?2 where id = ?1", [e.Stream, e.At, .. values]);
    }
}
