using System.Text.Json;
using Marketplace.Domain;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.RuleSets;

namespace Marketplace.Verify;

/// <summary>
/// Holds a record against itself, the rules, the marketplace's signature and the receipts of bidders. It needs no network and trusts
/// nothing but the keys, and for the rules the versions that it was built with.
/// </summary>
/// <remarks>
/// That nothing was left out, the marketplace says twice: within the log, where the event that ends the bidding counts what stood beside
/// it, and in the signature on the record, which counts the events of each stream, with those that came after the end. It can still
/// sign a false count of these last; then each receipt of one that is missing proves that it did.
/// </remarks>
internal sealed class RecordCheck(Signatures signatures)
{
    private readonly Judgement judgement = new(signatures);

    public IReadOnlyList<Finding> Findings => judgement.Findings;

    public bool Holds => judgement.Holds;

    /// <exception cref="FormatException">The record is no record: something is missing in it or of another kind.</exception>
    public void Check(AuctionRecord record, Evidence evidence) => Documents.Read(() =>
    {
        Judge(record, evidence);
        return true;
    });

    private void Judge(AuctionRecord record, Evidence evidence)
    {
        var tree = judgement.Tree("the record", record.Checkpoint, Signatures.Record);
        if (tree is null) return;
        // Twenty hashes for each event: the most that there is to do, and each on its own.
        var outside = record.Events.AsParallel().AsOrdered().FirstOrDefault(e => !e.IsIn(tree));
        judgement.Say(outside is null, outside is not null
            ? $"the event at position {outside.Position} is not in the signed tree" : $"all {record.Events.Length} events are in the signed tree of {tree.Size}");
        Complete(record, tree.Streams!);
        var replay = Follow(record);
        Result(record, replay.Auction);
        foreach (var receipt in evidence.Receipts) Check(receipt, record, replay, tree);
        foreach (var cosignature in evidence.Cosignatures) Check(cosignature, evidence.Witnesses);
        judgement.Consistent(evidence.Growths);
    }

    /// <summary>Versions count every event of a stream, and the signature says how many there are, so one that was left out or put in shows; times never go back.</summary>
    private void Complete(AuctionRecord record, IReadOnlyDictionary<string, long> streams)
    {
        var ordered = record.Events.Zip(record.Events.Skip(1)).All(pair => pair.First.Position < pair.Second.Position && pair.First.At <= pair.Second.At);
        // Of all that was ever published of rules, only the version that is named is there.
        var held = record.Events.Where(e => e.Stream != RuleBook.Stream).ToLookup(e => e.Stream, e => e.Version, StringComparer.Ordinal);
        var whole = held.All(stream => streams.ContainsKey(stream.Key))
            && streams.All(stream => held[stream.Key].SequenceEqual(Enumerable.Range(1, (int)Math.Min(stream.Value, record.Events.Length + 1L)).Select(n => (long)n)));
        judgement.Say(ordered && whole, ordered && whole ? "no event of the auction is missing" : "events are missing, doubled or out of order");
    }

    private Replay Follow(AuctionRecord record)
    {
        var replay = new Replay(record.Auction, record.Events);
        foreach (var e in record.Events)
        {
            if (replay.Follow(e) is not { } fault) continue;
            judgement.Say(false, $"the event at position {e.Position} ({e.Type}) does not follow: {fault}");
            return replay;
        }
        judgement.Say(true, "every bid and every refusal follows from the published rules");
        if (replay.Unchecked > 0) judgement.Say(null, $"{replay.Unchecked} refusals turn on who the bidder was, or on a secret, which a public record does not say");
        if (replay.Secret is { } secret) judgement.Say(null, secret);
        return replay;
    }

    private void Result(AuctionRecord record, Auction auction)
    {
        if (auction.Result is null && auction.Annulment is { } annulled)
        {
            judgement.Say(record.Result is null, record.Result is null ? $"the auction was set aside at {annulled.AnnulledAt}, before its end" : "a result is stated of an auction that was set aside before its end");
            return;
        }
        if (auction.Result is not { } result || record.Result is not { } said)
        {
            judgement.Say(false, "the record has no end");
            return;
        }
        var same = Text(said, "outcome") == Code(result.Outcome) && Text(said, "reason") == (result.Reason is { } reason ? Code(reason) : null)
            && Text(said, "winner") == result.Winner && Text(said, "winningBid") == result.WinningBid && Text(said, "endedAt") == result.EndedAt.ToString()
            && (said.TryGetProperty("price", out var price) ? Fen(price) : null) == result.Price?.Fen
            && record.RuleSet == auction.Announced!.RuleSet;
        judgement.Say(same, same ? result.Winner is { } winner ? $"bidder {winner} wins at {result.Price} yuan; the bidding ended at {result.EndedAt}" : $"the lot stays unsold; the bidding ended at {result.EndedAt}"
            : "the result that is stated is not the one that the events lead to");
    }

