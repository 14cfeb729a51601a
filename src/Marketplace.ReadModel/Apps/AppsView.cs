using Marketplace.Domain.Apps;
using Marketplace.Log;
using Marketplace.ReadModel.Projection;

namespace Marketplace.ReadModel.Apps;

/// <summary>The apps of the organisations.</summary>
public sealed class AppsView : IView
{
    internal const string ViewName = "apps";

    public string Name => ViewName;

    public int Version => 1;

    public string Schema => """
        create table apps (
            position     integer primary key,
            id           text    not null unique,
            organization text    not null,
            state        text    not null
        ) strict;
        create index apps_organization on apps (organization, position);
        """;

    public IProjection Open(Rows rows) => new Projection(rows);

    private sealed class Projection(Rows rows) : IProjection
    {
        public void Apply(LogEvent e)
        {
            switch (e.Content)
            {
                case AppCreated created:
                    rows.Run("insert into apps (position, id, organization, state) values (?1, ?2, ?3, ?4)", e.Position, e.Stream, created.Organization, AppPhase.Active);
                    break;
                case AppRevoked:
                    rows.RunOne("update apps set state = ?2 where id = ?1", e.Stream, AppPhase.Revoked);
                    break;
                case AppSecretRotated:
                    break;
                default:
                    NotProjectedException.ThrowIfOf(typeof(AppCreated), ViewName, e);
                    break;
            }
        }
    }
}
