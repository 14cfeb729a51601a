using Marketplace.Domain;
using Marketplace.Domain.Demands;
using Marketplace.Domain.Documents;
using Marketplace.Log;
using Marketplace.ReadModel.Projection;

namespace Marketplace.ReadModel.Demands;

/// <summary>
/// Demands as lists show them, and who has answered which. Contacts are people and stay out; of what was taken down no text
/// stays; what is proposed is sealed and never gets here.
/// </summary>
public sealed class DemandsView : IView
{
    internal const string ViewName = "demands";

    public string Name => ViewName;

    public int Version => 3;

    public string Schema => """
        create table demands (
            position          integer primary key,
            id                text    not null unique,
            owner             text    not null,
            state             text    not null,
            title_zh          text,
            title_en          text,
            field             text    not null,
            industry          text,
            region            text    not null,
            budget_min        integer,
            budget_max        integer,
            budget_negotiable integer not null,
            budget            integer not null,
            deadline          integer not null,
            closure_reason    text,
            takedown_reason   text,
            posted_at         integer not null,
            updated_at        integer not null
        ) strict;
        create index demands_state on demands (state, position);
        create index demands_owner on demands (owner, position);
        create index demands_field on demands (field, position);
        create index demands_deadline on demands (deadline, position);
        create index demands_budget on demands (budget, position);
        create index demands_state_deadline on demands (state, deadline, position);
        create index demands_state_budget on demands (state, budget, position);
        create index demands_updated on demands (updated_at);

        create table demand_modes (
            demand text not null,
            mode   text not null,
            primary key (demand, mode)
        ) strict, without rowid;

        create table proposals (
            position       integer primary key,
            id             text    not null unique,
            demand         text    not null,
            demand_version integer not null,
            owner          text    not null,
            solver         text    not null,
            state          text    not null,
            submitted_at   integer not null,
            updated_at     integer not null
        ) strict;
        create index proposals_demand on proposals (demand, position);
        """;

    public IProjection Open(Rows rows) => new Projection(rows);

    private sealed class Projection(Rows rows) : IProjection
    {
        public void Apply(LogEvent e)
        {
            switch (e.Content)
            {
                case DemandPosted posted:
                    Insert(e, posted);
                    Modes(e, posted.Content);
                    break;
                case DemandRevised { Content: var content }:
                    Change(e, "title_zh = ?3, title_en = ?4, field = ?5, industry = ?6, region = ?7, budget_min = ?8, budget_max = ?9, budget_negotiable = ?10, budget = ?11, deadline = ?12",
                        content.TitleZh, content.TitleEn, content.Field, content.Industry, content.Region, content.BudgetMin, content.BudgetMax,
                        content.BudgetNegotiable, Budget(content), content.Deadline);
                    Modes(e, content);
                    break;
                case DemandClosed closed:
                    Change(e, "state = ?3, closure_reason = ?4", DemandPhase.Closed, closed.Reason);
                    break;
                case DemandTakenDown down:
                    Change(e, "state = ?3, takedown_reason = ?4, title_zh = null, title_en = null", DemandPhase.TakenDown, down.Reason);
                    break;
                case ProposalSubmitted submitted:
                    rows.Run(
                        "insert into proposals (position, id, demand, demand_version, owner, solver, state, submitted_at, updated_at) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                        e.Position, e.Stream, submitted.Demand, submitted.DemandVersion, submitted.Owner, submitted.Solver, ProposalPhase.Submitted, submitted.SubmittedAt, e.At);
                    break;
                case ProposalWithdrawn:
                    Move(e, ProposalPhase.Withdrawn);
                    break;
                case ProposalDeclined:
                    Move(e, ProposalPhase.Declined);
                    break;
                case DocumentAttached or DocumentChecked or DocumentRemoved when Ids.Is(Ids.Demand, e.Stream):
                    Change(e, "");
                    break;
                default:
                    NotProjectedException.ThrowIfOf(typeof(DemandPosted), ViewName, e);
                    break;
            }
        }

        private void Insert(LogEvent e, DemandPosted posted)
        {
            var content = posted.Content;
            rows.Run(
                """
                insert into demands (position, id, owner, state, title_zh, title_en, field, industry, region, budget_min, budget_max,
                                     budget_negotiable, budget, deadline, posted_at, updated_at)
                values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
                """,
                e.Position, e.Stream, posted.Owner, DemandPhase.Open, content.TitleZh, content.TitleEn, content.Field, content.Industry, content.Region,
                content.BudgetMin, content.BudgetMax, content.BudgetNegotiable, Budget(content), content.Deadline, posted.PostedAt, e.At);
        }

        /// <summary>What a demand is sorted by: the most that it offers, nothing where that is to be negotiated.</summary>
        private static Money Budget(DemandContent content) => content.BudgetMax ?? content.BudgetMin ?? Money.Zero;

        private void Modes(LogEvent e, DemandContent content)
        {
            rows.Run("delete from demand_modes where demand = ?1", e.Stream);
            foreach (var mode in content.CooperationModes.Distinct()) rows.Run("insert into demand_modes (demand, mode) values (?1, ?2)", e.Stream, mode);
        }

        private void Change(LogEvent e, string set, params ReadOnlySpan<object?> values) =>
            rows.RunOne($"update demands set {set}{(set.Length > 0 ? ", " : "")}updated_at = ?2 where id = ?1", [e.Stream, e.At, .. values]);

        private void Move(LogEvent e, ProposalPhase phase) =>
            rows.RunOne("update proposals set state = ?3, updated_at = ?2 where id = ?1", e.Stream, e.At, phase);
    }
}
