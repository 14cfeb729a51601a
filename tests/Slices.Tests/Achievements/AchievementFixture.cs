namespace Marketplace.Slices.Tests.Achievements;

/// <summary>What the fixtures of achievements and listings have in common: one market each.</summary>
public abstract class AchievementFixture
{
    private protected AchievementDesk Desk { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task Open() => Desk = await AchievementDesk.OpenAsync();

    [OneTimeTearDown]
    public async Task Close() => await Desk.DisposeAsync();
}
