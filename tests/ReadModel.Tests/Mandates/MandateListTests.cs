using Marketplace.Domain;
using Marketplace.Domain.Mandates;
using Marketplace.ReadModel.Mandates;
using Marketplace.ReadModel.Queries;
using static Marketplace.ReadModel.Tests.Story;
using static Marketplace.ReadModel.Tests.TradeStory;

namespace Marketplace.ReadModel.Tests.Mandates;

public sealed class MandateListTests
{
    private static readonly string Mandate = Id(Ids.Mandate, 1);

    [Test]
    public async Task A_mandate_is_one_row_although_it_stands_on_two_streams_and_its_two_sides_alone_see_it()
    {
        await using var market = await Market.OpenAsync();
        var granted = Granted(Mandate, University, Broker, MandateScope.Deals, MandateScope.Listings);
        await market.HappenAsync(Mandate, granted);
        await market.HappenAsync(MandatesHeld.StreamOf(Broker), granted);
        var all = new MandateList { Viewer = AsUniversity };
        var row = market.All(all).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((row.Id, row.Scopes, row.RevokedAt), Is.EqualTo((Mandate, "deals,listings", (long?)null)));
            foreach (var viewer in Everybody) Assert.That(market.All(new MandateList { Viewer = viewer }), Has.Count.EqualTo(viewer == AsUniversity ? 1 : 0), viewer.ToString());
            Assert.That(market.All(new MandateList { Viewer = new Viewer(Broker, OrganizationKind.BrokerAgency) }), Has.Count.EqualTo(1));
            Assert.That(market.All(all with { Scopes = [MandateScope.Listings], Agents = [Broker], Principals = [University] }), Has.Count.EqualTo(1));
        }
        await market.HappenAsync(Mandate, new MandateRevoked(Mandate, null, At("2026-08-20")));
        await market.HappenAsync(MandatesHeld.StreamOf(Broker), new MandateRevoked(Mandate, null, At("2026-08-20")));
        Assert.That(market.All(all).Single().RevokedAt, Is.EqualTo(At("2026-08-20").UnixMilliseconds));
    }
}
