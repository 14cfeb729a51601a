using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.AuctionSessions;
using Marketplace.Domain.Changes;
using Marketplace.Domain.Contracts;
using Marketplace.Domain.Deals;
using Marketplace.Domain.Demands;
using Marketplace.Domain.Documents;
using Marketplace.Domain.Listings;
using Marketplace.Domain.Mandates;
using Marketplace.Domain.Organizations;
using Marketplace.Domain.Publicities;
using Marketplace.Domain.Releases;
using Marketplace.Log;
using Marketplace.ReadModel.Projection;

namespace Marketplace.ReadModel.Changes;

/// <summary>
/// Which resource changed at which position, and who could read it before and after. Each concept carries out the same rule as
/// its aggregate's <c>VisibleTo</c>: an event says which parts of the audience it opens the resource to and closes it to. Nothing
/// of a resource is in here but its id and version.
/// </summary>
/// <remarks>
/// An audience is an organisation's id, a kind of organisation, or everybody. A reader belongs to three of them at most, so the
/// feed is a merge of a few ranges, each in the order of the log, however much others do.
/// </remarks>
public sealed class ChangesView : IView
{
    internal const string ViewName = "changes";
    internal const string Everybody = "*", Operators = "kind:market_operator", Supervisors = "kind:supervisor";

    public string Name => ViewName;

    public int Version => 3;

    public string Schema => """
        create table changes (
            audience text    not null,
            kind     text    not null,
            position integer not null,
            resource text    not null,
            version  integer not null,
            was      integer not null,
            sees     integer not null,
            primary key (audience, kind, position)
        ) strict, without rowid;

        -- Who may know of a resource now, and who has ever been able to.
        create table change_audiences (
            resource text    not null,
            part     text    not null,
            audience text    not null,
            was      integer not null,
            sees     integer not null,
            ever     integer not null,
            primary key (resource, part, audience)
        ) strict, without rowid;
        """;

    public IProjection Open(Rows rows) => new Projection(rows);

    private sealed class Projection(Rows rows) : AudienceWriter(rows), IProjection
    {
        private const string Owner = "owner", Second = "second", Market = "market", Office = "office", Holder = "holder", Operator = "operator", Supervisor = "supervisor", Anyone = "anyone";

        private static readonly Type[] Concepts =
        [
            typeof(OrganizationRegistered), typeof(AchievementDrafted), typeof(ListingOpened), typeof(DemandPosted), typeof(SessionCreated), typeof(AuctionAnnounced), typeof(ContractDrafted),
            typeof(DealOpened), typeof(NoticePosted), typeof(MandateGranted), typeof(DocumentAttached), typeof(ReportReleased),
        ];

        public void Apply(LogEvent e)
        {
            if (!(Organization(e) || Achievement(e) || Listing(e) || Demand(e) || Session(e) || Auction(e) || Contract(e) || Deal(e) || Publicity(e) || Mandate(e) || Document(e) || Release(e)))
                foreach (var concept in Concepts) NotProjectedException.ThrowIfOf(concept, ViewName, e);
        }

        private bool Organization(LogEvent e)
        {
            switch (e.Content)
            {
                case OrganizationRegistered:
                    Add(e, (Owner, e.Stream, true), (Operator, Operators, true), (Supervisor, Supervisors, true), (Anyone, Everybody, false));
                    break;
                case OrganizationVerified:
                    Open(e, Anyone);
                    break;
                case OrganizationSuspended or OrganizationReinstated:
                    break;
                default:
                    return false;
            }
            return Tell(e, ResourceKind.Organization);
        }

        private bool Achievement(LogEvent e)
        {
            switch (e.Content)
            {
                case AchievementDrafted drafted:
                    Add(e, (Owner, drafted.Owner, true), (Operator, Operators, false), (Supervisor, Supervisors, false), (Anyone, Everybody, false));
                    break;
                case AchievementRevised:
                    Close(e, Operator, Supervisor);
                    break;
                case AchievementSubmitted:
                    Open(e, Operator, Supervisor);
                    break;
                case AchievementApproved:
                    Open(e, Anyone);
                    break;
                case AchievementReturned:
                    break;
                case AchievementWithdrawn:
                    Close(e, Anyone);
                    // Whoever judged it once goes on seeing what became of it.
                    Rows.Run("update change_audiences set sees = ever where resource = ?1 and part in (?2, ?3)", e.Stream, Operator, Supervisor);
                    break;
                default:
                    return false;
            }
            return Tell(e, ResourceKind.Achievement);
        }

        private bool Listing(LogEvent e)
        {
            switch (e.Content)
            {
                case ListingOpened opened:
                    Add(e, (Owner, opened.Seller, true), (Market, opened.Market, true), (Supervisor, Supervisors, true), (Anyone, Everybody, true));
                    break;
                case ListingWithdrawn:
                    Close(e, Anyone);
                    break;
                case ListingTakenToAuction or ListingReturnedFromAuction or ListingTaken or ListingReleased or ListingSold:
                    break;
                default:
                    return false;
            }
            return Tell(e, ResourceKind.Listing);
        }

        private bool Demand(LogEvent e)
        {
            switch (e.Content)
            {
                case DemandPosted posted:
                    Add(e, (Owner, posted.Owner, true), (Operator, Operators, true), (Supervisor, Supervisors, true), (Anyone, Everybody, true));
                    break;
                case DemandTakenDown:
                    Close(e, Anyone);
                    break;
                case DemandRevised or DemandClosed:
                    break;
                case ProposalSubmitted submitted:
                    Add(e, (Owner, submitted.Solver, true), (Second, submitted.Owner, true));
                    return Tell(e, ResourceKind.Proposal);
                case ProposalWithdrawn or ProposalDeclined:
                    return Tell(e, ResourceKind.Proposal);
                default:
                    return false;
            }
            return Tell(e, ResourceKind.Demand);
        }

