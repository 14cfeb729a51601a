using Marketplace.Domain.Contracts;
using Marketplace.Log;
using Marketplace.ReadModel.Projection;

namespace Marketplace.ReadModel.Contracts;

/// <summary>Contracts on their way through registration, for the parties and the offices.</summary>
public sealed class ContractsView : IView
{
    internal const string ViewName = "contracts";

    public string Name => ViewName;

    public int Version => 1;

    public string Schema => """
        create table contracts (
            position          integer primary key,
            id                text    not null unique,
            deal              text    not null,
            achievement       text    not null,
            seller            text    not null,
            seller_name       text    not null,
            buyer             text    not null,
            buyer_name        text    not null,
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
            number            text,
            registered_on     text,
            registered_month  integer,
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
                    rows.Run(
                        """
                        insert into contracts (position, id, deal, achievement, seller, seller_name, buyer, buyer_name, state, drafted_at, updated_at)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)
                        """,
                        e.Position, e.Stream, drafted.Deal, drafted.Achievement, drafted.Seller.Organization, drafted.Seller.Name,
                        drafted.Buyer.Organization, drafted.Buyer.Name, ContractPhase.Draft, e.At);
                    Show(drafted.Seller.Organization, e.Position);
                    Show(drafted.Buyer.Organization, e.Position);
                    Write(e, drafted.Form);
                    break;
                case ContractRevised revised:
                    Write(e, revised.Form);
                    break;
                case DocumentAttached:
                    rows.RunOne("update contracts set updated_at = $2 where id = $1", e.Stream, e.At);
                    break;
                case ContractFiled filed:
                    File(e, filed);
                    break;
                case FilingReturned:
                    Enter(e, ContractPhase.Returned);
                    rows.RunOne("update contracts set decide_by = null where id = $1", e.Stream);
                    break;
                case FilingAccepted accepted:
                    Enter(e, ContractPhase.Accepted);
                    rows.RunOne("update contracts set decide_by = $2 where id = $1", e.Stream, accepted.DecideBy);
                    break;
                case ContractReviewed reviewed:
                    Enter(e, reviewed.NeedsSecondReview ? ContractPhase.InSecondReview : ContractPhase.InReview);
                    rows.RunOne("update contracts set technology_amount = $2 where id = $1", e.Stream, reviewed.TechnologyAmount);
                    break;
                case SecondReviewDone:
                    rows.RunOne("update contracts set updated_at = $2 where id = $1", e.Stream, e.At);
                    break;
                case ContractRegistered registered:
                    Enter(e, ContractPhase.Registered);
                    rows.RunOne(
                        "update contracts set technology_amount = $2, number = $3, registered_on = $4, registered_month = $5 where id = $1",
                        e.Stream, registered.TechnologyAmount, registered.Number, registered.RegisteredOn, Month.Of(registered.RegisteredOn).Key);
                    break;
                case ContractRefused:
                    Enter(e, ContractPhase.Refused);
                    break;
                case NumberTaken:
                    // Of the office's number series: the contract's own event repeats the number.
                    break;
                default:
                    NotProjectedException.ThrowIfOf(typeof(ContractDrafted), ViewName, e);
                    break;
            }
        }

        /// <summary>A contract that comes back may be filed at another office: then the first one no longer sees it.</summary>
        private void File(LogEvent e, ContractFiled filed)
        {
            rows.Run(
                """
                delete from contract_viewers where (organization, position) in
                    (select office, position from contracts where id = $1 and office not in (seller, buyer))
                """, e.Stream);
            Enter(e, ContractPhase.Filed);
            rows.RunOne("update contracts set office = $2, filed_at = $3 where id = $1", e.Stream, filed.Office, filed.FiledAt);
            rows.Run("insert or ignore into contract_viewers select office, position from contracts where id = $1", e.Stream);
        }

        private void Show(string organization, long position) =>
            rows.Run("insert or ignore into contract_viewers (organization, position) values ($1, $2)", organization, position);

        private void Enter(LogEvent e, ContractPhase state) =>
            rows.RunOne("update contracts set state = $2, updated_at = $3 where id = $1", e.Stream, state, e.At);

        private void Write(LogEvent e, ContractForm form) => rows.RunOne(
            "update contracts set title = $2, type = $3, subtype = $4, field = $5, turnover = $6, technology_amount = $7, updated_at = $8 where id = $1",
            e.Stream, form.Title, form.Type, form.Subtype, form.Field, form.Turnover, form.TechnologyAmount, e.At);
    }
}
