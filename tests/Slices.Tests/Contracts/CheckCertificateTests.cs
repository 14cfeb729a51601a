namespace Marketplace.Slices.Tests.Contracts;

public sealed class CheckCertificateTests : ContractFixture
{
    private async Task<string> CodeAsync() =>
        (await Desk.Seller.Get($"/v1/contracts/{(await Desk.RegisteredAsync()).Id}/certificate")).Is(200).Text("checkCode");

    [Test]
    public async Task Anyone_with_the_code_reads_what_the_certificate_says()
    {
        var registered = await Desk.RegisteredAsync();
        var certificate = (await Desk.Seller.Get($"/v1/contracts/{registered.Id}/certificate")).Is(200);
        var check = (await Desk.Market.Stranger.Get($"/v1/certificates/{certificate.Text("checkCode")}")).Is(200);
        Assert.That(check["valid"].GetBoolean(), Is.True);
        Assert.That(check["certificate"].GetRawText(), Is.EqualTo(certificate.Body));
        Assert.That(check.Body, Does.Not.Contain(registered.Id).And.Not.Contain("org_").And.Not.Contain("usr_"), "no id, and nothing that is not printed");
    }

    [Test]
    public async Task The_code_is_read_as_people_type_it()
    {
        var code = await CodeAsync();
        var typed = string.Join('-', code.Chunk(5).Select(group => new string(group))).ToLowerInvariant().Replace('0', 'o').Replace('1', 'l');
        (await Desk.Market.Stranger.Get($"/v1/certificates/{typed}")).Is(200);
    }

    [Test]
    public async Task No_single_character_can_be_exchanged()
    {
        const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        var code = await CodeAsync();
        for (var i = 0; i < code.Length; i++)
        {
            var other = Alphabet[(Alphabet.IndexOf(code[i], StringComparison.Ordinal) + 1) % 32];
            (await Desk.Market.Stranger.Get($"/v1/certificates/{code[..i]}{other}{code[(i + 1)..]}")).Refused(404, "certificate.not_found");
        }
    }

    [TestCase("2026330101000001")]
    [TestCase("x")]
    [TestCase("0000000000000000000000000000000000000000")]
    [TestCase("%E6%9F%A5%E9%AA%8C%E7%A0%81%F0%9F%98%80")]
    public async Task A_number_or_a_guess_finds_nothing(string code) =>
        (await Desk.Market.Stranger.Get($"/v1/certificates/{code}")).Refused(404, "certificate.not_found");

    [Test]
    public async Task The_code_outlives_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("marketplace-test-").FullName;
        try
        {
            string code;
            await using (var desk = await ContractDesk.OpenAsync(folder))
                code = (await desk.Seller.Get($"/v1/contracts/{(await desk.RegisteredAsync()).Id}/certificate")).Is(200).Text("checkCode");
            await using var again = Marketplace.Tests.TestMarket.Open(folder);
            (await again.Stranger.Get($"/v1/certificates/{code}")).Is(200);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
