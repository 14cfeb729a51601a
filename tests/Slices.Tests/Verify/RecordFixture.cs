using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.Slices.Tests.Auctions;
using Marketplace.Tests;
using Marketplace.Verify;

namespace Marketplace.Slices.Tests.Verify;

/// <summary>A real auction with bids that counted and bids that did not, and what its bidders and the public hold of it.</summary>
public abstract class RecordFixture : AuctionFixture
{
    private readonly List<Reply> receipts = [];

    internal Signatures Keys { get; private set; } = null!;

    /// <summary>Answers to bids: four that counted, four that did not.</summary>
    protected IReadOnlyList<Reply> Receipts => receipts;

    protected Reply Record { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task HoldAsync()
    {
        var deal = await Deal.OpenAsync(Market, bidders: 3, reserveWan: 330);
        receipts.Add((await deal.BidAsync(1, 300)).Is(201));
        receipts.Add((await deal.BidAsync(2, 305)).Refused(422, "bid.too_low"));
        receipts.Add((await deal.BidAsync(2, 320)).Is(201));
        receipts.Add((await deal.BidAsync(3, -5)).Refused(422, "bid.out_of_range"));
        await Market.AdvanceToAsync(deal.ClosesAt.AddMinutes(-2));
        receipts.Add((await deal.BidAsync(3, 340)).Is(201));
        receipts.Add((await deal.BidAsync(1, 340)).Refused(422, "bid.too_low"));
        receipts.Add((await deal.BidAsync(1, 480)).Is(201));
        await Market.AdvanceToAsync(deal.ClosesAt.AddMinutes(3));
        receipts.Add((await deal.BidAsync(2, 500)).Refused(409, "auction.ended"));
        (await deal.Operator.Post($"{deal.Path}/confirmation")).Is(200);
        await Market.AdvanceAsync(TimeSpan.FromMinutes(1));
        Record = (await Market.Stranger.Get($"{deal.Path}/record")).Is(200);
        Keys = await KeysAsync();
    }

    internal async Task<Signatures> KeysAsync() => Signatures.Read((await Market.Stranger.Get("/.well-known/jwks.json")).Is(200).Json);

    internal RecordCheck Check(JsonElement record, IEnumerable<JsonElement>? receipts = null, IEnumerable<JsonElement>? growths = null)
    {
        var check = new RecordCheck(Keys);
        check.Check(AuctionRecord.Read(record), Evidence.None with { Receipts = [.. (receipts ?? []).Select(Receipt.Read)], Growths = [.. (growths ?? []).Select(Growth.Read)] });
        return check;
    }

    /// <summary>Whether the checker passes it; what it cannot even read it does not.</summary>
    internal bool Passes(JsonNode record)
    {
        try
        {
            return Check(Element(record)).Holds;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    protected static JsonElement Element(JsonNode node) => JsonSerializer.Deserialize<JsonElement>(node.ToJsonString());
}
