using Marketplace.Log;
using Marketplace.Merkle;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Slices.Tests.Checkpoints;

public sealed class GetInclusionProofTests : CheckpointFixture
{
    [TestCase(1, 1)]
    [TestCase(1, 7)]
    [TestCase(5, 8)]
    [TestCase(20, 20)]
    public async Task The_path_leads_from_the_leaf_to_the_root(long position, long size)
    {
        var proof = (await Market.Stranger.Get($"/v1/log/inclusion-proof?position={position}&size={size}")).Is(200);
        var stored = (await Market.Services.GetRequiredService<ILogStore>().ReadFeedAsync(position - 1, 1, CancellationToken.None))[0];

        Assert.That(Proofs.Includes(stored.LeafHash, position - 1, size, [.. proof["path"].EnumerateArray().Select(hash => hash.GetBytesFromBase64())], proof["root"].GetBytesFromBase64()), Is.True);
    }

    [TestCase("position=0")]
    [TestCase("position=-1")]
    [TestCase("position=9&size=8")]
    [TestCase("position=1&size=1000000")]
    [TestCase("position=1000000")]
    public async Task What_is_not_in_the_tree_is_refused(string query) => (await Market.Stranger.Get($"/v1/log/inclusion-proof?{query}")).Refused(422, "proof.out_of_range");

    [TestCase("")]
    [TestCase("position=abc")]
    public async Task A_position_is_a_number(string query) => (await Market.Stranger.Get($"/v1/log/inclusion-proof?{query}")).Refused(400, "request.unreadable");
}