    /// <summary>Of another currency no price that an auction can have.</summary>
    private static long? Fen(JsonElement price) => price.GetProperty("currency").GetString() == Money.Currency ? price.GetProperty("amount").GetInt64() : -1;

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static string Code<T>(T code) where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(code.ToString());

    private void Check(Receipt receipt, AuctionRecord record, Replay replay, SignedTree tree)
    {
        var whose = $"the receipt of {receipt.Bid}";
        if (judgement.Tree(whose, receipt.Checkpoint) is not { } signed) return;
        if (!receipt.Event.IsIn(signed) || !IsOf(receipt))
        {
            judgement.Say(false, $"{whose} does not prove what it says");
            return;
        }
        var lost = replay.Epochs.FirstOrDefault(epoch => epoch.Epoch > signed.Epoch && epoch.Position < receipt.Event.Position);
        if (lost is not null) judgement.Say(false, $"{whose} fell away: a restore that began epoch {lost.Epoch} kept positions up to {lost.Position}, it stood at {receipt.Event.Position}");
        else if (receipt.Auction != record.Auction) judgement.Say(null, $"{whose} is of another auction");
        else if (receipt.Event.Position > tree.Size) judgement.Say(null, $"{whose} is later than the record's checkpoint");
        else
        {
            var there = record.Events.Any(e => e.Position == receipt.Event.Position && e.Leaf.AsSpan().SequenceEqual(receipt.Event.Leaf));
            judgement.Say(there, there ? $"{whose} is in the record as it was given" : $"{whose} is proved and the record does not have it: the marketplace contradicts itself");
        }
    }

    /// <summary>What a witness saw is one more checkpoint, and must be of the same log as all others.</summary>
    private void Check(Cosignature cosignature, IReadOnlyList<Witness> witnesses)
    {
        if (witnesses.FirstOrDefault(each => each.Id == cosignature.Witness) is not { } witness)
        {
            judgement.Say(null, $"what {cosignature.Witness} saw: its key was not given");
            return;
        }
        var (seen, fault) = witness.Key.Check(cosignature.Jws, Signatures.Cosignature);
        if (seen is null) judgement.Say(false, $"the cosignature of {witness.Name} is not to be believed: {fault}");
        else
        {
            foreach (var (whose, tree) in judgement.Trees.Where(each => each.Tree.Origin == seen.Origin && each.Tree.Epoch == seen.Epoch && each.Tree.Size == seen.Size && each.Tree.Root.AsSpan().SequenceEqual(seen.Root)))
                judgement.Say(true, $"{witness.Name} saw the checkpoint of {whose}, of {tree.Size} events");
            judgement.Add($"the witness {witness.Name}", seen);
        }
    }

    /// <summary>What the receipt says in plain words is what its event says.</summary>
    private static bool IsOf(Receipt receipt)
    {
        try
        {
            return EventCatalogue.Decode(receipt.Event.Type, receipt.Event.TypeVersion, receipt.Event.Data) switch
            {
                BidPlaced bid => receipt.Accepted && receipt.Event.Stream == receipt.Auction && receipt.Says(bid.Bid, bid.Label, bid.Amount),
                BidSealed bid => receipt.Accepted && receipt.Event.Stream == receipt.Auction && receipt.Says(bid.Bid, bid.Label, null),
                BidRevealed bid => receipt.Accepted && receipt.Event.Stream == receipt.Auction && receipt.Says(bid.Bid, bid.Label, bid.Amount),
                BidRefused bid => !receipt.Accepted && receipt.Event.Stream == RefusedBids.StreamOf(receipt.Auction) && receipt.Says(bid.Bid, bid.Label, bid.Amount),
                ProxyBidSet set => receipt.Accepted && receipt.Event.Stream == ProxyBids.StreamOf(receipt.Auction) && receipt.Opening is { } opening
                    && Reserve.Matches(set.Maximum, opening) && receipt.Says(set.Bid, set.Label, Reserve.Decode(opening)),
                _ => false,
            };
        }
        catch (Exception other) when (other is JsonException or FormatException)
        {
            return false;
        }
    }
}