        private bool Release(LogEvent e) => e.Content switch
        {
            ReportReleased or ReleaseSuperseded => TellAll(e, ResourceKind.Release, Everybody, was: e.Content is ReleaseSuperseded),
            _ => false,
        };

        private bool Session(LogEvent e) => e.Content switch
        {
            SessionCreated => TellAll(e, ResourceKind.Session, Everybody, was: false),
            LotAdded => TellAll(e, ResourceKind.Session, Everybody, was: true),
            _ => false,
        };

        private bool Auction(LogEvent e)
        {
            switch (e.Content)
            {
                case AuctionAnnounced:
                    return TellAll(e, ResourceKind.Auction, Everybody, was: false);
                case AuctionOpened or StageStarted or BidPlaced or BidSealed or BidRevealed or SealedBidLapsed or AuctionClosed or SaleConfirmed or AuctionWithdrawn or AuctionPaused or AuctionPauseOverdue or AuctionResumed or AuctionAnnulled
                    or BuyerDefaulted or NextBidderCalled or AuctionRelisted or ShortfallDetermined:
                    return TellAll(e, ResourceKind.Auction, Everybody, was: true);
                case BidderRegistered or BidderQualified or BidderRejected or DepositConfirmed or DepositReleased or DepositApplied or DepositForfeited or DepositUnapplied or BidderBarred or BidRefused or ProxyBidSet or ProxyBidOpened:
                    // In the auction's sibling streams: who bids, and whose bid did not count, is not the public's to know.
                    return true;
                default:
                    return false;
            }
        }

        private bool Contract(LogEvent e)
        {
            switch (e.Content)
            {
                case ContractDrafted drafted:
                    Add(e, (Owner, drafted.Seller.Organization, true), (Second, drafted.Buyer.Organization, true), (Supervisor, Supervisors, true));
                    if (drafted.Market is { } market) Add(e, (Market, market, true));
                    break;
                case ContractFiled filed:
                    // A contract that comes back may be filed at another office: then the first one no longer sees it.
                    Close(e, Office);
                    Add(e, (Office, filed.Office, true));
                    break;
                case ContractRevised or FilingReturned or FilingAccepted or DecisionOverdue or ContractReviewed or SecondReviewDone
                    or ContractRegistered or ContractRefused:
                    break;
                case ContractImported:
                    // Only the supervisor sees them, and nothing follows on them.
                    return TellAll(e, ResourceKind.Contract, Supervisors, was: false);
                case NumberTaken:
                    // Of the office's number series: the contract's own event repeats the number.
                    return true;
                default:
                    return false;
            }
            return Tell(e, ResourceKind.Contract);
        }

        /// <summary>A document is no resource of its own here: with it changes what it belongs to.</summary>
        private bool Document(LogEvent e) => e.Content switch
        {
            DocumentAttached or DocumentChecked or DocumentRemoved => Tell(e, Ids.Is(Ids.Contract, e.Stream) ? ResourceKind.Contract
                : Ids.Is(Ids.Demand, e.Stream) ? ResourceKind.Demand : ResourceKind.Achievement),
            // In a sibling stream: what was refused changed nothing.
            DocumentRefused => true,
            _ => false,
        };

        /// <summary>Who holds a mandate of a side reads the deal as long as it lasts, and is told nothing: that it ran out is no event.</summary>
        private bool Deal(LogEvent e)
        {
            switch (e.Content)
            {
                case DealOpened opened:
                    Add(e, (Owner, opened.Seller, true), (Second, opened.Buyer, true));
                    if (opened.Market is { } market) Add(e, (Market, market, true));
                    break;
                case TermsAgreed agreed:
                    Close(e, Holder);
                    foreach (var holder in agreed.Holders)
                        if (holder.Organization is { } organization) Add(e, (Holder, organization, true));
                    break;
                case OfferMade or OfferDeclined or ConsentRecorded or PriorityAnswered or PublicityMet or DealAgreed or DealClosed:
                    break;
                default:
                    return false;
            }
            return Tell(e, ResourceKind.Deal);
        }

        private bool Publicity(LogEvent e)
        {
            switch (e.Content)
            {
                case NoticePosted posted:
                    Add(e, (Owner, posted.Seller, true), (Supervisor, Supervisors, true), (Anyone, Everybody, true));
                    Rows.Run(
                        """
                        insert into change_audiences (resource, part, audience, was, sees, ever)
                        select ?1, part, audience, 0, 1, 1 from change_audiences where resource = ?2 and part = ?3
                        on conflict (resource, part, audience) do nothing
                        """, e.Stream, posted.Listing, Market);
                    break;
                case NoticeWithdrawn:
                    Close(e, Anyone);
                    break;
                case NoticeRevised or ObjectionRaised or ObjectionDecided or PublicityEnded:
                    break;
                default:
                    return false;
            }
            return Tell(e, ResourceKind.Publicity, e.Stream.Split('-')[0]);
        }

        private bool Mandate(LogEvent e)
        {
            switch (e.Content)
            {
                case MandateGranted or MandateRevoked when !Ids.Is(Ids.Mandate, e.Stream):
                    // In the agent's own stream: the mandate's repeats it.
                    return true;
                case MandateGranted granted:
                    Add(e, (Owner, granted.Principal, true), (Second, granted.Agent, true));
                    break;
                case MandateRevoked:
                    break;
                default:
                    return false;
            }
            return Tell(e, ResourceKind.Mandate);
        }
    }
}
