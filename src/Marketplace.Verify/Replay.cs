using System.Text.Json;
using Marketplace.Domain;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.Epochs;
using Marketplace.Domain.RuleSets;

namespace Marketplace.Verify;

/// <summary>
/// Runs a record's events through the same rules that the marketplace runs bids through. Each event must be just what the rules
/// make of the state before it; what they cannot make was not decided by them.
/// </summary>
internal sealed class Replay(string auctionId, IEnumerable<Proved> events)
{
    private readonly ProxyReplay proxies = new(auctionId, events);
    private readonly List<Event> lapsed = [];
    private RuleBook rules = RuleBook.Initial;
    private long refused;
    private Auction auction = Auction.Initial;
    private long last = long.MinValue;

    public Auction Auction => auction;

    public List<EpochStarted> Epochs { get; } = [];

    /// <summary>Refusals that turn on who bids or on a secret maximum, which a public record does not say: these are taken as they are.</summary>
    public int Unchecked { get; private set; }

    /// <summary>Why automatic bids could not be worked out; null when they were.</summary>
    public string? Secret => proxies.Secret;

    /// <summary>Why the event does not follow; null when it does.</summary>
    public string? Follow(Proved e)
    {
        try
        {
            if (EventCatalogue.Decode(e.Type, e.TypeVersion, e.Data) is not { } content) return $"the event '{e.Type}.{e.TypeVersion}' is not known to this checker";
            if (e.At < last) return "it happened before the event in front of it";
            last = e.At;
            var fault = e.Stream is LogEpochs.Stream or RuleBook.Stream ? null : proxies.Expected(content);
            fault ??= e.Stream == auctionId ? Judge(content, e)
                : e.Stream == ProxyBids.StreamOf(auctionId) ? proxies.Judge(content, auction, e.At)
                : e.Stream == RefusedBids.StreamOf(auctionId) ? content is BidRefused bid ? Judge(bid, e.At) : "only refused bids belong into this stream"
                : e.Stream == RuleBook.Stream ? content is RuleSetPublished published ? Published(published, e.At) : "only rule sets belong into this stream"
                : e.Stream == LogEpochs.Stream ? content is EpochStarted ? null : "only epochs belong into this stream"
                : $"the stream '{e.Stream}' does not belong to the auction";
            if (fault is not null) return fault;
            if (content is EpochStarted epoch) Epochs.Add(epoch);
            if (content is BidRefused) refused++;
            if (e.Stream == auctionId) auction = auction.Apply(content);
            proxies.Answer(content, auction);
            return null;
        }
        catch (Exception other) when (other is InvalidOperationException or JsonException or FormatException or OverflowException or ArgumentException or NullReferenceException)
        {
            return $"it cannot be: {other.Message}";
        }
    }

    private string? Judge(Event content, Proved e) => content switch
    {
        AuctionAnnounced announced => Announced(announced, e.At),
        AuctionOpened opened => auction.Phase is AuctionPhase.Announced && opened.OpenedAt == auction.Terms.OpensAt && e.At >= opened.OpenedAt.UnixMilliseconds ? null
            : "the auction opens once, at its announced time",
        StageStarted started => auction.Course?.Upcoming is { } upcoming && upcoming == started && e.At >= started.StartedAt.UnixMilliseconds ? null
            : "by the rules another stage begins, or none, or not yet",
        // By whose priority a price is matched a record does not say; that it was the leading price, and that no rank was passed over, it does.
        BidPlaced bid => Taken(new BidRequest(bid.Bid, "", bid.Amount, bid.ArrivedAt, bid.Form ?? BidForm.Open, Rank: bid.Priority), bid.Label, bid.AcceptedAt, bid, e.At),
        BidSealed bid => Taken(new BidRequest(bid.Bid, "", null, bid.ArrivedAt, BidForm.Sealed, bid.Commitment), bid.Label, bid.AcceptedAt, bid, e.At),
        BidRevealed bid => Taken(new BidRequest(bid.Bid, "", bid.Amount, bid.ArrivedAt, BidForm.Reveal, Opens: bid.Sealed, Salt: bid.Salt), bid.Label, bid.AcceptedAt, bid, e.At),
        SealedBidLapsed bid => Lapsed(bid),
        AuctionClosed closed => Closed(closed, e.At),
        SaleConfirmed sale => e.At != sale.ConfirmedAt.UnixMilliseconds ? "the sale was confirmed at another time than it says" : Same(auction.Confirm(Operator, sale.ConfirmedAt), sale),
        AuctionPaused paused => e.At != paused.PausedAt.UnixMilliseconds ? "the pause began at another time than it says" : Same(auction.Rest(paused.Reason, paused.MarketWide, Operator, paused.PausedAt), paused),
        AuctionResumed resumed => e.At != resumed.ResumedAt.UnixMilliseconds ? "the pause ended at another time than it says" : Same(auction.Resume(Operator, resumed.ResumedAt), resumed),
        AuctionPauseOverdue overdue => e.At < overdue.ResumeBy.UnixMilliseconds ? "the pause is overdue before its day" : Same(auction.Turn(overdue.ResumeBy, null), overdue),
        AuctionAnnulled annulled => annulled.Beside != Beside ? NotBeside
            : Same(auction.Annul(annulled.Ground, annulled.Reason, filed: false, Operator, annulled.AnnulledAt, Beside), annulled),
        BuyerDefaulted defaulted => First(auction.DeclareDefault(defaulted.Reason, filed: false, Operator, defaulted.DefaultedAt), defaulted),
        NextBidderCalled next => Same(auction.CallNext(next.CalledAt), next),
        AuctionRelisted relisted => auction.Phase is AuctionPhase.Unsold or AuctionPhase.Defaulted && auction.Relisted is null && relisted.Attempt == auction.Terms.Attempt + 1 ? null
            : "a lot is put up again once, when it was unsold or defaulted on",
        ShortfallDetermined determined => Same(auction.DetermineShortfall(determined.Auction, determined.Price, determined.DeterminedAt), determined),
        _ => $"'{e.Type}' does not belong into an auction that ended",
    };

