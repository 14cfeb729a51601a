using Marketplace.Domain.Releases;
using Marketplace.Log;
using Marketplace.ReadModel.Projection;

namespace Marketplace.ReadModel.Releases;

/// <summary>Releases of reports with their totals; the rest of the figures stays in their events.</summary>
public sealed class ReleasesView : IView
{
    internal const string ViewName = "releases";

    public string Name => ViewName;

    public int Version => 1;

    public string Schema => """
        create table releases (
            position          integer primary key,
            id                text    not null unique,
            period            integer not null,
            base              text    not null,
            region            text,
            vintage           integer not null,
            status            text    not null,
            previous          text,
            superseded_by     text,
            contracts         integer not null,
            turnover          integer not null,
            technology_amount integer not null,
            released_by       text    not null,
            released_at       integer not null
        ) strict;
        create index releases_period on releases (period, base, region, position);
        """;

    public IProjection Open(Rows rows) => new Projection(rows);

    private sealed class Projection(Rows rows) : IProjection
    {
        public void Apply(LogEvent e)
        {
            switch (e.Content)
            {
                case ReportReleased released:
                    rows.Run(
                        """
                        insert into releases (position, id, period, base, region, vintage, status, previous, contracts, turnover, technology_amount, released_by, released_at)
                        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
                        """,
                        e.Position, e.Stream, released.Period.Key, released.Base, released.Region, released.Vintage, released.Status, released.Previous,
                        released.Total.Month.Contracts, released.Total.Month.Turnover, released.Total.Month.TechnologyAmount, released.ReleasedBy, released.ReleasedAt);
                    break;
                case ReleaseSuperseded superseded:
                    rows.RunOne("update releases set superseded_by = ?2 where id = ?1", e.Stream, superseded.By);
                    break;
                default:
                    NotProjectedException.ThrowIfOf(typeof(ReportReleased), ViewName, e);
                    break;
            }
        }
    }
}
