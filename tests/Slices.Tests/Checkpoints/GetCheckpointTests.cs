using Marketplace.Api.Checkpoints;
using Marketplace.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Slices.Tests.Checkpoints;

public sealed class GetCheckpointTests : CheckpointFixture
{
    [Test]
    public async Task The_signature_says_what_the_answer_says()
    {
        var checkpoint = await MinuteAsync();
        var signatures = Marketplace.Verify.Signatures.Read((await Market.Stranger.Get("/.well-known/jwks.json")).Is(200).Json);
        var (tree, fault) = signatures.Check(checkpoint.Text("jws"));

        Assert.That(fault, Is.Null);
        Assert.That((tree!.Epoch, tree.Size, Convert.ToBase64String(tree.Root)), Is.EqualTo((checkpoint["epoch"].GetInt32(), checkpoint["size"].GetInt64(), checkpoint.Text("root"))));
        Assert.That(tree.Size, Is.LessThan(Market.Position), "its own event stands behind it");
    }

    [Test]
    public async Task Where_nothing_happened_since_the_last_nothing_is_signed()
    {
        await using var quiet = TestMarket.Open();
        await quiet.JoinAsync(Domain.OrganizationKind.Enterprise, "湖州安竹家居有限公司", Domain.Role.Bidder);
        var book = quiet.Services.GetRequiredService<CheckpointBook>();
        var before = quiet.Position;
        await book.SignAsync(new Domain.Instant(0), CancellationToken.None);
        Assert.That(quiet.Position, Is.EqualTo(before + 1));
        await book.SignAsync(new Domain.Instant(0), CancellationToken.None);
        Assert.That(quiet.Position, Is.EqualTo(before + 1));
        Assert.That((await quiet.Stranger.Get("/v1/log/checkpoint")).Is(200)["size"].GetInt64(), Is.EqualTo(before));
    }

    [Test]
    public async Task Before_the_first_there_is_none()
    {
        await using var fresh = TestMarket.Open();
        (await fresh.Stranger.Get("/v1/log/checkpoint")).Refused(404, "checkpoint.none");
    }
}
