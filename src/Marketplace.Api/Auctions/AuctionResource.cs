using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.Deals;

namespace Marketplace.Api.Auctions;

/// <summary>An auction as everybody may see it: bidders are labels, and of the reserve only that there is one.</summary>
public sealed record AuctionResource
{
    public required string Id { get; init; }
    public required string Listing { get; init; }
    public required string Achievement { get; init; }
    public required string Seller { get; init; }
    public required string Operator { get; init; }
    public required string Title { get; init; }
    public required AuctionProcedure Procedure { get; init; }
    /// <summary>The licensed auction house, where the procedure is an auction in the sense of 拍卖法.</summary>
    public string? AuctionHouse { get; init; }
    public string? Auctioneer { get; init; }
    /// <summary>Id of the session (专场) in which the lot stands.</summary>
    public string? Session { get; init; }
    /// <summary>展示: when and where the lot can be inspected before the bidding.</summary>
    public Exhibition? Exhibition { get; init; }
    public required AuctionPhase Phase { get; init; }
    /// <summary>起拍价.</summary>
    public required Money StartPrice { get; init; }
    /// <summary>Whether a bid below a secret reserve has no effect (拍卖法 50).</summary>
    public required bool HasReserve { get; init; }
    /// <summary>加价幅度, by half-open bands of the leading amount.</summary>
    public required IReadOnlyList<LadderBand> Ladder { get; init; }
    /// <summary>Whether a bid exceeds the leading one by a whole multiple of the step.</summary>
    public required bool WholeSteps { get; init; }
    /// <summary>What each bidder pays before it may bid.</summary>
    public required Money Deposit { get; init; }
    public required Instant AnnouncedAt { get; init; }
    public required Instant RegistrationClosesAt { get; init; }
    /// <summary>The first moment at which a bid counts.</summary>
    public required Instant OpensAt { get; init; }
    /// <summary>The first moment at which a bid does not count, as late bids have moved it.</summary>
    public required Instant ClosesAt { get; init; }
    /// <summary>Where late bids cannot move the end any further.</summary>
    public Instant? LatestEndAt { get; init; }
    public required AuctionFormat Kind { get; init; }
    /// <summary>How the bidding runs, with its numbers; the member that is there is that of the kind.</summary>
    public required FormatTerms Format { get; init; }
    /// <summary>Whether the lot is sold when one bidder alone has bid.</summary>
    public required bool SingleBidderSuffices { get; init; }
    /// <summary>The version of the rules under which this auction runs to its end.</summary>
    public required string RuleSet { get; init; }
    /// <summary>What the format is at, with the price that can be accepted where it falls by schedule; absent before the opening and where a format has no stages.</summary>
    public Stage? Stage { get; init; }
    /// <summary>How many bids have counted.</summary>
    public required long Bids { get; init; }
    /// <summary>The bid that leads; absent while bids are sealed.</summary>
    public LeadingBid? Leading { get; init; }
    /// <summary>The least amount that counts next; absent where no amount is called out.</summary>
    public Money? MinimumNext { get; init; }
    /// <summary>优先权: who may match the price by law; absent where nobody does.</summary>
    public Priorities? Priority { get; init; }
    /// <summary>What holds after the hammer by agreement.</summary>
    public SaleTerms? Sale { get; init; }
    /// <summary>The scales of commission (拍卖法 56), in hundredths of a percent; absent where neither side pays any.</summary>
    public CommissionScales? Commission { get; init; }
    /// <summary>How many times the lot has been put up, with this one.</summary>
    public required int Attempt { get; init; }
    /// <summary>Id of the auction before, when the lot is put up again.</summary>
    public string? Previous { get; init; }
    /// <summary>Id of the auction in which the lot was put up again.</summary>
    public string? Relisted { get; init; }
    /// <summary>While the bidding rests.</summary>
    public Rest? Pause { get; init; }
    /// <summary>Why and when the lot was taken back before the start (拍卖法 29).</summary>
    public TakenBack? Withdrawal { get; init; }
    /// <summary>Why and when it was set aside.</summary>
    public Annulled? Annulment { get; init; }
    public required long Version { get; init; }

