using System.Text.Json;
using Marketplace.Log;

namespace Marketplace.Benchmarks.Writing;

/// <summary>An event as large as a bid's, so that what is measured is the log and not the domain.</summary>
internal sealed record BidTaken(string Bid, string Label, long Fen, long At, long ClosesAt, int Turn);

internal sealed record Auction(long Highest, int Bids);

internal sealed class BidModel : ILogModel
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public EncodedEvent Encode(object @event) => new("bid_taken", 1, JsonSerializer.SerializeToUtf8Bytes((BidTaken)@event, Json));
    public object Decode(string type, int typeVersion, ReadOnlyMemory<byte> data) => JsonSerializer.Deserialize<BidTaken>(data.Span, Json)!;
    public object Initial(string stream) => new Auction(0, 0);
    public object Apply(object state, object @event) => new Auction(((BidTaken)@event).Fen, ((Auction)state).Bids + 1);
    public long? Due(object state) => 1_900_000_000_000;
}
