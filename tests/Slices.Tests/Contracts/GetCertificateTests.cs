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