    /// <param name="MarketWide">Whether all auctions of the market rest.</param>
    /// <param name="ResumeBy">Until when the rules want it resumed.</param>
    /// <param name="OverdueSince">Since when that has passed while the bidding still rests; absent before.</param>
    public sealed record Rest(string Reason, bool MarketWide, Instant PausedAt, Instant ResumeBy, Instant? OverdueSince);

    public sealed record TakenBack(string Reason, Instant WithdrawnAt);

    /// <param name="Holders">Each of whom was told. Who they are the achievement's record says, to those who may read it.</param>
    /// <param name="MatchSeconds">How long the price stands for them once the others have bid; absent where they match it while the others bid.</param>
    public sealed record Priorities(IReadOnlyList<ToldHolder> Holders, int? MatchSeconds);

    /// <param name="Holder">By what it holds the priority.</param>
    /// <param name="Number">Which of its kind on the achievement's record, from 1.</param>
    /// <param name="Rank">1 goes before 2.</param>
    /// <param name="NotifiedOn">The day on which the notice arrived.</param>
    public sealed record ToldHolder(HolderKind Holder, int Number, int Rank, DateOnly NotifiedOn);

    public sealed record Annulled(AnnulmentGround Ground, string Reason, Instant AnnulledAt);

    public sealed record LeadingBid(string BidId, string Label, Money Amount, Instant AcceptedAt);

    internal static AuctionResource From(Snapshot<Auction> auction)
    {
        var (state, terms) = (auction.State, auction.State.Terms);
        return new AuctionResource
        {
            Id = auction.Id,
            Listing = terms.Listing,
            Achievement = terms.Achievement,
            Seller = terms.Seller,
            Operator = terms.Operator,
            Title = terms.Title,
            Procedure = terms.Procedure,
            AuctionHouse = terms.AuctionHouse,
            Auctioneer = terms.Auctioneer,
            Session = terms.Session,
            Exhibition = terms.Exhibition,
            Phase = state.Phase!.Value,
            StartPrice = terms.StartPrice,
            HasReserve = terms.Reserve is not null,
            Ladder = terms.Ladder,
            WholeSteps = terms.WholeSteps,
            Deposit = terms.Deposit,
            AnnouncedAt = state.Announced!.AnnouncedAt,
            RegistrationClosesAt = terms.RegistrationClosesAt,
            OpensAt = terms.OpensAt,
            ClosesAt = state.ClosesAt,
            LatestEndAt = terms.LatestEndAt,
            Kind = terms.Format!.Kind!.Value,
            Format = terms.Format,
            SingleBidderSuffices = state.Announced.SingleBidderSuffices,
            RuleSet = state.Announced.RuleSet,
            Stage = state.Course!.Stage,
            Bids = state.Bids,
            Leading = state.Leading is { } bid ? new LeadingBid(bid.Bid, bid.Label, bid.Amount, bid.AcceptedAt) : null,
            MinimumNext = state.MinimumNext,
            Priority = terms.Priority is { } priority
                ? new Priorities([.. priority.Notices.Select(notice => new ToldHolder(notice.Holder, notice.Number, notice.Rank, notice.NotifiedOn))], priority.MatchSeconds) : null,
            Sale = terms.Sale,
            Commission = state.Announced.Commission,
            Attempt = terms.Attempt,
            Previous = terms.Previous,
            Relisted = state.Relisted?.Auction,
            Pause = state.Pause is { } pause ? new Rest(pause.Reason, pause.MarketWide, pause.PausedAt, pause.ResumeBy, state.PauseOverdueSince) : null,
            Withdrawal = state.Withdrawal is { } withdrawn ? new TakenBack(withdrawn.Reason, withdrawn.WithdrawnAt) : null,
            Annulment = state.Annulment is { } annulled ? new Annulled(annulled.Ground, annulled.Reason, annulled.AnnulledAt) : null,
            Version = auction.Version,
        };
    }
}
