using Marketplace.Api.Checkpoints;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.Epochs;
using Marketplace.Domain.RuleSets;
using Marketplace.Log;
using MediatR;

namespace Marketplace.Api.Auctions;

/// <summary>
/// All that happened in an auction, for everybody, once its bidding is over: the announcement with its rules, every bid and every
/// refusal by label, and the end, each proved under one signed checkpoint. <c>src/Marketplace.Verify</c> checks it without asking us.
/// </summary>
public static class GetAuctionRecord
{
    public sealed record Query(Caller Caller, string AuctionId) : IQuery<Held>;

    /// <param name="Format">Of this document: <c>marketplace-auction-record-1</c>.</param>
    /// <param name="RuleSet">Version of the rules it ran under.</param>
    /// <param name="Result">What the marketplace says came of it; the events must lead to the same. Absent where it was set aside before its end.</param>
    /// <param name="Checkpoint">
    /// Under which the events are proved: a JWS (RFC 7515) whose payload says origin, epoch, size, root and time, and in <c>streams</c> how many events
    /// of each of the record's streams the tree holds, so that none can be left out. Its key is at <c>/.well-known/jwks.json</c>.
    /// </param>
    /// <param name="Events">
    /// Of the auction, of its refused bids, of its maxima, and the log's epochs, in the order of the log. First of all the publication of the rule
    /// set, where it is not one of those that come with the marketplace.
    /// </param>
    public sealed record AuctionRecord(string Format, string Auction, string RuleSet, RecordedResult? Result, string Checkpoint, IReadOnlyList<RecordedEvent> Events);

    public sealed record RecordedResult(AuctionOutcome Outcome, UnsoldReason? Reason, string? Winner, string? WinningBid, Money? Price, Instant EndedAt);

    /// <param name="Path">From the leaf's sibling upwards; 32 bytes each, in Base64.</param>
    public sealed record RecordedEvent(ProvedEvent Event, IReadOnlyList<byte[]> Path);

    /// <summary>A record before it is written.</summary>
    /// <param name="Frame">All but its events.</param>
    /// <param name="Size">Of the tree in which they are proved; the read model has reached it.</param>
    /// <param name="Parts">Where the events are.</param>
    public sealed record Held(AuctionRecord Frame, long Size, IReadOnlyList<StreamPart> Parts);

