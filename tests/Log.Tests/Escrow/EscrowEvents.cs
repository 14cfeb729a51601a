namespace Marketplace.Log.Tests.Escrow;

// A domain as small as can be, so that the suite speaks of the log and not of the marketplace: bidders' deposits
// (保证金) in escrow accounts, amounts in fen.

public abstract record EscrowEvent;

public sealed record DepositPaid(string Bidder, long Fen) : EscrowEvent;

public sealed record DepositReleased(string Bidder, long Fen) : EscrowEvent;

/// <summary>The account waits for this market time; null when it waits for nothing any more.</summary>
public sealed record DeadlineSet(long? At) : EscrowEvent;

/// <summary>What a sibling stream records of a refusal.</summary>
public sealed record RefusalNoted(string Code) : EscrowEvent;

public sealed record ClockMoved(long Offset) : EscrowEvent;

/// <summary>Cannot be made into bytes.</summary>
public sealed record Unwritable : EscrowEvent;

/// <summary>Has bytes, but no state can take it in.</summary>
public sealed record Unfoldable : EscrowEvent;

/// <summary>Makes a state whose due time cannot be said.</summary>
public sealed record Undatable : EscrowEvent;

/// <summary>Known only to a newer build.</summary>
public sealed record TaxWithheld(long Fen) : EscrowEvent;

/// <param name="Fen">What the account holds.</param>
/// <param name="Seen">How many events were folded; equals the stream's version unless one was missed or taken twice.</param>
public sealed record Account(long Fen, long Seen, long? Deadline, bool Undatable = false)
{
    public static readonly Account Empty = new(0, 0, null);
}