    private string? Taken(in BidRequest bid, string label, Instant acceptedAt, Event recorded, long at) =>
        at != acceptedAt.UnixMilliseconds ? "the bid was taken at another time than it says" : Same(auction.Bid(bid, label, acceptedAt), recorded);

    /// <summary>Held until the end is there, with which they must come.</summary>
    private string? Lapsed(SealedBidLapsed bid)
    {
        lapsed.Add(bid);
        return null;
    }

    private const string NotBeside = "it counts other refusals or other maxima than came before it";

    /// <summary>What has come so far in the streams beside the auction's own.</summary>
    private Beside Beside => new(refused, proxies.Left);

    /// <summary>A version that is published is held to the ranges that hold for every one.</summary>
    private string? Published(RuleSetPublished published, long at)
    {
        if (auction.Announced is not null || rules != RuleBook.Initial) return "one rule set is enough, before the announcement";
        if (at != published.PublishedAt.UnixMilliseconds) return "the rule set was published at another time than it says";
        var fault = Same(rules.Publish(published.RuleSet, published.PublishedAt), published);
        rules = rules.Apply(published);
        return fault;
    }

    /// <summary>
    /// The announcement is decided once more, by the rule set that it names: one of those that this program was built with, or the one whose
    /// publication is in the record. That it was the one in force is known of its own region only: which region the operator is in, and
    /// what else was published, a record does not say.
    /// </summary>
    private string? Announced(AuctionAnnounced announced, long at)
    {
        if (auction.Announced is not null) return "an auction is announced once";
        if (announced.Auction != auctionId) return "the announcement is another auction's";
        if (at != announced.AnnouncedAt.UnixMilliseconds) return "it was announced at another time than it says";
        if (rules.Find(announced.RuleSet) is not { } named) return $"the rule set {announced.RuleSet} is neither built in nor published in the record";
        if (rules.Find(announced.AnnouncedAt.ShanghaiDay, named.Region) is var inForce && inForce != named) return $"the rule set {announced.RuleSet} was not in force: {inForce?.Version} was";
        // Who else holds a priority the achievement's record says, and this one does not.
        return Same(Auction.Announce(auctionId, announced.Terms, named, announced.AnnouncedAt, announced.Terms.Priority?.Holders ?? []), announced);
    }

    private string? Closed(AuctionClosed closed, long at)
    {
        if (at < closed.EndedAt.UnixMilliseconds) return "the end is recorded before it came";
        if (auction.NeedsReserve && closed.ReserveOpened is null) return "the reserve decides the outcome and was not opened";
        if (closed.ReserveOpened is { } opened && (auction.Terms.Reserve is not { } reserve || !Reserve.Matches(reserve, opened)))
            return "the reserve that was opened is not the one that was sealed";
        if (closed.Beside != Beside) return NotBeside;
        return Same(auction.Turn(closed.EndedAt, closed.ReserveOpened, Beside), [.. lapsed, closed]);
    }

    private string? Judge(BidRefused refused, long at)
    {
        if (at != refused.DecidedAt.UnixMilliseconds) return "the bid was refused at another time than it says";
        // First the time, then who bids, then the amount: the order in which the marketplace judges.
        if (auction.ClosedToBids(refused.DecidedAt) is { } closed) return Same(closed, refused);
        if (refused.Code.StartsWith("bidder.", StringComparison.Ordinal) || refused.Code.StartsWith("deposit.", StringComparison.Ordinal) || refused.Code.StartsWith("priority.", StringComparison.Ordinal)
            || (refused.Form is BidForm.Proxy && auction.Terms.Format!.TakesProxies))
        {
            Unchecked++;
            return null;
        }
        var bid = new BidRequest(refused.Bid, "", refused.Amount, refused.ArrivedAt, refused.Form ?? BidForm.Open, refused.Commitment, refused.Opens, refused.Salt);
        var decision = auction.Bid(bid, refused.Label, refused.DecidedAt);
        return decision.Refusal is { } refusal ? Same(refusal, refused) : "by the rules this bid counts";
    }

    /// <summary>What the market that runs the auction decides; who typed it a record does not say.</summary>
    private Actor Operator => new("", auction.Terms.Operator, OrganizationKind.MarketOperator, new HashSet<Role>());

    /// <summary>Where one decision has several events, each of those that follow is judged for itself.</summary>
    private static string? First(Decision decision, Event recorded) => Same(decision.Refused ? decision : decision.Events is [var first, ..] ? first : Decision.Nothing, recorded);

    private static string? Same(Refusal expected, BidRefused refused) =>
        expected.Code == refused.Code && expected.Arguments.AsSpan().SequenceEqual(refused.Arguments.AsSpan()) ? null
            : $"by the rules it is refused as {expected.Code}, not as {refused.Code}, or for other numbers";

    private static string? Same(Decision decision, params ReadOnlySpan<Event> recorded)
    {
        if (decision.Refusal is { } refusal) return $"by the rules it is refused: {refusal.Code}";
        var same = decision.Events.Length == recorded.Length;
        for (var i = 0; same && i < recorded.Length; i++)
            same = EventCatalogue.Encode(decision.Events[i]).Data.AsSpan().SequenceEqual(EventCatalogue.Encode(recorded[i]).Data);
        return same ? null : "by the rules something else follows";
    }
}
