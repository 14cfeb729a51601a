using System.Runtime.InteropServices;
using Marketplace.Domain.Auctions;
using Marketplace.Log;
using Marketplace.ReadModel.Projection;

namespace Marketplace.ReadModel.Bids;

/// <summary>Every bid of every auction, those that counted and those that did not, by label.</summary>
public sealed class BidsView : IView
{
    internal const string ViewName = "bids";
    private const string RefusalsSuffix = "-refusals";

    public string Name => ViewName;

    public int Version => 3;

    public string Schema => """
        create table bid_auctions (
            number  integer primary key,
            auction text    not null unique
        ) strict;

        -- Rows in the order of the log, found by an index of numbers: kept together by auction, each of a thousand auctions
        -- that are bid on in turn would have a page of its own written with every bid.
        create table bids (
            position   integer primary key,
            auction    integer not null,
            bid        text    not null,
            label      text    not null,
            form       text    not null,
            amount     integer,
            accepted   integer not null,
            code       text,
            sequence   integer,
            arrived_at integer not null,
            decided_at integer not null,
            closes_at  integer,
            extended   integer not null
        ) strict;
        create index bids_auction on bids (auction, position);
        create unique index bids_bid on bids (bid);
        """;

    public IProjection Open(Rows rows) => new Projection(rows);

    private sealed class Projection(Rows rows) : IProjection
    {
        private const string Insert = "insert into bids values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";

        private readonly Dictionary<string, long> numbers = new(StringComparer.Ordinal);

        /// <summary>The auction's number; an auction gets one with its first bid.</summary>
        private long Number(string auction)
        {
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, auction, out var known);
            if (!known)
                number = (long)(rows.First("select number from bid_auctions where auction = ?1", auction)
                    ?? rows.First("insert into bid_auctions (auction) values (?1) returning number", auction)!)[0]!;
            return number;
        }

        public void Apply(LogEvent e)
        {
            switch (e.Content)
            {
                case BidPlaced bid:
                    rows.Run(Insert, e.Position, Number(e.Stream), bid.Bid, bid.Label, bid.Form ?? BidForm.Open, bid.Amount, true, null, bid.Sequence, bid.ArrivedAt,
                        bid.AcceptedAt, bid.ClosesAt, bid.Extended);
                    break;
                case BidSealed bid:
                    rows.Run(Insert, e.Position, Number(e.Stream), bid.Bid, bid.Label, BidForm.Sealed, null, true, null, bid.Sequence, bid.ArrivedAt, bid.AcceptedAt, bid.ClosesAt, false);
                    break;
                case BidRevealed bid:
                    rows.Run(Insert, e.Position, Number(e.Stream), bid.Bid, bid.Label, BidForm.Reveal, bid.Amount, true, null, null, bid.ArrivedAt, bid.AcceptedAt, bid.ClosesAt, false);
                    rows.RunOne("update bids set amount = ?2 where bid = ?1", bid.Sealed, bid.Amount);
                    break;
                case SealedBidLapsed lapsed:
                    rows.RunOne("update bids set accepted = 0, code = ?2 where bid = ?1", lapsed.Bid, BidRefusals.NotRevealed.Code);
                    break;
                case BidRefused bid:
                    rows.Run(Insert, e.Position, Number(e.Stream[..^RefusalsSuffix.Length]), bid.Bid, bid.Label, bid.Form ?? BidForm.Open, bid.Amount, false, bid.Code, null, bid.ArrivedAt,
                        bid.DecidedAt, null, false);
                    break;
                case AuctionAnnounced or AuctionOpened or AuctionClosed or SaleConfirmed or AuctionWithdrawn
                    or BidderRegistered or BidderQualified or BidderRejected or DepositConfirmed or DepositReleased or DepositApplied or DepositForfeited or DepositUnapplied or BidderBarred
                    or AuctionPaused or AuctionPauseOverdue or AuctionResumed or AuctionAnnulled or BuyerDefaulted or NextBidderCalled or AuctionRelisted or ShortfallDetermined
                    or StageStarted or ProxyBidSet or ProxyBidOpened:
                    break;
                default:
                    NotProjectedException.ThrowIfOf(typeof(BidPlaced), ViewName, e);
                    break;
            }
        }
    }
}
