using Marketplace.Domain.AuctionSessions;
using Marketplace.Log;
using Marketplace.ReadModel.Projection;

namespace Marketplace.ReadModel.AuctionSessions;

/// <summary>Sessions for the calendar; what became of their lots stands in the auctions' rows.</summary>
public sealed class SessionsView : IView
{
    internal const string ViewName = "sessions";

    public string Name => ViewName;

    public int Version => 1;

    public string Schema => """
        create table sessions (
            position   integer primary key,
            id         text    not null unique,
            operator   text    not null,
            title      text    not null,
            series     text    not null,
            procedure  text    not null,
            field      text,
            host       text,
            region     text    not null,
            opens_at   integer not null,
            closes_at  integer not null,
            place      text    not null,
            lots       integer not null
        ) strict;
        create index sessions_opening on sessions (opens_at, position);
        """;

    public IProjection Open(Rows rows) => new Projection(rows);

    private sealed class Projection(Rows rows) : IProjection
    {
        public void Apply(LogEvent e)
        {
            switch (e.Content)
            {
                case SessionCreated { Plan: var plan } created:
                    rows.Run(
                        """
                        insert into sessions (position, id, operator, title, series, procedure, field, host, region, opens_at, closes_at, place, lots)
                        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 0)
                        """,
                        e.Position, e.Stream, created.Operator, plan.Title, plan.Series, plan.Procedure, plan.Field, plan.Host, plan.Region, plan.OpensAt, plan.ClosesAt, plan.Place);
                    break;
                case LotAdded added:
                    rows.RunOne("update sessions set lots = ?2 where id = ?1", e.Stream, added.Number);
                    break;
                default:
                    NotProjectedException.ThrowIfOf(typeof(SessionCreated), ViewName, e);
                    break;
            }
        }
    }
}
