using Marketplace.Domain;
using Marketplace.Domain.Auctions;
using Marketplace.Log;
using Marketplace.ReadModel.Projection;

namespace Marketplace.ReadModel.Auctions;

/// <summary>Auctions as their public record has them: labels, never the bidders.</summary>
public sealed class AuctionsView : IView
{
    internal const string ViewName = "auctions";

    public string Name => ViewName;

    public int Version => 3;

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
            format                 text    not null,
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
            pause_overdue_since    integer,
            announced_at           integer not null,
            updated_at             integer not null
        ) strict;
        create index auctions_state on auctions (state, position);
        create index auctions_session on auctions (session, position);
        create index auctions_seller on auctions (seller, position);
        create index auctions_operator on auctions (operator, position);
        create index auctions_overdue on auctions (operator, position) where pause_overdue_since is not null;
        create index auctions_closing on auctions (closes_at, position);
        create index auctions_closing_state on auctions (state, closes_at, position);
        """;

    public IProjection Open(Rows rows) => new Projection(rows);

    private sealed class Projection(Rows rows) : IProjection
    {
        // Of thousands of bids in one transaction only each auction's last shows in its row.
        private readonly Dictionary<string, Bidding> bids = new(StringComparer.Ordinal);

        /// <summary>What the bids of one transaction came to; absent is as it was before.</summary>
        private readonly record struct Bidding(long? Bids, Instant? ClosesAt, string? Label, Money? Amount, long At);

        public void Apply(LogEvent e)
        {
            switch (e.Content)
            {
                case BidPlaced bid:
                    var before = bids.GetValueOrDefault(e.Stream);
                    bids[e.Stream] = bid.Trails is true ? before with { Bids = bid.Sequence, ClosesAt = bid.ClosesAt, At = e.At } : new(bid.Sequence, bid.ClosesAt, bid.Label, bid.Amount, e.At);
                    return;
                case BidSealed bid:
                    bids[e.Stream] = bids.GetValueOrDefault(e.Stream) with { Bids = bid.Sequence, ClosesAt = bid.ClosesAt, At = e.At };
                    return;
                case BidRevealed bid:
                    var held = bids.GetValueOrDefault(e.Stream) with { ClosesAt = bid.ClosesAt, At = e.At };
                    bids[e.Stream] = bid.Leads ? held with { Label = bid.Label, Amount = bid.Amount } : held;
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
                case AuctionPauseOverdue overdue:
                    Change(e, "pause_overdue_since = ?3", overdue.ResumeBy);
                    return;
                case AuctionResumed resumed:
                    // Bids from before the pause are written first: they know of an earlier end.
                    Flush();
                    Change(e, "state = ?3, closes_at = ?4, pause_overdue_since = null", AuctionPhase.Open, resumed.ClosesAt);
                    return;
                case BuyerDefaulted:
                    Change(e, "state = ?3", AuctionPhase.Defaulted);
                    return;
                case NextBidderCalled next:
                    Change(e, "state = ?3, winner = ?4, price = ?5", AuctionPhase.Sold, next.Winner, next.Price);
                    return;
                case AuctionAnnulled annulled:
                    Change(e, "state = ?3, ended_at = coalesce(ended_at, ?4), pause_overdue_since = null", AuctionPhase.Annulled, annulled.AnnulledAt);
                    return;
                case AuctionRelisted or ShortfallDetermined:
                    return;
                case AuctionWithdrawn withdrawn:
                    Change(e, "state = ?3, ended_at = ?4", AuctionPhase.Withdrawn, withdrawn.WithdrawnAt);
                    return;
                case BidRefused or BidderRegistered or BidderQualified or BidderRejected or DepositConfirmed or DepositReleased or DepositApplied
                    or DepositForfeited or DepositUnapplied or BidderBarred or ProxyBidSet or ProxyBidOpened or StageStarted or SealedBidLapsed:
                    // Of the sibling streams, or what the resource shows and the list does not.
                    return;
                default:
                    NotProjectedException.ThrowIfOf(typeof(AuctionAnnounced), ViewName, e);
                    return;
            }
        }

        public void Flush()
        {
            foreach (var (auction, bid) in bids)
                rows.RunOne(
                    """
                    update auctions set bids = coalesce(?2, bids), leading_label = coalesce(?3, leading_label), leading_amount = coalesce(?4, leading_amount),
                                        closes_at = coalesce(?5, closes_at), updated_at = max(updated_at, ?6)
                    where id = ?1
                    """,
                    auction, bid.Bids, bid.Label, bid.Amount, bid.ClosesAt, bid.At);
            bids.Clear();
        }

        private void Announce(LogEvent e, AuctionAnnounced announced)
        {
            var terms = announced.Terms;
            rows.Run(
                """
                insert into auctions (position, id, listing, achievement, seller, operator, title, procedure, format, session,
                                      start_price, deposit, registration_closes_at, opens_at, closes_at, state, bids,
                                      announced_at, updated_at)
                values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, 0, ?17, ?18)
                """,
                e.Position, e.Stream, terms.Listing, terms.Achievement, terms.Seller, terms.Operator, terms.Title, terms.Procedure, terms.Format!.Kind, terms.Session,
                terms.StartPrice, terms.Deposit, terms.RegistrationClosesAt, terms.OpensAt, terms.ClosesAt, AuctionPhase.Announced, announced.AnnouncedAt, e.At);
        }

        private void Change(LogEvent e, string set, params ReadOnlySpan<object?> values) =>
            rows.RunOne($"update auctions set {set}, updated_at = ?2 where id = ?1", [e.Stream, e.At, .. values]);
    }
}
