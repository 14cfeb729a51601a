using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Changes;
using Marketplace.Domain.Documents;
using Marketplace.ReadModel.Achievements;
using Marketplace.ReadModel.Changes;
using Marketplace.ReadModel.Queries;
using static Marketplace.ReadModel.Tests.Story;

namespace Marketplace.ReadModel.Tests.Achievements;

public sealed class AchievementListTests
{
    private static readonly string Kiln = Id(Ids.Achievement, 1), Chip = Id(Ids.Achievement, 2);
    private Market market = null!;

    [SetUp]
    public async Task OpenAsync() => market = await Market.OpenAsync();

    [TearDown]
    public async Task CloseAsync() => await market.DisposeAsync();

    private AchievementRow? Row(Viewer viewer, string id) => market.All(new AchievementList { Viewer = viewer }).SingleOrDefault(r => r.Id == id);

    [Test]
    public async Task A_row_follows_its_achievement_from_the_empty_draft_to_the_approval()
    {
        await market.HappenAsync(University, Registered(OrganizationKind.University, "浙江大学", "330106"));
        await market.HappenAsync(Kiln, new AchievementDrafted(University, new AchievementContent()));
        var draft = Row(AsUniversity, Kiln)!;
        Assert.That((draft.State, draft.TitleZh, draft.Field, draft.TransferModes), Is.EqualTo(("draft", (string?)null, (string?)null, (string?)null)));

        market.Clock.Advance(TimeSpan.FromHours(1));
        await market.HappenAsync(Kiln, new AchievementRevised(Content()), new AchievementSubmitted(At("2026-08-03")), new AchievementReturned(["补充专利号"]));
        Assert.That(Row(AsUniversity, Kiln)!.State, Is.EqualTo("returned"));
        await market.HappenAsync(Kiln, new AchievementRevised(Content(modes: TransferMode.Licence)), new AchievementSubmitted(At("2026-08-04")), new AchievementApproved(At("2026-08-05")));

        Assert.That(Row(Viewer.Anyone, Kiln), Is.EqualTo(new AchievementRow
        {
            Id = Kiln, Owner = University, OwnerName = "浙江大学", State = "approved", TitleZh = "玻璃窑炉环保治理技术", Field = "environment", Stage = "mature",
            Region = "330106", Level = "domestic_leading", TransferModes = "licence", PriceIntention = 300_0000_00, Position = 2,
            DraftedAt = Market.Opening.ToUnixTimeMilliseconds(), SubmittedAt = At("2026-08-04").UnixMilliseconds, ApprovedAt = At("2026-08-05").UnixMilliseconds,
            UpdatedAt = Market.Opening.AddHours(1).ToUnixTimeMilliseconds(),
        }));
    }

    [Test]
    public async Task A_document_is_told_as_a_change_of_what_it_belongs_to()
    {
        await market.HappenAsync(Kiln, Approved(Content()));
        market.Clock.Advance(TimeSpan.FromHours(1));
        var document = Id(Ids.Document, 1);
        var at = await market.HappenAsync(Kiln, new DocumentAttached(document, DocumentKind.Introduction, new Sealed(document, [1, 2, 3], new byte[32]), new string('a', 64),
            "application/pdf", 1024, SecrecyDeclaration.NotSecret, Public: true, DocumentCheck.Clean, Id(Ids.Person, 1), At("2026-08-03")));
        await market.HappenAsync(Kiln + "-refusals", new DocumentRefused(new string('b', 64), "application/pdf", 1024, Id(Ids.Person, 1), At("2026-08-03")));
        Assert.That(Row(Viewer.Anyone, Kiln)!.UpdatedAt, Is.EqualTo(Market.Opening.AddHours(1).ToUnixTimeMilliseconds()));
        var told = market.Views.Ask(new ChangeFeed { Viewer = Viewer.Anyone, Kinds = [ResourceKind.Achievement] }).Items[^1];
        Assert.That((told.Position, told.Resource, told.Change), Is.EqualTo((at, Kiln, ChangeKind.Changed)));
    }

    [Test]
    public async Task No_name_of_a_person_and_nothing_sealed_enters_the_read_model()
    {
        await market.HappenAsync(Kiln, Approved(Content()));
        Assert.That(await market.Views.DumpAsync(), Does.Not.Contain(Id(Ids.Completer, 1)));
    }

    [Test]
    public async Task Filters_find_the_field_the_stage_the_place_the_owner_and_any_of_the_ways_of_transfer()
    {
        await market.HappenAsync(Kiln, Approved(Content()));
        market.Clock.Advance(TimeSpan.FromDays(1));
        await market.HappenAsync(Chip, Approved(Content("射频芯片", TechnicalField.ElectronicInformation, "210102", AchievementStage.Middle, TransferMode.EquityContribution), Stranger));
        string[] Found(AchievementList list) => [.. market.All(list).Select(r => r.Id)];
        var all = new AchievementList { Viewer = Viewer.Anyone };

        Assert.That(Found(all with { Fields = [TechnicalField.Environment, TechnicalField.NewEnergy] }), Is.EqualTo(new[] { Kiln }));
        Assert.That(Found(all with { Stages = [AchievementStage.Middle] }), Is.EqualTo(new[] { Chip }));
        Assert.That(Found(all with { Regions = ["210000"] }), Is.EqualTo(new[] { Chip }));
        Assert.That(Found(all with { Owners = [University, Stranger] }), Is.EqualTo(new[] { Chip, Kiln }));
        Assert.That(Found(all with { TransferModes = [TransferMode.EquityContribution, TransferMode.SelfImplementation] }), Is.EqualTo(new[] { Chip }));
        Assert.That(Found(all with { TransferModes = [TransferMode.Transfer, TransferMode.Licence] }), Is.EqualTo(new[] { Kiln }));
        Assert.That(Found(all with { UpdatedSince = Instant.From(Market.Opening.AddDays(1)) }), Is.EqualTo(new[] { Chip }));
        Assert.That(Found(all with { States = [AchievementPhase.Draft] }), Is.Empty);
    }

    /// <summary>The aggregate says who may know of it; the list must say the same of every state that its events can reach.</summary>
    [Test]
    public async Task The_list_shows_each_reader_what_the_aggregate_lets_him_know()
    {
        var content = Content();
        Event drafted = new AchievementDrafted(University, content), submitted = new AchievementSubmitted(At("2026-08-03")), approved = new AchievementApproved(At("2026-08-04")),
            returned = new AchievementReturned(["补充专利号"]), revised = new AchievementRevised(content), withdrawn = new AchievementWithdrawn(null);
        Event[][] courses =
        [
            [drafted], [drafted, withdrawn], [drafted, submitted], [drafted, submitted, withdrawn], [drafted, submitted, approved], [drafted, submitted, approved, withdrawn],
            [drafted, submitted, returned], [drafted, submitted, returned, revised], [drafted, submitted, returned, withdrawn], [drafted, submitted, returned, revised, submitted],
        ];
        for (var i = 0; i < courses.Length; i++)
        {
            await market.HappenAsync(Id(Ids.Achievement, i), courses[i]);
            var state = courses[i].Aggregate(Achievement.Initial, (at, e) => at.Apply(e));
            foreach (var viewer in Everybody)
            {
                var reader = viewer.Organization is null ? null : new Actor("usr_1", viewer.Organization, viewer.Kind!.Value, new HashSet<Role>());
                Assert.That(Row(viewer, Id(Ids.Achievement, i)) is not null, Is.EqualTo(state.VisibleTo(reader)), $"{string.Join(" → ", courses[i].Select(e => e.GetType().Name))} for {viewer}");
            }
        }
    }
}
