using Marketplace.Domain.Organizations;
using Marketplace.Log;
using Marketplace.ReadModel.Projection;
using Marketplace.ReadModel.Search;

namespace Marketplace.ReadModel.Organizations;

/// <summary>The register of organisations. Why one is suspended is not in it: that is told by the organisation's own page.</summary>
public sealed class OrganizationsView : IView
{
    internal const string ViewName = "organizations";

    public string Name => ViewName;

    public int Version => 1;

    public string Schema => """
        create table organizations (
            position        integer primary key,
            id              text    not null unique,
            kind            text    not null,
            name_zh         text    not null,
            name_en         text,
            credit_code     text    not null,
            region          text    not null,
            office_point    text,
            parent_market   text,
            state           text    not null,
            suspended_until integer,
            registered_at   integer not null,
            updated_at      integer not null,
            -- The names folded, and what the Chinese one is found by in pinyin.
            names           text    not null,
            pinyin          text    not null
        ) strict;
        create index organizations_kind on organizations (kind, position);
        create index organizations_region on organizations (region);
        """;

    public IProjection Open(Rows rows) => new Projection(rows);

    private sealed class Projection(Rows rows) : IProjection
    {
        public void Apply(LogEvent e)
        {
            switch (e.Content)
            {
                case OrganizationRegistered registered:
                    rows.Run(
                        """
                        insert into organizations (position, id, kind, name_zh, name_en, credit_code, region, office_point,
                                                   parent_market, state, registered_at, updated_at, names, pinyin)
                        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?11, ?12, ?13)
                        """,
                        e.Position, e.Stream, registered.Kind, registered.NameZh, registered.NameEn, registered.CreditCode, registered.Region,
                        registered.OfficePoint, registered.ParentMarket, OrganizationPhase.Registered, e.At,
                        $"{Folding.Plain(registered.NameZh)}\n{Folding.Plain(registered.NameEn ?? "")}", Pinyin.Keys(registered.NameZh));
                    break;
                case OrganizationVerified or OrganizationReinstated:
                    Enter(e, OrganizationPhase.Verified, null);
                    break;
                case OrganizationSuspended suspended:
                    Enter(e, OrganizationPhase.Suspended, suspended.Until?.UnixMilliseconds);
                    break;
                default:
                    NotProjectedException.ThrowIfOf(typeof(OrganizationRegistered), ViewName, e);
                    break;
            }
        }

        private void Enter(LogEvent e, OrganizationPhase state, long? suspendedUntil) =>
            rows.RunOne("update organizations set state = ?2, suspended_until = ?3, updated_at = ?4 where id = ?1", e.Stream, state, suspendedUntil, e.At);
    }
}
