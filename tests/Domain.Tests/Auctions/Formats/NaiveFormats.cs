using Marketplace.Domain.Auctions;

namespace Marketplace.Domain.Tests.Auctions.Formats;

sealed class NaiveTimedRounds(long round) : NaiveFormat
{
    protected override long Ends => Bids.Concat(Claims).Where(bid => bid.At >= PlannedEnd).Select(bid => Math.Min(bid.At + round, Bound ?? long.MaxValue)).Append(PlannedEnd + round).Max();

    protected override string? Judge(long at, string label, BidForm form, long amount, bool right)
    {
        if (form is BidForm.Priority) return Claim(at, label, amount);
        if (form is not BidForm.Open) return "bid.not_taken";
        if (Above(amount, Best?.Amount) is { } refusal) return refusal;
        Bids.Add(new(at, label, amount));
        return null;
    }
}

sealed class NaiveDutch(long reduction, int reductions, long step) : NaiveFormat
{
    protected override long Ends => Bids.Count > 0 ? Bids[0].At + (Match > 0 ? Match : 1) : Opens + (reductions + 1) * step;

    protected override string? Judge(long at, string label, BidForm form, long amount, bool right)
    {
        if (form is BidForm.Priority && Bids.Count > 0 && Match > 0) return Claim(at, label, amount);
        if (form is not BidForm.Acceptance) return "bid.not_taken";
        if (Bids.Count > 0) return "bid.price_taken";
        if (amount != Start - (at - Opens) / step * reduction) return "bid.price_differs";
        Bids.Add(new(at, label, amount));
        return null;
    }
}

sealed class NaiveSealed(long reveal) : NaiveFormat
{
    public readonly SealedEnvelopes Envelopes = new();

    private long Revealed => PlannedEnd + reveal;

    protected override long Ends => Envelopes.Opened.Count > 0 ? Revealed + Match : Revealed;

    protected override IEnumerable<Made> Offered => Envelopes.InOrder;

    protected override string? Judge(long at, string label, BidForm form, long amount, bool right)
    {
        if (at < PlannedEnd) return form is BidForm.Sealed ? Envelopes.Seal(label) : form is BidForm.Reveal ? "bid.reveal_too_early" : "bid.not_taken";
        if (at < Revealed) return form is BidForm.Reveal ? Envelopes.Reveal(at, label, amount, right, Start) : "bid.not_taken";
        return form is BidForm.Priority ? Claim(at, label, amount) : "bid.not_taken";
    }
}

/// <summary>Envelopes in the order in which they were handed in.</summary>
sealed class SealedEnvelopes
{
    public readonly List<string> Labels = [];
    public readonly List<NaiveFormat.Made> Opened = [];

    public string? Seal(string label)
    {
        if (Labels.Contains(label)) return "bid.already_sealed";
        Labels.Add(label);
        return null;
    }

    public string? Reveal(long at, string label, long amount, bool right, long least)
    {
        if (!Labels.Contains(label)) return "bid.not_sealed";
        if (Opened.Exists(bid => bid.Label == label)) return "bid.already_revealed";
        if (!right) return "bid.reveal_mismatch";
        if (amount <= 0 || amount > 1_000_000_000_000_000) return "bid.out_of_range";
        if (amount < least) return "bid.too_low";
        Opened.Add(new(at, label, amount));
        return null;
    }

    /// <summary>What was in them, in the order in which they were handed in.</summary>
    public IEnumerable<NaiveFormat.Made> InOrder => Opened.OrderBy(bid => Labels.IndexOf(bid.Label));
}

sealed class NaiveDutchSealedBest(long reduction, int reductions, long step, long sealing, long revealing, long best) : NaiveFormat
{
    private readonly SealedEnvelopes envelopes = new();
    private Made? accepted;

    private long SealedUntil => accepted!.At + sealing;

    protected override long Ends => accepted is null ? Opens + (reductions + 1) * step : BidsEnd + Match;

    private long BidsEnd => envelopes.Labels.Count == 0 ? SealedUntil
        : envelopes.Opened.Count == 0 ? SealedUntil + revealing : SealedUntil + revealing + best;

    protected override IEnumerable<Made> Offered => accepted is null ? [] : [accepted, .. envelopes.InOrder, .. Bids];

    protected override string? Judge(long at, string label, BidForm form, long amount, bool right)
    {
        if (accepted is null) return Accept(at, label, form, amount);
        if (form is BidForm.Acceptance) return "bid.price_taken";
        if (at >= BidsEnd) return form is BidForm.Priority ? Claim(at, label, amount) : "bid.not_taken";
        if (at < SealedUntil)
            return form is BidForm.Reveal ? "bid.reveal_too_early" : form is not BidForm.Sealed ? "bid.not_taken"
                : label == accepted.Label ? "bid.accepted_already" : envelopes.Seal(label);
        if (at < SealedUntil + revealing)
            return form is BidForm.Reveal ? envelopes.Reveal(at, label, amount, right, accepted.Amount + Step(accepted.Amount)) : "bid.not_taken";
        if (form is not BidForm.Open) return "bid.not_taken";
        if (label != accepted.Label) return "bid.not_your_turn";
        if (Above(amount, Best!.Amount) is { } refusal) return refusal;
        Bids.Add(new(at, label, amount));
        return null;
    }

