using Marketplace.Domain.Auctions;
using Marketplace.Log;
using Marketplace.ReadModel.Projection;

namespace Marketplace.ReadModel.Bidders;

/// <summary>
/// Which organisation stands behind which label, apart from the auctions and their bids, because almost nobody may know
/// it (法释〔2016〕18号 18).
/// </summary>
public sealed class BiddersView : IView
{
    internal const string ViewName = "bidders";
    private const string BiddersSuffix = "-bidders";

    public string Name => ViewName;

    public int Version => 2;

    public string Schema => """
        create table bidders (
            position      integer primary key,
            auction       text    not null,
            label         text    not null,
            organization  text    not null,
            state         text    not null,
            confirmed     integer not null,
            released      integer not null,
            applied       integer not null,
            forfeited     integer not null,
            registered_at integer not null,
            decided_at    integer,
            updated_at    integer not null
        ) strict;
        create unique index bidders_label on bidders (auction, label);
        create unique index bidders_organization on bidders (organization, auction);
        create index bidders_auction on bidders (auction, position);
        """;

    public IProjection Open(Rows rows) => new Projection(rows);

    private sealed class Projection(Rows rows) : IProjection
    {
        public void Apply(LogEvent e)
        {
            switch (e.Content)
            {
                case BidderRegistered registered:
                    rows.Run(
                        """
                        insert into bidders (position, auction, label, organization, state, confirmed, released, applied, forfeited,
                                             registered_at, updated_at)
                        values (?1, ?2, ?3, ?4, ?5, 0, 0, 0, 0, ?6, ?7)
                        """,
                        e.Position, AuctionOf(e), registered.Label, registered.Organization, BidderStatus.Registered, registered.RegisteredAt, e.At);
                    break;
                case BidderQualified qualified:
                    Change(e, qualified.Label, "state = ?4, decided_at = ?5", BidderStatus.Qualified, qualified.QualifiedAt);
                    break;
                case BidderRejected rejected:
                    Change(e, rejected.Label, "state = ?4, decided_at = ?5", BidderStatus.Rejected, rejected.RejectedAt);
                    break;
                case DepositConfirmed confirmed:
                    Change(e, confirmed.Label, "confirmed = confirmed + ?4", confirmed.Amount);
                    break;
                case DepositReleased released:
                    Change(e, released.Label, "released = released + ?4", released.Amount);
                    break;
                case DepositApplied applied:
                    Change(e, applied.Label, "applied = applied + ?4", applied.Amount);
                    break;
                case DepositUnapplied unapplied:
                    Change(e, unapplied.Label, "applied = applied - ?4", unapplied.Amount);
                    break;
                case DepositForfeited forfeited:
                    Change(e, forfeited.Label, "forfeited = forfeited + ?4", forfeited.Amount);
                    break;
                case BidderBarred:
                    // A rule for who may register, not a bidder.
                    break;
                case AuctionPaused or AuctionPauseOverdue or AuctionResumed or AuctionAnnulled or BuyerDefaulted or NextBidderCalled or AuctionRelisted or ShortfallDetermined:
                    break;
                case AuctionAnnounced or AuctionOpened or StageStarted or BidPlaced or BidSealed or BidRevealed or SealedBidLapsed or BidRefused or ProxyBidSet or ProxyBidOpened or AuctionClosed or SaleConfirmed or AuctionWithdrawn:
                    break;
                default:
                    NotProjectedException.ThrowIfOf(typeof(BidderRegistered), ViewName, e);
                    break;
            }
        }

        private void Change(LogEvent e, string label, string set, params ReadOnlySpan<object?> values) =>
            rows.RunOne($"update bidders set {set}, updated_at = ?3 where auction = ?1 and label = ?2", [AuctionOf(e), label, e.At, .. values]);

        private static string AuctionOf(LogEvent e) => e.Stream[..^BiddersSuffix.Length];
    }
}
