using Marketplace.Domain.Achievements;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.Demands;
using Marketplace.Domain.Listings;
using Marketplace.Log;
using Marketplace.ReadModel.Projection;

namespace Marketplace.ReadModel.Search;

/// <summary>
/// What everybody may find: approved achievements, listings and demands while they stand, auctions from their announcement on.
/// What a stranger may not read is not in the index, so that no count can tell of it.
/// </summary>
public sealed class SearchView : IView
{
    internal const string ViewName = "search";

    public string Name => ViewName;

    public int Version => 2;

    // A document's number is its place in the order of publication; the index, the columns and cursors go by it. status is null
    // for what is shown no more. Contracts and bids, of which there are many, cost the search nothing.
    public string Schema => $"""
        create table search_texts (
            id         integer primary key,
            source     text    not null unique,
            title_zh   text,
            title_en   text,
            keywords   text,
            summary_zh text,
            summary_en text,
            field      text,
            stage      text,
            region     text,
            price      integer
        ) strict;

        create table search_documents (
            id           integer primary key,
            kind         text    not null,
            resource     text    not null unique,
            text         integer,
            title        text,
            field        text,
            stage        text,
            region       text,
            status       text,
            price        integer,
            published_at integer not null
        ) strict;
        create index search_documents_published on search_documents (published_at);
        create index search_documents_price on search_documents (coalesce(price, -1), id) where status is not null;

        create table search_numbers (
            id            integer primary key check (id = 1),
            last_document integer not null,
            last_text     integer not null
        ) strict;
        insert into search_numbers values (1, 0, 0);

        create table search_suggestions (
            folded    text    not null,
            shown     text    not null,
            documents integer not null,
            primary key (folded, shown)
        ) strict, without rowid;

        {SearchColumns.Schema}

        create virtual table search_index using fts5 (marks, phrases, content = '', contentless_delete = 1, tokenize = 'ascii');
        insert into search_index (search_index, rank) values ('hashsize', 8388608);
        """;

    public IProjection Open(Rows rows) => new Projection(new SearchDocuments(rows));

    private sealed class Projection(SearchDocuments documents) : IProjection
    {
        public void Apply(LogEvent e)
        {
            switch (e.Content)
            {
                case AchievementDrafted drafted:
                    documents.Write(e.Stream, TextOf(drafted.Content));
                    break;
                case AchievementRevised revised:
                    documents.Write(e.Stream, TextOf(revised.Content));
                    break;
                case AchievementApproved:
                    documents.Publish(SearchKind.Achievement, e.Stream, e.Stream, AchievementPhase.Approved, e.At, ownPrice: false);
                    break;
                case AchievementWithdrawn:
                    documents.Remove(e.Stream, wasShown: false);
                    break;
                case AchievementSubmitted or AchievementReturned:
                    break;

                case ListingOpened opened:
                    documents.Publish(SearchKind.Listing, e.Stream, opened.Achievement, ListingPhase.Open, e.At, price: opened.AskPrice);
                    break;
                case ListingTakenToAuction:
                    documents.Change(e.Stream, ListingPhase.InAuction);
                    break;
                case ListingTaken:
                    documents.Change(e.Stream, ListingPhase.Taken);
                    break;
                case ListingReturnedFromAuction or ListingReleased:
                    documents.Change(e.Stream, ListingPhase.Open);
                    break;
                case ListingSold or ListingWithdrawn:
                    documents.Remove(e.Stream);
                    break;

                case AuctionAnnounced announced:
                    documents.Publish(SearchKind.Auction, e.Stream, announced.Terms.Achievement, AuctionPhase.Announced, e.At, announced.Terms.Title, announced.Terms.StartPrice);
                    break;
                case AuctionOpened:
                    documents.Change(e.Stream, AuctionPhase.Open);
                    break;
                case AuctionClosed closed:
                    documents.Change(e.Stream, closed.Outcome is AuctionOutcome.Sold ? AuctionPhase.Sold : AuctionPhase.Unsold, closed.Price);
                    break;
                case SaleConfirmed:
                    documents.Change(e.Stream, AuctionPhase.Confirmed);
                    break;
                case AuctionPaused:
                    documents.Change(e.Stream, AuctionPhase.Paused);
                    break;
                case AuctionResumed:
                    documents.Change(e.Stream, AuctionPhase.Open);
                    break;
                case BuyerDefaulted:
                    documents.Change(e.Stream, AuctionPhase.Defaulted);
                    break;
                case NextBidderCalled next:
                    documents.Change(e.Stream, AuctionPhase.Sold, next.Price);
                    break;
                case AuctionWithdrawn or AuctionAnnulled:
                    documents.Remove(e.Stream);
                    break;
                case AuctionPauseOverdue or AuctionRelisted or ShortfallDetermined or DepositForfeited or DepositUnapplied or BidderBarred:
                    break;
                case StageStarted or BidPlaced or BidSealed or BidRevealed or SealedBidLapsed or BidRefused or ProxyBidSet or ProxyBidOpened or BidderRegistered or BidderQualified or BidderRejected or DepositConfirmed or DepositReleased or DepositApplied:
                    break;

                case DemandPosted posted:
                    documents.Write(e.Stream, TextOf(posted.Content));
                    documents.Publish(SearchKind.Demand, e.Stream, e.Stream, DemandPhase.Open, e.At, ownPrice: false);
                    break;
                case DemandRevised revised:
                    documents.Revise(e.Stream, TextOf(revised.Content));
                    break;
                case DemandClosed or DemandTakenDown:
                    documents.Remove(e.Stream);
                    break;
                case ProposalSubmitted or ProposalWithdrawn or ProposalDeclined:
                    break;

                default:
                    NotProjectedException.ThrowIfOf(typeof(AchievementDrafted), ViewName, e);
                    NotProjectedException.ThrowIfOf(typeof(ListingOpened), ViewName, e);
                    NotProjectedException.ThrowIfOf(typeof(AuctionAnnounced), ViewName, e);
                    NotProjectedException.ThrowIfOf(typeof(DemandPosted), ViewName, e);
                    break;
            }
        }

        public void Flush() => documents.Flush();

        private static SearchText TextOf(AchievementContent content) => new(content.TitleZh, content.TitleEn, content.Keywords, content.SummaryZh, content.SummaryEn,
            content.Field, content.Stage, content.Region, content.PriceIntention);

        /// <summary>A demand's price is the most that its owner would pay, or the least where no other bound is stated.</summary>
        private static SearchText TextOf(DemandContent content) => new(content.TitleZh, content.TitleEn, content.Keywords, content.DescriptionZh, content.DescriptionEn,
            content.Field, null, content.Region, content.BudgetMax ?? content.BudgetMin);
    }
}