    private string? Accept(long at, string label, BidForm form, long price)
    {
        if (form is not BidForm.Acceptance) return "bid.not_taken";
        if (price != Start - (at - Opens) / step * reduction) return "bid.price_differs";
        accepted = new(at, label, price);
        return null;
    }
}

sealed class NaiveTurns(int rounds, long turn, long pause) : NaiveFormat
{
    private IEnumerable<string> Offerers => Bids.Where(bid => bid.At < PlannedEnd).Select(bid => bid.Label).Distinct();

    private long TurnsEnd => Offerers.Count() < 2 ? PlannedEnd : Math.Min((Bound ?? long.MaxValue) - Match, PlannedEnd + rounds * (pause + Offerers.Count() * turn));

    protected override long Ends => Offerers.Any() ? TurnsEnd + Match : PlannedEnd;

    protected override string? Judge(long at, string label, BidForm form, long amount, bool right)
    {
        if (form is BidForm.Priority && at >= TurnsEnd) return Claim(at, label, amount);
        if (form is not BidForm.Open || at >= TurnsEnd) return "bid.not_taken";
        var refusal = at < PlannedEnd ? Offer(label, amount) : WhoseTurn(at) is not { } whose ? "bid.between_rounds" : whose != label ? "bid.not_your_turn" : Above(amount, Best!.Amount);
        if (refusal is null) Bids.Add(new(at, label, amount));
        return refusal;
    }

    private string? Offer(string label, long amount)
    {
        var own = Bids.Where(bid => bid.Label == label).Select(bid => bid.Amount).DefaultIfEmpty().Max();
        return OutOfRange(amount) ? "bid.out_of_range" : amount < (own == 0 ? Start : own + Step(own)) ? "bid.too_low" : null;
    }

    /// <summary>Walks through the rounds with a clock in the hand.</summary>
    private string? WhoseTurn(long at)
    {
        var clock = PlannedEnd;
        for (var round = 0; round < rounds; round++)
        {
            clock += pause;
            if (at < clock) return null;
            var begun = clock;
            var offers = Offerers.Select(label => Bids.FindLast(bid => bid.Label == label && bid.At < begun)!).ToList();
            foreach (var offer in offers.OrderBy(bid => bid.Amount).ThenByDescending(bid => Bids.IndexOf(bid)))
            {
                clock += turn;
                if (at < clock) return offer.Label;
            }
        }
        return null;
    }
}

/// <summary>A soft close with maxima: after every bid and every maximum each step is tried, one by one.</summary>
sealed class NaiveProxies(long window) : NaiveFormat
{
    private readonly List<(string Label, long Maximum)> left = [];

    protected override long Ends => Bids.Concat(Claims).Select(bid => Math.Min(bid.At + window, Bound ?? long.MaxValue)).Append(PlannedEnd).Max();

    protected override string? Judge(long at, string label, BidForm form, long amount, bool right)
    {
        if (form is not (BidForm.Open or BidForm.Proxy or BidForm.Priority)) return "bid.not_taken";
        if (form is BidForm.Proxy)
        {
            if (OutOfRange(amount)) return "bid.out_of_range";
            if (amount < Least) return "bid.too_low";
            if (left.Exists(each => each.Label == label && each.Maximum >= amount)) return "bid.proxy_not_raised";
            left.Add((label, amount));
        }
        else if (form is BidForm.Priority)
        {
            if (Claim(at, label, amount) is { } refusal) return refusal;
        }
        else
        {
            if (Above(amount, Best?.Amount) is { } refusal) return refusal;
            Bids.Add(new(at, label, amount));
        }
        while (Answer(at)) { }
        return null;
    }

    private long Least => Best is { } best ? best.Amount + Step(best.Amount) : Start;

    private bool Answer(long at)
    {
        // Of each bidder the last maximum; those who can make the next bid, the highest first, of equal ones the one that was left earlier.
        var able = left.Where((each, i) => left.FindLastIndex(other => other.Label == each.Label) == i && each.Maximum >= Least)
            .OrderByDescending(each => each.Maximum).ToList();
        if (able.All(each => each.Label == Best?.Label)) return false;
        var amount = Least;
        while (able.Count > 1 && Best is { } best && amount + Step(amount) <= able[1].Maximum && amount + Step(best.Amount) <= able[0].Maximum) amount += Step(best.Amount);
        Bids.Add(new(at, able[0].Label, amount));
        return true;
    }
}
