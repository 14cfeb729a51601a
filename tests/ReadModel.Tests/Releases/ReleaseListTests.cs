using Marketplace.Domain;
using Marketplace.Domain.Organizations;
using Marketplace.Domain.Releases;
using Marketplace.ReadModel.Queries;
using Marketplace.ReadModel.Releases;
using static Marketplace.ReadModel.Tests.Story;

namespace Marketplace.ReadModel.Tests.Releases;

public sealed class ReleaseListTests
{
    private static readonly Month July = new(2026, 7), August = new(2026, 8);
    private static readonly ReleaseList All = new() { Viewer = Viewer.Anyone };

    private static string Release(int number) => Id(Ids.Release, number);

    [Test]
    public async Task The_newest_release_comes_first_and_each_filter_narrows_the_list()
    {
        await using var market = await Market.OpenAsync();
        await market.HappenAsync(Ministry, Registered(OrganizationKind.Supervisor, "浙江省统计局", "330000"), new OrganizationVerified(null));
        await market.HappenAsync(Release(1), ReleasedFor(July));
        await market.HappenAsync(Release(2), ReleasedFor(August, "330100", by: ReportBase.Output));
        await market.HappenAsync(Release(3), ReleasedFor(July, contracts: 6, status: ReleaseStatus.Revised, previous: Release(1)));
        await market.HappenAsync(Release(1), new ReleaseSuperseded(Release(3), At("2026-09-02")));
        string[] Found(ReleaseList list) => [.. market.All(list).Select(row => row.Id)];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Found(All), Is.EqualTo(new[] { Release(3), Release(2), Release(1) }));
            Assert.That(Found(All with { Limit = 1 }), Is.EqualTo(Found(All)));
            Assert.That(Found(All with { Latest = true }), Is.EqualTo(new[] { Release(3), Release(2) }));
            Assert.That(Found(All with { Periods = [July] }), Is.EqualTo(new[] { Release(3), Release(1) }));
            Assert.That(Found(All with { Statuses = [ReleaseStatus.Revised, ReleaseStatus.Final] }), Is.EqualTo(new[] { Release(3) }));
            Assert.That(Found(All with { Bases = [ReportBase.Output], Regions = ["330000"], Periods = [July, August] }), Is.EqualTo(new[] { Release(2) }));
            Assert.That(Found(All with { Regions = ["330200"] }), Is.Empty);
            Assert.That(Found(All with { WholeCountry = true }), Is.EqualTo(new[] { Release(3), Release(1) }));
            Assert.That(Found(All with { WholeCountry = false }), Is.EqualTo(new[] { Release(2) }));
            Assert.That(market.All(All).Select(row => (row.Vintage, row.SupersededBy, row.Contracts, row.Turnover, row.ReleasedByName)), Is.EqualTo(new[]
            {
                (2L, (string?)null, 6L, 2880_0000_00L, (string?)"浙江省统计局"), (1, null, 5, 2400_0000_00, "浙江省统计局"), (1, Release(3), 5, 2400_0000_00, "浙江省统计局"),
            }));
        }
    }
}
