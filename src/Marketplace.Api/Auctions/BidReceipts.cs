using Marketplace.Api.Checkpoints;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Auctions;
using Marketplace.Log;

namespace Marketplace.Api.Auctions;

/// <summary>Gives receipts for bids, those that counted and those that did not.</summary>
internal sealed class BidReceipts(EventProofs proofs)
{
    /// <summary>What every bid may be refused for, whatever its form.</summary>
    internal static readonly RefusalType[] Common =
    [
        AuctionRefusals.NotFound, AuctionRefusals.NotYetOpen, AuctionRefusals.Paused, AuctionRefusals.Ended, AuctionRefusals.Withdrawn, AuctionRefusals.Annulled, BidderRefusals.NotRegistered,
        BidderRefusals.Suspended, BidderRefusals.Rejected, BidderRefusals.NotQualified, BidderRefusals.DepositMissing, BidRefusals.NotTaken, BidRefusals.OutOfRange,
    ];

    private static readonly RefusalType[] AboutTheAmount = [BidRefusals.OutOfRange, BidRefusals.TooLow, BidRefusals.OffLadder, BidRefusals.RevealMismatch, BidRefusals.ProxyNotRaised, PriorityRefusals.PriceDiffers];

    /// <summary>
    /// The answer follows from the events alone, so a key that comes again gets the same one; only its proof may then be under a
    /// later checkpoint.
    /// </summary>
    public async ValueTask<Result<BidReceipt>> AnswerAsync(Caller caller, Outcome outcome, CancellationToken cancel)
    {
        if (Market.Refused(outcome) is { } untraced) return untraced;
        // What was overdue comes before the bid, and what the market bids for others after it.
        var e = outcome.Events.First(each => each.Content is BidRefused or BidSealed or BidRevealed or BidPlaced { Form: not BidForm.Proxy });
        var receipt = BidReceipt.Of(e) with
        {
            Proof = await proofs.OfAsync(caller, outcome, e.Stored, cancel),
        };
        var result = e.Content is BidRefused refused ? new Result<BidReceipt>(null, Again(refused)) { Receipt = receipt } : receipt;
        return result with { Position = outcome.Position, Replayed = outcome.Kind is OutcomeKind.Replayed };
    }

    private static Refusal Again(BidRefused refused)
    {
        var refusal = RefusalTypes.ByCode[refused.Code].With(refused.Arguments);
        if (refusal.Type == BidRefusals.PriceDiffers) return refusal.At("/price");
        if (refusal.Type == BidRefusals.CommitmentMalformed) return refusal.At("/commitment");
        return AboutTheAmount.Contains(refusal.Type) ? refusal.At(refused.Form is BidForm.Proxy ? "/maximum" : "/amount") : refusal;
    }
}
