using Marketplace.Api.Checkpoints;
using Marketplace.Domain;
using Marketplace.Domain.Contracts;
using Marketplace.Log;
using Marketplace.Verify;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Slices.Tests.Contracts;

public sealed class GetCertificateTests : ContractFixture
{
    [Test]
    public async Task It_says_what_was_registered()
    {
        var registered = await Desk.RegisteredAsync();
        var certificate = (await Desk.Buyer.Get($"/v1/contracts/{registered.Id}/certificate")).Is(200);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(certificate.Text("number"), Is.EqualTo(registered.Text("number")));
            Assert.That(certificate.Text("office"), Is.EqualTo("杭州市技术合同认定登记站"));
            Assert.That((certificate.Text("sellerName"), certificate.Text("buyerName")), Is.EqualTo(("浙江理工大学", "杭州蓝焰窑炉科技有限公司")));
            Assert.That((certificate["turnover.amount"].GetInt64(), certificate["technologyAmount.amount"].GetInt64(), certificate["technologyIncome.amount"].GetInt64()),
                Is.EqualTo((480_000_000L, 450_000_000L, 400_000_000L)));
            Assert.That(certificate.Text("checkCode"), Does.Match("^[0-9A-HJKMNP-TV-Z]{40}$"));
        }
    }

    [Test]
    public async Task It_keeps_a_mark_of_the_log_once_a_checkpoint_covers_the_registration()
    {
        var registered = await Desk.RegisteredAsync();
        var path = $"/v1/contracts/{registered.Id}/certificate";
        var early = (await Desk.Buyer.Get(path)).Is(200);
        Assert.That(early.Json.TryGetProperty("checkpoint", out _), Is.False);
        (await Desk.Buyer.Get(path, ("If-None-Match", early.ETag!))).Is(304);
        var before = Desk.Market.Position;
        await Desk.Market.Services.GetRequiredService<CheckpointBook>().SignAsync(new Instant(Desk.Market.Now.ToUnixTimeMilliseconds()), CancellationToken.None);

        var marked = (await Desk.Buyer.Get(path, ("If-None-Match", early.ETag!))).Is(200);
        var (position, keys) = (marked["position"].GetInt64(), Signatures.Read((await Desk.Market.Stranger.Get("/.well-known/jwks.json")).Is(200).Json));
        var tree = keys.Check(marked.Text("checkpoint")).Tree!;
        var there = (await Desk.Market.Services.GetRequiredService<Feed>().ReadAsync(position - 1, 1, CancellationToken.None))[0];
        Assert.That((there.Stream, tree.Size), Is.EqualTo((registered.Id, before)));
        Assert.That(there.Content, Is.TypeOf<ContractRegistered>());
        var proof = (await Desk.Market.Stranger.Get($"/v1/log/inclusion-proof?position={position}&size={tree.Size}")).Is(200);
        Assert.That(Convert.FromBase64String(proof.Text("root")), Is.EqualTo(tree.Root));
    }

    [Test]
    public async Task There_is_none_before_the_registration() =>
        (await Desk.Seller.Get($"/v1/contracts/{(await Desk.ReviewedAsync()).Id}/certificate")).Refused(404, "certificate.not_found");

    [Test]
    public async Task Who_may_not_read_the_contract_may_not_read_it()
    {
        var registered = await Desk.RegisteredAsync();
        (await Desk.Other.Get($"/v1/contracts/{registered.Id}/certificate")).Refused(404, "contract.not_found");
        (await Desk.Market.Stranger.Get($"/v1/contracts/{registered.Id}/certificate")).Refused(401, "token.missing");
    }
}
