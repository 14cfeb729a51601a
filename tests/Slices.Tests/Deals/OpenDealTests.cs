using Marketplace.Domain.Deals;
using Marketplace.Log;
using Marketplace.Slices.Tests.Demands;
using Marketplace.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Slices.Tests.Deals;

public sealed class OpenDealTests : TradeFixture
{
    [Test]
    public async Task A_buyer_inquires_and_only_the_two_sides_and_the_market_read_it()
    {
        var listing = (await Desk.ListedAsync()).Id;
        var opened = (await Desk.Buyer.Post("/v1/deals", new { listing, message = "拟受让该成果，请告知价格。" })).Is(201);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((opened.Text("state"), opened.Text("seller"), opened.Text("buyer"), opened.Text("market")), Is.EqualTo(("open", Desk.Seller.Organization, Desk.Buyer.Organization, Desk.Operator.Organization)));
            Assert.That((await Desk.ReadAsync(opened.Id)).Text("message"), Is.EqualTo("拟受让该成果，请告知价格。"));
            Assert.That(opened.Header("Location"), Is.EqualTo($"/v1/deals/{opened.Id}"));
        }
        var e = (await Desk.Market.Services.GetRequiredService<Feed>().ReadAsync(opened.Position - 1, 1, CancellationToken.None)).Single();
        Assert.That(((DealOpened)e.Content).Message!.Subject, Is.EqualTo(opened.Id), "the log holds it sealed");
    }

    [Test]
    public async Task A_solver_inquires_on_a_demand_and_its_enterprise_pays()
    {
        var demand = (await Desk.Buyer.Post("/v1/demands", DemandDesk.Content(("deadline", "2027-12-31T16:00:00.000Z")).ToJsonString())).Is(201).Id;
        var opened = (await Desk.Seller.Post("/v1/deals", new { demand })).Is(201);
        Assert.That((opened.Text("seller"), opened.Text("buyer"), opened.Text("demand")), Is.EqualTo((Desk.Seller.Organization, Desk.Buyer.Organization, demand)));
        (await Desk.Buyer.Post("/v1/deals", new { demand })).Refused(422, "deal.with_oneself");
        (await Desk.Seller.Post("/v1/deals", new { demand = "dmd_0198d3a1b2c37000800000000000a001" })).Refused(404, "demand.not_found");
        (await Desk.Buyer.Post($"/v1/demands/{demand}/closure", new { reason = "solved" })).Is(200);
        (await Desk.Seller.Post("/v1/deals", new { demand })).Refused(409, "demand.not_open");
    }

    [Test]
    public async Task Nobody_deals_with_himself_or_on_what_is_auctioned_or_gone()
    {
        var listing = (await Desk.ListedAsync()).Id;
        (await Desk.Seller.Post("/v1/deals", new { listing })).Refused(422, "deal.with_oneself");
        (await Desk.Buyer.Post("/v1/deals", new { })).Refused(422, "deal.subject_unclear");
        (await Desk.Buyer.Post("/v1/deals", new { listing, demand = "dmd_0198d3a1b2c37000800000000000a001" })).Refused(422, "deal.subject_unclear");
        (await Desk.Buyer.Post("/v1/deals", new { listing = "lst_0198d3a1b2c37000800000000000a001" })).Refused(404, "listing.not_found");
        (await Desk.Buyer.Post("/v1/deals", new { listing = (await Desk.ListedAsync("auction")).Id })).Refused(409, "deal.listing_for_auction");
        var withdrawn = (await Desk.ListedAsync()).Id;
        (await Desk.Seller.Post($"/v1/listings/{withdrawn}/withdrawal")).Is(200);
        (await Desk.Buyer.Post("/v1/deals", new { listing = withdrawn })).Refused(404, "listing.not_found");
        (await Desk.Market.Stranger.Post("/v1/deals", new { listing })).Refused(401, "token.missing");
    }

    [Test]
    public async Task A_broker_opens_it_for_the_buyer_and_not_with_the_seller_s_mandate_too()
    {
        await using var desk = await TradeDesk.OpenAsync();
        var listing = (await desk.ListedAsync()).Id;
        Task<Reply> OpenAsync() => desk.Broker.Post("/v1/deals", new { listing, onBehalfOf = desk.Buyer.Organization });
        (await OpenAsync()).Refused(403, "mandate.missing");
        await desk.MandatedAsync(desk.Buyer);
        Assert.That((await OpenAsync()).Is(201).Text("buyer"), Is.EqualTo(desk.Buyer.Organization));
        await desk.MandatedAsync(desk.Seller);
        (await OpenAsync()).Refused(403, "deal.agent_of_both_sides");
    }
}
