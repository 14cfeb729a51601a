using Marketplace.Domain.Publicities;
using Marketplace.Log;
using Marketplace.ReadModel.Projection;

namespace Marketplace.ReadModel.Publicities;

/// <summary>The last notice of each listing's price.</summary>
public sealed class PublicitiesView : IView
{
    internal const string ViewName = "publicities";

    public string Name => ViewName;

    public int Version => 1;

    public string Schema => """
        create table publicities (
            position      integer primary key,
            stream        text    not null unique,
            listing       text    not null,
            seller        text    not null,
            title         text    not null,
            transfer_mode text    not null,
            price         integer not null,
            buyer         text,
            relation      text    not null,
            state         text    not null,
            posted_at     integer not null,
            ends_at       integer,
            updated_at    integer not null
        ) strict;
        create index publicities_state on publicities (state, position);
        create index publicities_seller on publicities (seller, position);
        """;

    public IProjection Open(Rows rows) => new Projection(rows);

    private sealed class Projection(Rows rows) : IProjection
    {
        public void Apply(LogEvent e)
        {
            switch (e.Content)
            {
                case NoticePosted posted:
                    var content = posted.Content;
                    rows.Run(
                        """
                        insert into publicities (position, stream, listing, seller, title, transfer_mode, price, buyer, relation, state, posted_at, ends_at, updated_at)
                        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
                        on conflict (stream) do update set title = ?5, transfer_mode = ?6, price = ?7, buyer = ?8, relation = ?9, state = ?10,
                                                           posted_at = ?11, ends_at = ?12, updated_at = ?13
                        """,
                        e.Position, e.Stream, posted.Listing, posted.Seller, content.Title, content.TransferMode, content.Price, content.Buyer, content.Relation,
                        PublicityPhase.Running, posted.PostedAt, posted.EndsAt, e.At);
                    break;
                case NoticeRevised revised:
                    Change(e, "title = ?3, price = ?4, buyer = ?5, relation = ?6, ends_at = ?7",
                        revised.Content.Title, revised.Content.Price, revised.Content.Buyer, revised.Content.Relation, revised.EndsAt);
                    break;
                case ObjectionRaised:
                    Change(e, "state = ?3, ends_at = null", PublicityPhase.Suspended);
                    break;
                case ObjectionDecided { Decision: ObjectionDecision.Upheld }:
                    Change(e, "state = ?3", PublicityPhase.Failed);
                    break;
                case ObjectionDecided decided:
                    Change(e, "state = ?3, ends_at = ?4", decided.EndsAt is null ? PublicityPhase.Suspended : PublicityPhase.Running, decided.EndsAt);
                    break;
                case PublicityEnded:
                    Change(e, "state = ?3", PublicityPhase.Ended);
                    break;
                case NoticeWithdrawn:
                    Change(e, "state = ?3", PublicityPhase.Withdrawn);
                    break;
                default:
                    NotProjectedException.ThrowIfOf(typeof(NoticePosted), ViewName, e);
                    break;
            }
        }

        private void Change(LogEvent e, string set, params ReadOnlySpan<object?> values) =>
            rows.RunOne($"update publicities set {set}, updated_at = ?2 where stream = ?1", [e.Stream, e.At, .. values]);
    }
}
