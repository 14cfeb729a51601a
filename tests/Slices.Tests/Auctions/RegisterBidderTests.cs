using Marketplace.Domain;
using Marketplace.Domain.Organizations;
using Marketplace.Domain.People;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Auctions;

public sealed class RegisterBidderTests : AuctionFixture
{
    [Test]
    public async Task The_first_to_register_is_number_1_the_second_number_2()
    {
        var deal = await Deal.AnnouncedAsync(Market);
        var first = (await (await deal.EnterpriseAsync()).Post($"{deal.Path}/bidders")).Is(201);
        var second = (await (await deal.EnterpriseAsync()).Post($"{deal.Path}/bidders")).Is(201);
        Assert.That((first.Text("label"), second.Text("label")), Is.EqualTo(("1", "2")));
        Assert.That(second.Text("status"), Is.EqualTo("registered"));
        Assert.That(second["deposit.held.amount"].GetInt64(), Is.Zero);
        Assert.That(second.Header("Location"), Is.EqualTo($"{deal.Path}/bidders/2"));
    }

    [Test]
    public async Task The_same_key_registers_once_and_another_key_is_told_the_label()
    {
        var deal = await Deal.AnnouncedAsync(Market);
        var enterprise = await deal.EnterpriseAsync();
        var first = (await enterprise.Post($"{deal.Path}/bidders", key: "register-1")).Is(201);
        await deal.QualifyAsync("1");
        var again = (await enterprise.Post($"{deal.Path}/bidders", key: "register-1")).Is(201);
        Assert.That((again.Body, again.ETag, again.Replayed), Is.EqualTo((first.Body, first.ETag, true)), "as the command left it, not as it is now");
        var other = (await enterprise.Post($"{deal.Path}/bidders")).Refused(409, "bidder.already_registered");
        Assert.That(other.Text("detail"), Does.Contain("1号"));
    }

    [Test]
    public async Task At_the_moment_at_which_registration_closes_it_is_closed()
    {
        var deal = await Deal.AnnouncedAsync(Market);
        var closesAt = (await deal.ReadAsync()).Time("registrationClosesAt");
        await Market.AdvanceToAsync(closesAt.AddMilliseconds(-1));
        (await (await deal.EnterpriseAsync()).Post($"{deal.Path}/bidders")).Is(201);
        await Market.AdvanceToAsync(closesAt);
        (await (await deal.EnterpriseAsync()).Post($"{deal.Path}/bidders")).Refused(409, "bidder.registration_closed");
    }

    [Test]
    public async Task Nobody_registers_for_what_is_not_there_or_is_over()
    {
        var (ended, withdrawn) = (await EndedAsync(), await WithdrawnAsync());
        var enterprise = await ended.EnterpriseAsync();
        (await enterprise.Post($"/v1/auctions/{NoAuction}/bidders")).Refused(404, "auction.not_found");
        (await enterprise.Post($"{ended.Path}/bidders")).Refused(409, "auction.ended");
        (await enterprise.Post($"{withdrawn.Path}/bidders")).Refused(409, "auction.withdrawn");
    }

    [Test]
    public async Task The_seller_may_not_bid()
    {
        var deal = await Deal.AnnouncedAsync(Market);
        (await deal.University.Post($"{deal.Path}/bidders")).Refused(403, "bidder.is_seller");
    }

    [Test]
    public async Task The_auction_house_may_not_bid()
    {
        var deal = await Deal.ListedAsync(Market);
        var house = await Market.JoinAsync(OrganizationKind.Enterprise, "浙江国际商品拍卖中心", Role.Bidder);
        var auctioneer = await Market.JoinAsync(deal.Operator.Organization, Role.Auctioneer);
        (await deal.AnnounceAsync(body =>
        {
            body["procedure"] = "auction";
            body["exhibition"] = deal.Exhibition();
            body["auctionHouse"] = house.Organization;
            body["auctioneer"] = auctioneer.Subject;
        })).Is(201);
        (await house.Post($"{deal.Path}/bidders")).Refused(403, "bidder.is_auction_house");
    }

    [Test]
    public async Task A_markets_staff_has_no_bidders_role_and_would_not_be_let_in_with_it()
    {
        var deal = await Deal.AnnouncedAsync(Market);
        (await deal.Operator.Post($"{deal.Path}/bidders")).Refused(403, "role.missing");
        var other = await OtherOperatorAsync();
        foreach (var staff in (Client[])[deal.Operator, other])
        {
            await Market.AppendAsync(staff.Subject, new RoleGranted(Role.Bidder));
            (await staff.Post($"{deal.Path}/bidders")).Refused(403, "bidder.is_operator");
        }
    }

    [Test]
    public async Task A_suspended_enterprise_does_not_register_nor_one_that_is_not_verified()
    {
        var deal = await Deal.AnnouncedAsync(Market);
        var enterprise = await deal.EnterpriseAsync();
        await Market.AppendAsync(enterprise.Organization, new OrganizationSuspended("提供虚假材料", Until: null));
        (await enterprise.Post($"{deal.Path}/bidders")).Refused(403, "organization.suspended");

        var unverified = "org_000000000000700080000000000000aa";
        await Market.AppendAsync(unverified, new OrganizationRegistered(OrganizationKind.Enterprise, "湖州新设科技有限公司", null, Market.NextCreditCode(), true, "330500", null, null));
        (await (await Market.JoinAsync(unverified, Role.Bidder)).Post($"{deal.Path}/bidders")).Refused(403, "organization.not_verified");
    }

    [Test]
    public async Task A_stranger_signs_in_first_and_an_id_of_another_kind_names_nothing()
    {
        var deal = await Deal.AnnouncedAsync(Market);
        (await Market.Stranger.Post($"{deal.Path}/bidders")).Refused(401, "token.missing");
        var enterprise = await deal.EnterpriseAsync();
        (await enterprise.Post($"/v1/auctions/{deal.Listing}/bidders")).Refused(404, "resource.not_found");
        (await enterprise.Send(HttpMethod.Post, $"{deal.Path}/bidders", null, key: null)).Refused(400, "idempotency.key_required");
    }
}
