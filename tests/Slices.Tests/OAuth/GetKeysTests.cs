using System.Security.Cryptography;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.OAuth;

public sealed class GetKeysTests
{
    [Test]
    public async Task The_key_that_signs_stands_first_and_no_part_of_it_is_private()
    {
        await using var market = TestMarket.Open();
        var key = (await market.Stranger.Get("/.well-known/jwks.json")).Is(200)["keys.0"];

        Assert.That(key.EnumerateObject().Select(member => member.Name), Is.EquivalentTo(new[] { "kty", "crv", "use", "alg", "kid", "x", "y" }));
        Assert.That((key.GetProperty("kty").GetString(), key.GetProperty("crv").GetString(), key.GetProperty("alg").GetString()), Is.EqualTo(("EC", "P-256", "ES256")));
    }

    [Test]
    public async Task A_key_that_signs_no_more_stays_published()
    {
        using var old = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, old.ExportSubjectPublicKeyInfoPem());
        await using (var market = TestMarket.Open(configure: host => host.UseSetting("Signing:RetiredKeyFiles:0", file)))
        {
            var keys = (await market.Stranger.Get("/.well-known/jwks.json")).Is(200)["keys"];
            Assert.That(keys.GetArrayLength(), Is.EqualTo(2));
            Assert.That(keys[1].GetProperty("x").GetString(), Is.EqualTo(System.Buffers.Text.Base64Url.EncodeToString(old.ExportParameters(false).Q.X)));
        }
        File.Delete(file);
    }
}
