using System.Security.Cryptography;
using System.Text;

namespace Marketplace.Log.Tests.Escrow;

public static class EscrowCommands
{
    public const string Clerk = "usr_李静怡";
    public const string Bidder = "杭州锐科光电有限公司";

    public static LogCommand Pay(string account, long fen) =>
        new(Clerk, [account], _ => Effect.None.Append(account, new DepositPaid(Bidder, fen)));

    /// <summary>Refused with <c>escrow.too_little</c> when the account holds less.</summary>
    public static LogCommand Release(string account, long fen) =>
        new(Clerk, [account], log => log.State<Account>(account).Fen < fen
            ? Effect.Refuse("escrow.too_little")
            : Effect.None.Append(account, new DepositReleased(Bidder, fen)));

    /// <summary>From one account to another; refused with <c>escrow.too_little</c> when the first holds less.</summary>
    public static LogCommand Transfer(string from, string to, long fen) =>
        new(Clerk, [from, to], log => log.State<Account>(from).Fen < fen
            ? Effect.Refuse("escrow.too_little")
            : Effect.None.Append(from, new DepositReleased(Bidder, fen)).Append(to, new DepositPaid(Bidder, fen)));

    public static LogCommand SetDeadline(string account, long? at) =>
        new(Clerk, [account], _ => Effect.None.Append(account, new DeadlineSet(at)));

    /// <summary>The code of a company belongs to one account; refused with <c>escrow.taken</c> when another holds it.</summary>
    public static LogCommand Register(string account, string code) =>
        new(Clerk, [account], log => log.HolderOf(code) is { } holder && holder != account
            ? Effect.Refuse("escrow.taken")
            : Effect.None.Append(account, new DepositPaid(Bidder, 1)).Claim(code, account)) { Claims = [code] };

    public static LogCommand Deregister(string account, string code) =>
        new(Clerk, [account], _ => Effect.None.Append(account, new DepositReleased(Bidder, 1)).Release(code)) { Claims = [code] };

    public static LogCommand MoveClock(long offset) =>
        new(Clerk, ["clock"], _ => Effect.None.Append("clock", new ClockMoved(offset)).MoveClock(offset));

    public static LogCommand WithKey(this LogCommand command, string key, string scope = Clerk, string body = "") =>
        command with { Key = new IdempotencyKey(scope, key, SHA256.HashData(Encoding.UTF8.GetBytes(body))) };
}
