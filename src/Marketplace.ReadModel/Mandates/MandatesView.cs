using Marketplace.Domain;
using Marketplace.Domain.Mandates;
using Marketplace.Log;
using Marketplace.ReadModel.Projection;

namespace Marketplace.ReadModel.Mandates;

/// <summary>Powers of attorney. Each event stands on two streams; the mandate's own is followed.</summary>
public sealed class MandatesView : IView
{
    internal const string ViewName = "mandates";

    public string Name => ViewName;

    public int Version => 2;

    public string Schema => """
        create table mandates (
            position     integer primary key,
            id           text    not null unique,
            principal    text    not null,
            agent        text    not null,
            scopes       text    not null,
            for_deals    integer not null,
            for_listings integer not null,
            for_auctions integer not null,
            reference    text    not null,
            granted_at   integer not null,
            valid_until  integer not null,
            revoked_at   integer
        ) strict;
        create index mandates_principal on mandates (principal, position);
        create index mandates_agent on mandates (agent, position);
        """;

    public IProjection Open(Rows rows) => new Projection(rows);

    private sealed class Projection(Rows rows) : IProjection
    {
        public void Apply(LogEvent e)
        {
            switch (e.Content)
            {
                case MandateGranted or MandateRevoked when !Ids.Is(Ids.Mandate, e.Stream):
                    break;
                case MandateGranted granted:
                    rows.Run(
                        """
                        insert into mandates (position, id, principal, agent, scopes, for_deals, for_listings, reference, granted_at, valid_until, for_auctions)
                        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
                        """,
                        e.Position, e.Stream, granted.Principal, granted.Agent, string.Join(',', granted.Scopes.Select(scope => Codes.Of(scope))),
                        granted.Scopes.Contains(MandateScope.Deals), granted.Scopes.Contains(MandateScope.Listings), granted.Reference, granted.GrantedAt, granted.ValidUntil,
                        granted.Scopes.Contains(MandateScope.Auctions));
                    break;
                case MandateRevoked revoked:
                    rows.RunOne("update mandates set revoked_at = ?2 where id = ?1", e.Stream, revoked.RevokedAt);
                    break;
                default:
                    NotProjectedException.ThrowIfOf(typeof(MandateGranted), ViewName, e);
                    break;
            }
        }
    }
}
