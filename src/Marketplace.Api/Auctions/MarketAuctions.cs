using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Auctions;
using Marketplace.Log;
using Marketplace.ReadModel.Auctions;
using Marketplace.ReadModel.Queries;

namespace Marketplace.Api.Auctions;

/// <summary>The auctions that one command stopped or let go on.</summary>
/// <param name="Auctions">Their ids.</param>
/// <param name="Reason">Why they were stopped.</param>
/// <param name="At">When; absent where there was none.</param>
public sealed record MarketAuctions(string Operator, IReadOnlyList<string> Auctions, string? Reason, Instant? At)
{
    internal static Result<MarketAuctions> Answer(Outcome outcome, string @operator, string? reason = null) => Market.Answer<MarketAuctions>(outcome, events =>
    {
        LogEvent[] own = [.. events.Where(e => e.Content is AuctionPaused or AuctionResumed)];
        return new MarketAuctions(@operator, [.. own.Select(e => e.Stream)], reason, own is [var first, ..] ? new Instant(first.At) : null);
    });

    /// <summary>
    /// Ids of the operator's auctions in one of the phases, as of the log's end now; what each may do is decided from its own state.
    /// Refusals: those of <see cref="Projections.AskAsync"/>.
    /// </summary>
    internal static async Task<Result<List<string>>> InAsync(Projections projections, Caller caller, long position, AuctionPhase[] phases, CancellationToken cancel)
    {
        var ids = new List<string>();
        for (PageKey? after = null; ;)
        {
            var list = new AuctionList { Viewer = Viewer.Of(caller.Actor), Operators = [caller.Self.Organization], States = phases, Limit = AuctionList.MostRows, After = after };
            var answer = await projections.AskAsync(caller with { Position = position }, list, cancel);
            if (answer.Refusal is { } refusal) return refusal;
            ids.AddRange(answer.Value!.Items.Select(row => row.Id));
            if (answer.Value.Next is not { } next) return ids;
            after = next;
        }
    }
}
