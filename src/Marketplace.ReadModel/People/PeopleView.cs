using Marketplace.Domain;
using Marketplace.Domain.People;
using Marketplace.Log;
using Marketplace.ReadModel.Projection;

namespace Marketplace.ReadModel.People;

/// <summary>Whose accounts there are, and with which roles. Names are sealed and stay out: who may read one opens it from the person's own stream.</summary>
public sealed class PeopleView : IView
{
    internal const string ViewName = "people";

    public string Name => ViewName;

    public int Version => 1;

    public string Schema => """
        create table people (
            position     integer primary key,
            id           text    not null unique,
            organization text    not null,
            state        text    not null
        ) strict;
        create index people_organization on people (organization, position);

        create table person_roles (
            person text not null,
            role   text not null,
            primary key (person, role)
        ) strict, without rowid;
        """;

    public IProjection Open(Rows rows) => new Projection(rows);

    private sealed class Projection(Rows rows) : IProjection
    {
        public void Apply(LogEvent e)
        {
            switch (e.Content)
            {
                case PersonInvited invited:
                    rows.Run("insert into people (position, id, organization, state) values (?1, ?2, ?3, ?4)", e.Position, e.Stream, invited.Organization, PersonPhase.Active);
                    foreach (var role in invited.Roles) Add(e, role);
                    break;
                case RoleGranted granted:
                    Add(e, granted.Role);
                    break;
                case RoleRevoked revoked:
                    rows.RunOne("delete from person_roles where person = ?1 and role = ?2", e.Stream, revoked.Role);
                    break;
                case PersonDeactivated:
                    Close(e, PersonPhase.Deactivated);
                    break;
                case PersonErased:
                    Close(e, PersonPhase.Erased);
                    break;
                case PersonSecretRotated:
                    break;
                default:
                    NotProjectedException.ThrowIfOf(typeof(PersonInvited), ViewName, e);
                    break;
            }
        }

        private void Add(LogEvent e, Role role) => rows.Run("insert into person_roles (person, role) values (?1, ?2)", e.Stream, role);

        private void Close(LogEvent e, PersonPhase state)
        {
            rows.RunOne("update people set state = ?2 where id = ?1", e.Stream, state);
            rows.Run("delete from person_roles where person = ?1", e.Stream);
        }
    }
}
