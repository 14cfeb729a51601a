using Marketplace.Domain.Listings;
using Marketplace.Log;
using Marketplace.ReadModel.Projection;

namespace Marketplace.ReadModel.Listings;

/// <summary>Listings. What the achievement says of itself is read beside them: an approved one does not change any more.</summary>
public sealed class ListingsView : IView
{
    internal const string ViewName = "listings";

    public string Name => ViewName;

    public int Version => 2;

    public string Schema => """
        create table listings (
            position      integer primary key,
            id            text    not null unique,
            achievement   text    not null,
            seller        text    not null,
            market        text    not null,
            transfer_mode text    not null,
            price_method  text    not null,
            ask_price     integer,
            state         text    not null,
            auction       text,
            deal          text,
            opened_at     integer not null,
            updated_at    integer not null
        ) strict;
        create index listings_state on listings (state, position);
        create index listings_market on listings (market, position);
        create index listings_seller on listings (seller, position);
        create index listings_achievement on listings (achievement);
        """;

    public IProjection Open(Rows rows) => new Projection(rows);

    private sealed class Projection(Rows rows) : IProjection
    {
        public void Apply(LogEvent e)
        {
            switch (e.Content)
            {
                case ListingOpened opened:
                    rows.Run(
                        """
                        insert into listings (position, id, achievement, seller, market, transfer_mode, price_method, ask_price,
                                              state, opened_at, updated_at)
                        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
                        """,
                        e.Position, e.Stream, opened.Achievement, opened.Seller, opened.Market, opened.TransferMode, opened.PriceMethod, opened.AskPrice,
                        ListingPhase.Open, opened.OpenedAt, e.At);
                    break;
                case ListingTakenToAuction taken:
                    Change(e, "state = ?3, auction = ?4", ListingPhase.InAuction, taken.Auction);
                    break;
                case ListingReturnedFromAuction:
                    Change(e, "state = ?3", ListingPhase.Open);
                    break;
                case ListingTaken taken:
                    Change(e, "state = ?3, deal = ?4", ListingPhase.Taken, taken.Deal);
                    break;
                case ListingReleased:
                    Change(e, "state = ?3, deal = null", ListingPhase.Open);
                    break;
                case ListingSold sold:
                    Change(e, "state = ?3, deal = ?4", ListingPhase.Sold, sold.Deal);
                    break;
                case ListingWithdrawn:
                    Change(e, "state = ?3", ListingPhase.Withdrawn);
                    break;
                default:
                    NotProjectedException.ThrowIfOf(typeof(ListingOpened), ViewName, e);
                    break;
            }
        }

        private void Change(LogEvent e, string set, params ReadOnlySpan<object?> values) =>
            rows.RunOne($"update listings set {set}, updated_at = ?2 where id = ?1", [e.Stream, e.At, .. values]);
    }
}
