using Marketplace.Domain.Auctions;
using Marketplace.Log;
using Marketplace.ReadModel.Projection;

namespace Marketplace.ReadModel.Auctions;

/// <summary>Auctions as their public record has them: labels, never the bidders.</summary>
public sealed class AuctionsView : IView
{
    internal const string ViewName = "auctions";

    public string Name => ViewName;

    public int Version => 1;

    public string Schema => """
        create table auctions (
            position               integer primary key,
            id                     text    not null unique,
            listing                text    not null,
            achievement            text    not null,
            seller                 text    not null,
            operator               text    not null,
            title                  text    not null,
            procedure              text    not null,
            session                text,
            start_price            integer not null,
            deposit                integer not null,
            registration_closes_at integer not null,
            opens_at               integer not null,
            closes_at              integer not null,
            state                  text    not null,
            bids                   integer not null,
            leading_label          text,
            leading_amount         integer,
            unsold_reason          text,
            winner                 text,
            price                  integer,
            ended_at               integer,
            announced_at           integer not null,
            updated_at             integer not null
        ) strict;
        create index auctions_state on auctions (state, position);
        create index auctions_session on auctions (session, position);
        create index auctions_seller on auctions (seller, position);
        create index auctions_operator on auctions (operator, position);
        create index auctions_closing on auctions (closes_at, position);
        create index auctions_closing_state on auctions (state, closes_at, position);
        """;

    public IProjection Open(Rows rows) => new Projection(rows);

    private sealed class Projection(Rows rows) : IProjection
    {
        // Of thousands of bids in one transaction only each auction's last shows in its row.
        private readonly Dictionary<string, (LogEvent Event, BidPlaced Bid)> lastBids = new(StringComparer.Ordinal);

        public void Apply(LogEvent e)
        {
            switch (e.Content)
            {
                case BidPlaced bid:
                    lastBids[e.Stream] = (e, bid);
                    return;
                case AuctionAnnounced announced:
                    Announce(e, announced);
                    return;
                case AuctionOpened:
                    Change(e, "state = ?3", AuctionPhase.Open);
                    return;
                case AuctionClosed closed:
                    Change(e, "state = ?3, ended_at = ?4, unsold_reason = ?5, winner = ?6, price = ?7",
                        closed.Outcome is AuctionOutcome.Sold ? AuctionPhase.Sold : AuctionPhase.Unsold, closed.EndedAt, closed.Reason, closed.Winner, closed.Price);
                    return;
                case SaleConfirmed:
                    Change(e, "state = ?3", AuctionPhase.Confirmed);
                    return;
                case AuctionPaused:
                    Change(e, "state = ?3", AuctionPhase.Paused);
                    return;
                case AuctionResumed resumed:
                    // Bids from before the pause are written first: they know of an earlier end.
                    Flush();
                    Change(e, "state = ?3, closes_at = ?4", AuctionPhase.Open, resumed.ClosesAt);
                    return;
                case BuyerDefaulted:
                    Change(e, "state = ?3", AuctionPhase.Defaulted);
                    return;
                case NextBidderCalled next:
                    Change(e, "state = ?3, winner = ?4, price = ?5", AuctionPhase.Sold, next.Winner, next.Price);
                    return;
                case AuctionAnnulled annulled:
                    Change(e, "state = ?3, ended_at = coalesce(ended_at, ?4)", AuctionPhase.Annulled, annulled.AnnulledAt);
                    return;
                case AuctionRelisted or ShortfallDetermined:
                    return;
                case AuctionWithdrawn withdrawn:
                    Change(e, "state = ?3, ended_at = ?4", AuctionPhase.Withdrawn, withdrawn.WithdrawnAt);
                    return;
                case BidRefused or BidderRegistered or BidderQualified or BidderRejected or DepositConfirmed or DepositReleased or DepositApplied
                    or DepositForfeited or DepositUnapplied or BidderBarred:
                    // Of the sibling streams: other views show them.
                    return;
                default:
                    NotProjectedException.ThrowIfOf(typeof(AuctionAnnounced), ViewName, e);
                    return;
            }
        }

        public void Flush()
        {
            foreach (var (e, bid) in lastBids.Values)
                rows.RunOne("update auctions set bids = ?2, leading_label = ?3, leading_amount = ?4, closes_at = ?5, updated_at = max(updated_at, ?6) where id = ?1",
                    e.Stream, bid.Sequence, bid.Label, bid.Amount, bid.ClosesAt, e.At);
            lastBids.Clear();
        }

        private void Announce(LogEvent e, AuctionAnnounced announced)
        {
            var terms = announced.Terms;
            rows.Run(
                """
                insert into auctions (position, id, listing, achievement, seller, operator, title, procedure, session,
                                      start_price, deposit, registration_closes_at, opens_at, closes_at, state, bids,
                                      announced_at, updated_at)
                values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, 0, ?16, ?17)
                """,
                e.Position, e.Stream, terms.Listing, terms.Achievement, terms.Seller, terms.Operator, terms.Title, terms.Procedure, terms.Session,
                terms.StartPrice, terms.Deposit, terms.RegistrationClosesAt, terms.OpensAt, terms.ClosesAt, AuctionPhase.Announced, announced.AnnouncedAt, e.At);
        }

        private void Change(LogEvent e, string set, params ReadOnlySpan<object?> values) =>
            rows.RunOne($"update auctions set {set}, updated_at = ?2 where id = ?1", [e.Stream, e.At, .. values]);
    }
}
