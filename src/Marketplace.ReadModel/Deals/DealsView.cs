using Marketplace.Domain.Deals;
using Marketplace.Log;
using Marketplace.ReadModel.Projection;

namespace Marketplace.ReadModel.Deals;

/// <summary>Deals, for their two sides, the market and who has a say. Of offers nothing stands here: they are sealed.</summary>
public sealed class DealsView : IView
{
    internal const string ViewName = "deals";

    public string Name => ViewName;

    public int Version => 1;

    public string Schema => """
        create table deals (
            position    integer primary key,
            id          text    not null unique,
            listing     text,
            demand      text,
            achievement text,
            seller      text    not null,
            buyer       text    not null,
            market      text,
            state       text    not null,
            wanting     integer not null default 0,
            price       integer,
            opened_at   integer not null,
            updated_at  integer not null
        ) strict;

        -- Who may know of it by itself; an agent knows of what its principal does.
        create table deal_viewers (
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
                case DealOpened opened:
                    rows.Run(
                        """
                        insert into deals (position, id, listing, demand, achievement, seller, buyer, market, state, opened_at, updated_at)
                        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
                        """,
                        e.Position, e.Stream, opened.Listing, opened.Demand, opened.Achievement, opened.Seller, opened.Buyer, opened.Market, DealPhase.Open, opened.OpenedAt, e.At);
                    foreach (var organization in (string?[])[opened.Seller, opened.Buyer, opened.Market])
                        if (organization is not null) Show(e, organization);
                    break;
                case OfferMade or OfferDeclined or PublicityMet:
                    Change(e, "wanting = wanting");
                    break;
                case TermsAgreed terms:
                    // Holders of both count twice: each answer is one thing less that is wanting.
                    Change(e, "price = ?3, wanting = ?4, state = ?5", terms.Price, terms.Holders.Sum(holder => (holder.Consents ? 1 : 0) + (holder.Priority ? 1 : 0)),
                        terms.Holders.IsEmpty ? DealPhase.AgreedPendingPublicity : DealPhase.AgreedPendingConsent);
                    foreach (var holder in terms.Holders)
                        if (holder.Organization is { } organization) Show(e, organization);
                    break;
                case ConsentRecorded or PriorityAnswered:
                    Change(e, "wanting = wanting - 1, state = case when wanting = 1 then ?3 else ?4 end", DealPhase.AgreedPendingPublicity, DealPhase.AgreedPendingConsent);
                    break;
                case DealAgreed:
                    Change(e, "state = ?3", DealPhase.Agreed);
                    break;
                case DealClosed:
                    Change(e, "state = ?3", DealPhase.Closed);
                    break;
                default:
                    NotProjectedException.ThrowIfOf(typeof(DealOpened), ViewName, e);
                    break;
            }
        }

        private void Show(LogEvent e, string organization) =>
            rows.Run("insert or ignore into deal_viewers select ?1, position from deals where id = ?2", organization, e.Stream);

        private void Change(LogEvent e, string set, params ReadOnlySpan<object?> values) =>
            rows.RunOne($"update deals set {set}, updated_at = ?2 where id = ?1", [e.Stream, e.At, .. values]);
    }
}
