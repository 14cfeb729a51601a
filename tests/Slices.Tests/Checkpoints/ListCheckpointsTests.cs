namespace Marketplace.Slices.Tests.Checkpoints;

public sealed class ListCheckpointsTests : CheckpointFixture
{
    [Test]
    public async Task Page_by_page_all_of_them_come_in_the_order_of_their_sizes()
    {
        for (var i = 0; i < 3; i++) await MinuteAsync();
        var sizes = new List<long>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await Market.Stranger.Get($"/v1/log/checkpoints?limit=1{cursor}")).Is(200);
            sizes.AddRange(page["items"].EnumerateArray().Select(item => item.GetProperty("size").GetInt64()));
            cursor = page.Json.TryGetProperty("next", out var next) ? $"&cursor={next.GetString()}" : null;
        }
        Assert.That(sizes, Has.Count.GreaterThanOrEqualTo(3).And.Ordered.Ascending.And.Unique);
    }

    [TestCase("limit=0")]
    [TestCase("limit=201")]
    public async Task A_page_has_1_to_200(string query) => (await Market.Stranger.Get($"/v1/log/checkpoints?{query}")).Refused(422, "request.invalid");

    [Test]
    public async Task A_foreign_cursor_is_refused() => (await Market.Stranger.Get("/v1/log/checkpoints?cursor=abc")).Refused(400, "cursor.mismatch");
}
