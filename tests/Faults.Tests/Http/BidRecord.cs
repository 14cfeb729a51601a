using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Marketplace.Faults.Tests.Http;

/// <param name="Counts">Whether it is a bid that counts, or one on record as refused.</param>
/// <param name="Sequence">Which of the auction's bids it is; 0 for a refused one.</param>
internal sealed record RecordedBid(long Position, bool Counts, string Bid, string Label, long Fen, long Sequence);

/// <summary>Reads bids from the rows as they lie on the disk, with nothing of the marketplace in between.</summary>
internal static class BidRecord
{
    public static IReadOnlyList<RecordedBid> Read(string folder, string auction)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "log.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select e.position, s.name, e.version, e.type, e.at, e.data from events as e join streams as s on s.number = e.stream order by e.position";
        using var row = command.ExecuteReader();
        var bids = new List<RecordedBid>();
        var versions = new Dictionary<string, long>();
        for (var (position, at) = (1L, 0L); row.Read(); position++)
        {
            var (stream, type) = (row.GetString(1), row.GetString(3));
            Assert.That(row.GetInt64(0), Is.EqualTo(position), "positions have no gap");
            Assert.That(row.GetInt64(2), Is.EqualTo(versions[stream] = versions.GetValueOrDefault(stream) + 1), "versions have no gap");
            Assert.That(row.GetInt64(4), Is.GreaterThanOrEqualTo(at), "time does not go back");
            at = row.GetInt64(4);
            if (!stream.StartsWith(auction, StringComparison.Ordinal) || type is not ("bid_placed" or "bid_refused")) continue;
            using var data = JsonDocument.Parse(row.GetFieldValue<byte[]>(5));
            var (bid, counts) = (data.RootElement, type == "bid_placed");
            bids.Add(new RecordedBid(position, counts, bid.GetProperty("bid").GetString()!, bid.GetProperty("label").GetString()!,
                bid.GetProperty("amount").GetInt64(), counts ? bid.GetProperty("sequence").GetInt64() : 0));
        }
        return bids;
    }
}
