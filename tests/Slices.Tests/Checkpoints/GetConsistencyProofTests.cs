using Marketplace.Merkle;

namespace Marketplace.Slices.Tests.Checkpoints;

public sealed class GetConsistencyProofTests : CheckpointFixture
{
    [TestCase(1, 1)]
    [TestCase(1, 20)]
    [TestCase(6, 8)]
    [TestCase(7, 19)]
    public async Task The_first_tree_is_the_beginning_of_the_second(long first, long second)
    {
        var proof = (await Market.Stranger.Get($"/v1/log/consistency-proof?first={first}&second={second}")).Is(200);

        Assert.That(Proofs.Extends(first, proof["firstRoot"].GetBytesFromBase64(), second, proof["secondRoot"].GetBytesFromBase64(),
            [.. proof["path"].EnumerateArray().Select(hash => hash.GetBytesFromBase64())]), Is.True);
    }

    [TestCase(0, 5)]
    [TestCase(5, 4)]
    [TestCase(1, 1_000_000)]
    public async Task A_tree_that_is_not_there_proves_nothing(long first, long second) =>
        (await Market.Stranger.Get($"/v1/log/consistency-proof?first={first}&second={second}")).Refused(422, "proof.out_of_range");
}
