using Marketplace.Api.Checkpoints;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.Epochs;
using Marketplace.Log;
using MediatR;

namespace Marketplace.Api.Auctions;

/// <summary>
/// All that happened in an auction, for everybody, once its bidding is over: the announcement with its rules, every bid and every
/// refusal by label, and the end, each proved under one signed checkpoint. <c>src/Marketplace.Verify</c> checks it without asking us.
/// </summary>
public static class GetAuctionRecord
{
    private const int Page = 1000;

    public sealed record Query(Caller Caller, string AuctionId) : IQuery<AuctionRecord>;

    /// <param name="Format">Of this document: <c>marketplace-auction-record-1</c>.</param>
    /// <param name="RuleSet">Version of the rules it ran under; their numbers stand in the announcement.</param>
    /// <param name="Result">What the marketplace says came of it; the events must lead to the same. Absent where it was set aside before its end.</param>
    /// <param name="Checkpoint">Under which the events are proved: a JWS (RFC 7515).</param>
    /// <param name="Events">Of the auction, of its refused bids, of its maxima, and the log's epochs, in the order of the log.</param>
    public sealed record AuctionRecord(string Format, string Auction, string RuleSet, RecordedResult? Result, string Checkpoint, IReadOnlyList<RecordedEvent> Events);

    public sealed record RecordedResult(AuctionOutcome Outcome, UnsoldReason? Reason, string? Winner, string? WinningBid, Money? Price, Instant EndedAt);

    /// <param name="Path">From the leaf's sibling upwards; 32 bytes each, in Base64.</param>
    public sealed record RecordedEvent(ProvedEvent Event, IReadOnlyList<byte[]> Path);

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/auctions/{auctionId}/record", async (string auctionId, HttpContext http, ISender sender) =>
        {
            var result = await sender.Send(new Query(http.Caller(), auctionId), http.RequestAborted);
            return result.Refusal is { } refusal ? refusal.ToResult(http) : new CanonicalAnswer<AuctionRecord>(result.Value!);
        })
        .Describe(typeof(GetAuctionRecord), "Read an auction's whole record",
            "Public from the end of the bidding on, in canonical JSON (RFC 8785). Bidders are labels; who stands behind them is not in it. The offline checker replays it by the published rules.",
            AuctionRefusals.NotFound, AuctionRefusals.NotEnded, AuctionRefusals.Withdrawn, HttpRefusals.ReadModelBehind, HttpRefusals.ReadModelUnavailable)
        .Returns<AuctionRecord>();

    internal sealed class Handler(Market market, ILogStore store, CheckpointBook checkpoints, EventProofs proofs) : IRequestHandler<Query, Result<AuctionRecord>>
    {
        public async Task<Result<AuctionRecord>> Handle(Query query, CancellationToken cancellationToken)
        {
            var auction = await market.ReadAsync<Auction>(query.AuctionId, cancellationToken);
            if (!auction.Exists) return AuctionRefusals.NotFound;
            if (auction.State.Phase is AuctionPhase.Withdrawn) return AuctionRefusals.Withdrawn.With(("withdrawnAt", auction.State.EndedAt!.Value));
            if (auction.State is { Result: null, Annulment: null }) return AuctionRefusals.NotEnded.With(("closesAt", auction.State.ClosesAt));
            StoredEvent[] events =
            [
                .. await ReadAsync(query.AuctionId, cancellationToken), .. await ReadAsync(RefusedBids.StreamOf(query.AuctionId), cancellationToken),
                .. await ReadAsync(ProxyBids.StreamOf(query.AuctionId), cancellationToken),
                .. await ReadAsync(LogEpochs.Stream, cancellationToken),
            ];
            Array.Sort(events, (a, b) => a.Position.CompareTo(b.Position));
            var proved = await proofs.OfAsync(query.Caller, events, await checkpoints.CoveringAsync(events[^1].Position, cancellationToken), cancellationToken);
            if (proved.Refusal is { } refusal) return refusal;
            return new AuctionRecord("marketplace-auction-record-1", query.AuctionId, auction.State.Announced!.RuleSet,
                auction.State.Result is not { } result ? null : new RecordedResult(result.Outcome, result.Reason, result.Winner, result.WinningBid, result.Price, result.EndedAt),
                proved.Value![0].Checkpoint, [.. proved.Value.Select(proof => new RecordedEvent(proof.Event, proof.Path))]);
        }

        private async Task<List<StoredEvent>> ReadAsync(string stream, CancellationToken cancel)
        {
            var all = new List<StoredEvent>();
            while (true)
            {
                var page = await store.ReadStreamAsync(stream, all.Count, Page, cancel);
                all.AddRange(page);
                if (page.Count < Page) return all;
            }
        }
    }
}
