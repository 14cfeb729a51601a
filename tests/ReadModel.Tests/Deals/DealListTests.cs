using Marketplace.Domain;
using Marketplace.Domain.Deals;
using Marketplace.Domain.Mandates;
using Marketplace.ReadModel.Deals;
using Marketplace.ReadModel.Queries;
using static Marketplace.ReadModel.Tests.Story;
using static Marketplace.ReadModel.Tests.TradeStory;

namespace Marketplace.ReadModel.Tests.Deals;

public sealed class DealListTests
{
    private static readonly string Kiln = Id(Ids.Achievement, 1), Listing = Id(Ids.Listing, 1), First = Id(Ids.Deal, 1), Second = Id(Ids.Deal, 2);
    private static readonly Viewer AsBroker = new(Broker, OrganizationKind.BrokerAgency), AsInstitute = new(Institute, OrganizationKind.ResearchInstitute);
    private Market market = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        market = await Market.OpenAsync();
        await market.HappenAsync(First, Inquired(Listing, Kiln));
        await market.HappenAsync(Second, Inquired(Listing, Kiln, buyer: Stranger));
    }

    [TearDown]
    public async Task CloseAsync() => await market.DisposeAsync();

    private string[] Found(Viewer viewer, Instant? now = null) => [.. market.All(new DealList { Viewer = viewer, Now = now ?? At("2026-08-10") }).Select(r => r.Id)];

    private (string, long?) State(string deal) => market.All(new DealList { Viewer = AsUniversity }).Where(r => r.Id == deal).Select(r => (r.State, r.Price)).Single();

    [Test]
    public async Task The_sides_the_market_and_who_has_a_say_see_a_deal()
    {
        await market.HappenAsync(First, Agreed(CoOwner(Institute)));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Found(AsUniversity), Is.EqualTo(new[] { Second, First }));
            Assert.That(Found(AsOperator), Is.EqualTo(new[] { Second, First }));
            Assert.That(Found(AsGlassworks), Is.EqualTo(new[] { First }));
            Assert.That(Found(AsStranger), Is.EqualTo(new[] { Second }));
            Assert.That(Found(AsInstitute), Is.EqualTo(new[] { First }));
            foreach (var viewer in new[] { Viewer.Anyone, AsSupervisor, AsOffice, AsBroker }) Assert.That(Found(viewer), Is.Empty, viewer.ToString());
        }
    }

    [Test]
    public async Task An_agent_sees_what_its_principal_deals_in_while_the_mandate_lasts()
    {
        var mandate = Id(Ids.Mandate, 1);
        await market.HappenAsync(Id(Ids.Mandate, 2), Granted(Id(Ids.Mandate, 2), Stranger, Broker, MandateScope.Listings));
        await market.HappenAsync(mandate, Granted(mandate, Glassworks, Broker, MandateScope.Deals));
        Assert.That(Found(AsBroker), Is.EqualTo(new[] { First }));
        Assert.That(Found(AsBroker, At("2026-12-31")), Is.Empty, "run out");
        await market.HappenAsync(mandate, new MandateRevoked(mandate, null, At("2026-08-20")));
        Assert.That(Found(AsBroker), Is.Empty);
    }

    [Test]
    public async Task The_state_waits_for_every_answer_and_then_for_the_notice()
    {
        await market.HappenAsync(First, Agreed(CoOwner(Institute), CoOwner(Stranger, "2") with { Priority = false }));
        Assert.That(State(First), Is.EqualTo(("agreed_pending_consent", (long?)480_0000_00)));
        await market.HappenAsync(First, new ConsentRecorded("1", ConsentDecision.Consented, null, At("2026-08-08")), new ConsentRecorded("2", ConsentDecision.Consented, "同意函", At("2026-08-08")));
        Assert.That(State(First).Item1, Is.EqualTo("agreed_pending_consent"), "one may still match");
        await market.HappenAsync(First, new PriorityAnswered("1", PriorityAnswer.Waived, null, At("2026-08-09")));
        Assert.That(State(First).Item1, Is.EqualTo("agreed_pending_publicity"));
        await market.HappenAsync(First, new PublicityMet(new string('a', 64), false, At("2026-08-21")), new DealAgreed(At("2026-08-21")));
        Assert.That(State(First).Item1, Is.EqualTo("agreed"));
        await market.HappenAsync(Second, new DealClosed(DealClosure.ByParty, null, Stranger, At("2026-08-22")));
        Assert.That(State(Second), Is.EqualTo(("closed", (long?)null)));
    }
}
