namespace Marketplace.Slices.Tests.Checkpoints;

public sealed class ListWitnessesTests : WitnessFixture
{
    [Test]
    public async Task Everybody_reads_who_watches_and_the_key()
    {
        var listed = (await Market.Stranger.Get("/v1/log/witnesses")).Is(200)["items"].EnumerateArray().Single();
        Assert.That((listed.GetProperty("id").GetString(), listed.GetProperty("organization").GetString(), listed.GetProperty("name").GetString()), Is.EqualTo((Witness, Institute.Organization, "浙江省科技信息研究院")));
        var key = listed.GetProperty("key");
        Assert.That((key.GetProperty("kty").GetString(), key.GetProperty("x").GetString(), key.GetProperty("y").GetString()), Is.EqualTo(("EC", Key.X, Key.Y)));
    }
}
