using System.Text.Json.Serialization;

namespace Marketplace.Domain.Auctions;

/// <summary>Codes in <c>api-specs/codelists/auction_format.csv</c>.</summary>
public enum AuctionFormat { SoftClose, TimedRounds, Turns, Dutch, DutchSealedBest, SealedFirstPrice }

/// <summary>
/// The format that an announcement chooses, with its numbers: exactly one member is there. It is frozen with the rule set's
/// version.
/// </summary>
public sealed record FormatTerms(
    SoftClose? SoftClose = null,
    TimedRounds? TimedRounds = null,
    Turns? Turns = null,
    Dutch? Dutch = null,
    DutchSealedBest? DutchSealedBest = null,
    SealedFirstPrice? SealedFirstPrice = null)
{
    /// <summary>Absent when there is none or more than one.</summary>
    [JsonIgnore]
    public AuctionFormat? Kind => this switch
    {
        { SoftClose: not null, TimedRounds: null, Turns: null, Dutch: null, DutchSealedBest: null, SealedFirstPrice: null } => AuctionFormat.SoftClose,
        { SoftClose: null, TimedRounds: not null, Turns: null, Dutch: null, DutchSealedBest: null, SealedFirstPrice: null } => AuctionFormat.TimedRounds,
        { SoftClose: null, TimedRounds: null, Turns: not null, Dutch: null, DutchSealedBest: null, SealedFirstPrice: null } => AuctionFormat.Turns,
        { SoftClose: null, TimedRounds: null, Turns: null, Dutch: not null, DutchSealedBest: null, SealedFirstPrice: null } => AuctionFormat.Dutch,
        { SoftClose: null, TimedRounds: null, Turns: null, Dutch: null, DutchSealedBest: not null, SealedFirstPrice: null } => AuctionFormat.DutchSealedBest,
        { SoftClose: null, TimedRounds: null, Turns: null, Dutch: null, DutchSealedBest: null, SealedFirstPrice: not null } => AuctionFormat.SealedFirstPrice,
        _ => null,
    };

    /// <summary>Whether a bidder may leave a secret maximum.</summary>
    [JsonIgnore]
    public bool TakesProxies => SoftClose is { ProxyBids: true } || TimedRounds is { ProxyBids: true };
}

/// <summary>增价竞价, 延时: whoever bids last wins, and a bid in the last stretch leaves the whole stretch after it (法释〔2016〕18号 20).</summary>
/// <param name="ExtensionSeconds">
/// The stretch: a bid accepted in the last so many seconds moves the end to as many after it. From the rule set's window to
/// 3,600; the rule set's where it is left out.
/// </param>
/// <param name="ProxyBids">Whether a bidder may leave a secret maximum up to which the market bids for it.</param>
public sealed record SoftClose(int? ExtensionSeconds = null, bool ProxyBids = false);

/// <summary>
/// 自由报价期 + 限时报价期: until the announced end everybody bids freely in whole steps; then rounds of fixed length, of which each
/// valid bid opens a new one, and a round without a bid ends the bidding.
/// </summary>
/// <param name="RoundSeconds">Length of a round; 10 to 3,600, usually 120, 180 or 300.</param>
/// <param name="ProxyBids">Whether a bidder may leave a secret maximum up to which the market bids for it.</param>
public sealed record TimedRounds(int RoundSeconds, bool ProxyBids = false);

/// <summary>
/// Until the announced end each bidder files an offer; then all who did move in turn, from the lowest offer to the highest, and of
/// equal offers the one that was filed later first. With one offer alone there are no rounds.
/// </summary>
/// <param name="Rounds">1 to 10, usually 3.</param>
/// <param name="TurnSeconds">How long each has in each round; 10 to 3,600, usually 180.</param>
/// <param name="PauseSeconds">The pause before each round; 0 to 3,600, usually 180.</param>
public sealed record Turns(int Rounds, int TurnSeconds, int PauseSeconds);

/// <summary>降价竞价: the price falls by schedule until somebody accepts it, who wins.</summary>
/// <param name="Reduction">By how much it falls each time; above zero.</param>
/// <param name="Reductions">How often it falls; 1 to 500. The last price is above zero.</param>
/// <param name="StepSeconds">How long each price stands, the last one too; 1 to 86,400.</param>
public sealed record Dutch(Money Reduction, int Reductions, int StepSeconds);

/// <summary>
/// Dutch, then sealed, then best bid: the price falls until somebody accepts it; the others may go above it with sealed bids; at
/// last the one who accepted may go above the highest of these.
/// </summary>
/// <param name="Reduction">By how much the price falls each time; usually a hundredth of the start price.</param>
/// <param name="Reductions">How often it falls; 1 to 500, usually 80 to 99.</param>
/// <param name="StepSeconds">How long each price stands; 1 to 86,400. With 99 reductions, 243 make 405 minutes.</param>
/// <param name="SealedSeconds">How long the others may seal a bid; 60 to 604,800, usually 600.</param>
/// <param name="RevealSeconds">How long they may reveal it; 60 to 604,800.</param>
/// <param name="BestSeconds">How long the one who accepted may go above; 60 to 604,800, usually 300.</param>
public sealed record DutchSealedBest(Money Reduction, int Reductions, int StepSeconds, int SealedSeconds, int RevealSeconds, int BestSeconds);

/// <summary>
/// 密封报价: until the announced end each bidder seals one bid, of which only a hash is known to anybody; then they reveal them, and the
/// highest wins at its own amount, of equal ones the one that was sealed earlier. What is not revealed does not count.
/// </summary>
/// <param name="RevealSeconds">How long bids may be revealed; 60 to 604,800.</param>
public sealed record SealedFirstPrice(int RevealSeconds);
