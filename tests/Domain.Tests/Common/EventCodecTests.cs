using System.Text;
using System.Text.Json.Nodes;

namespace Marketplace.Domain.Tests.Common;

/// <summary>
/// How an event outlives its shapes, tried on one that the marketplace does not have: version 1 had a price in yuan, version
/// 2 counts fen and says so, version 3 knows who gave it.
/// </summary>
public sealed class EventCodecTests
{
    [EventName("lot_appraised", 3)]
    private sealed record LotAppraised(string Lot, Money Value, string Appraiser) : Event;

    [EventName("lot_inspected")]
    private sealed record LotInspected(string Lot) : Event;

    [EventName("lot_inspected")]
    private sealed record LotSeen(string Lot) : Event;

    private sealed record Nameless : Event;

    private static readonly Upcaster YuanToFen = new("lot_appraised", 1, old => new JsonObject
    {
        ["lot"] = old["lot"]!.DeepClone(), ["value"] = old["yuan"]!.GetValue<long>() * 100,
    });

    private static readonly Upcaster UnknownAppraiser = new("lot_appraised", 2, old =>
    {
        old["appraiser"] = "unknown";
        return old;
    });

    private static readonly EventCodec Codec = new([typeof(LotAppraised), typeof(LotInspected)], [UnknownAppraiser, YuanToFen]);

    [TestCase(1, """{"lot":"玻璃窑炉","yuan":3000000}""", "unknown")]
    [TestCase(2, """{"lot":"玻璃窑炉","value":300000000}""", "unknown")]
    [TestCase(3, """{"lot":"玻璃窑炉","value":300000000,"appraiser":"浙江评估"}""", "浙江评估")]
    public void Each_version_is_read_in_the_shape_of_today(int version, string stored, string appraiser) =>
        Assert.That(Codec.Decode("lot_appraised", version, Encoding.UTF8.GetBytes(stored)), Is.EqualTo(new LotAppraised("玻璃窑炉", Money.WanYuan(300), appraiser)));

    [Test]
    public void What_was_lifted_is_written_as_the_version_of_today()
    {
        var lifted = Codec.Decode("lot_appraised", 1, """{"lot":"玻璃窑炉","yuan":3000000}"""u8)!;
        var (name, version, data) = Codec.Encode(lifted);
        Assert.That((name, version, Encoding.UTF8.GetString(data)), Is.EqualTo(("lot_appraised", 3, """{"lot":"玻璃窑炉","value":300000000,"appraiser":"unknown"}""")));
        Assert.That(Codec.Decode(name, version, data), Is.EqualTo(lifted));
    }

    [TestCase("lot_appraised", 4)]
    [TestCase("lot_appraised", 0)]
    [TestCase("lot_inspected", 2)]
    [TestCase("lot_sold", 1)]
    public void What_a_newer_build_wrote_is_not_guessed(string name, int version) => Assert.That(Codec.Decode(name, version, "{}"u8), Is.Null);

    [Test]
    public void A_version_that_cannot_be_lifted_shows_at_the_start() =>
        Assert.That(() => new EventCodec([typeof(LotAppraised)], [YuanToFen]), Throws.InvalidOperationException.With.Message.Contains("from version 2 to 3"));

    [Test]
    public void An_upcaster_for_a_version_that_never_was_shows_at_the_start()
    {
        Assert.That(() => new EventCodec([typeof(LotInspected)], [new Upcaster("lot_inspected", 1, old => old)]), Throws.InvalidOperationException.With.Message.Contains("lot_inspected"));
        Assert.That(() => new EventCodec([typeof(LotInspected)], [YuanToFen]), Throws.InvalidOperationException.With.Message.Contains("lot_appraised"));
    }

    [Test]
    public void A_name_is_given_once_and_never_left_out()
    {
        Assert.That(() => new EventCodec([typeof(LotInspected), typeof(LotSeen)], []), Throws.InvalidOperationException.With.Message.Contains("lot_inspected"));
        Assert.That(() => new EventCodec([typeof(Nameless)], []), Throws.InvalidOperationException.With.Message.Contains("Nameless"));
    }

    [Test]
    public void The_marketplaces_own_events_are_all_in_their_first_version_or_have_their_upcasters() =>
        Assert.That(EventCatalogue.All.Select(e => e.Name), Is.Unique.And.All.Match("^[a-z]+(_[a-z]+)*$"));
}