    /// <summary>A part of a stream.</summary>
    /// <param name="After">The version behind which it begins.</param>
    /// <param name="Until">Its last version.</param>
    public sealed record StreamPart(string Stream, long After, long Until);

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/auctions/{auctionId}/record", async (string auctionId, HttpContext http, ISender sender, ILogStore store, EventProofs proofs) =>
        {
            var result = await sender.Send(new Query(http.Caller(), auctionId), http.RequestAborted);
            return result.Refusal is { } refusal ? refusal.ToResult(http) : new RecordAnswer(result.Value!, http.Caller(), store, proofs);
        })
        .Describe(typeof(GetAuctionRecord), "Read an auction's whole record",
            "Public from the end of the bidding on, in canonical JSON (RFC 8785). Bidders are labels; who stands behind them is not in it. The offline checker replays it by the published rules.",
            AuctionRefusals.NotFound, AuctionRefusals.NotEnded, AuctionRefusals.Withdrawn, HttpRefusals.ReadModelBehind, HttpRefusals.ReadModelUnavailable)
        .Returns<AuctionRecord>();

    internal sealed class Handler(Market market, ILogStore store, ILogModel model, CheckpointBook checkpoints, EventProofs proofs, SignedHeads heads, Writer writer)
        : IRequestHandler<Query, Result<Held>>
    {
        public async Task<Result<Held>> Handle(Query query, CancellationToken cancellationToken)
        {
            var (id, auction) = (query.AuctionId, await market.ReadAsync<Auction>(query.AuctionId, cancellationToken));
            if (!auction.Exists) return AuctionRefusals.NotFound;
            if (auction.State.Phase is AuctionPhase.Withdrawn) return AuctionRefusals.Withdrawn.With(("withdrawnAt", auction.State.EndedAt!.Value));
            if (auction.State is { Result: null, Annulment: null }) return AuctionRefusals.NotEnded.With(("closesAt", auction.State.ClosesAt));

            while (true)
            {
                auction = await market.ReadAsync<Auction>(id, cancellationToken);
                var known = await StreamsAsync(id, cancellationToken);
                var last = await LastAsync(known, cancellationToken);
                var under = await checkpoints.CoveringAsync(last, cancellationToken);
                var proof = await proofs.PathsAsync(query.Caller, [last], under?.Size, cancellationToken);
                if (proof.Refusal is { } refusal) return refusal;
                // What came meanwhile, such as a bid that was refused because it is over, may be in that tree too: then it belongs into the record.
                var streams = await WithinAsync(known, proof.Value!.Size, cancellationToken);
                // The auction itself went on, which ends some time; late bids need not.
                if (auction.Version != streams[0].Events) continue;

                var tree = new LogCheckpoint(under?.Epoch ?? writer.Head.Epoch, proof.Value.Size, proof.Value.Root);
                var checkpoint = heads.SignRecord(id, tree, under?.SignedAt ?? market.Now, streams);
                var (announced, result) = (auction.State.Announced!, auction.State.Result);
                var frame = new AuctionRecord("marketplace-auction-record-1", id, announced.RuleSet,
                    result is null ? null : new RecordedResult(result.Outcome, result.Reason, result.Winner, result.WinningBid, result.Price, result.EndedAt), checkpoint, []);
                StreamPart[] parts = [.. await PublicationAsync(announced.RuleSet, cancellationToken), .. streams.Select(each => new StreamPart(each.Stream, 0, each.Events))];
                return new Held(frame, tree.Position, parts);
            }
        }

        private async Task<List<(string Stream, long Events)>> StreamsAsync(string auction, CancellationToken cancel)
        {
            var streams = new List<(string, long)>();
            foreach (var stream in (string[])[auction, .. BesideAuction.Streams(auction), LogEpochs.Stream]) streams.Add((stream, await store.ReadStreamVersionAsync(stream, cancel)));
            return streams;
        }

        /// <summary>The streams as far as a tree of the size holds them.</summary>
        private async Task<List<(string Stream, long Events)>> WithinAsync(List<(string Stream, long Events)> known, long size, CancellationToken cancel)
        {
            var within = new List<(string, long)>();
            foreach (var (stream, events) in known)
            {
                var count = events;
                while (await store.ReadStreamAsync(stream, count, 1000, cancel) is { Count: > 0 } page)
                {
                    var inside = page.Count(e => e.Position <= size);
                    count += inside;
                    if (inside < page.Count) break;
                }
                within.Add((stream, count));
            }
            return within;
        }

        private async Task<long> LastAsync(IEnumerable<(string Stream, long Events)> streams, CancellationToken cancel)
        {
            var last = 0L;
            foreach (var (stream, events) in streams)
                if (events > 0) last = Math.Max(last, (await store.ReadStreamAsync(stream, events - 1, 1, cancel))[0].Position);
            return last;
        }

        /// <summary>The event that published the rule set; none of one that everybody has with the marketplace's source.</summary>
        private async Task<StreamPart[]> PublicationAsync(string version, CancellationToken cancel)
        {
            if (RuleBook.Initial.Find(version) is not null) return [];
            for (var read = 0L; (await store.ReadStreamAsync(RuleBook.Stream, read, 100, cancel)) is { Count: > 0 } page; read += page.Count)
                foreach (var e in page)
                    if (model.Decode(e.Type, e.TypeVersion, e.Data) is RuleSetPublished published && published.RuleSet.Version == version) return [new StreamPart(RuleBook.Stream, e.Version - 1, e.Version)];
            throw new InvalidOperationException($"The rule set {version} was never published.");
        }
    }
}
