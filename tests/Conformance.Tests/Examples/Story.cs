using Marketplace.Domain;
using Marketplace.Domain.Contracts;
using Marketplace.Log;
using Marketplace.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Conformance.Tests.Examples;

/// <summary>
/// One deal in which the example of every operation is played where it belongs: who may act, what is offered, how it is sold,
/// how the contract is registered. What it leaves behind is the world that strangers try to look into.
/// </summary>
internal sealed partial class Story : IAsyncDisposable
{
    private readonly TestMarket market;
    private readonly Player player;

    private Client university = null!, @operator = null!, office = null!, statistician = null!;

    private Story(string? folder, Func<string, string, string>? dress)
    {
        market = TestMarket.Open(folder);
        player = new Player(market, dress);
    }

    public TestMarket Market => market;

    /// <summary>The examples' files as they should be, by operation.</summary>
    public IReadOnlyDictionary<string, string> Texts => player.Texts;

    /// <summary>What was sent last, by operation.</summary>
    public IReadOnlyDictionary<string, Play> Plays => player.Plays;

    /// <param name="folder">Kept afterwards; a folder of its own, which goes with it, where it is left out.</param>
    /// <param name="dress">What is sent in place of an example's body.</param>
    public static async Task<Story> PlayAsync(string? folder = null, Func<string, string, string>? dress = null)
    {
        var story = new Story(folder, dress);
        try
        {
            story.university = await story.market.JoinAsync(OrganizationKind.University, "浙江理工大学", Role.OrgAdmin, Role.Publisher, Role.Filer);
            story.@operator = await story.market.JoinAsync(OrganizationKind.MarketOperator, "浙江科技大市场", Role.OrgAdmin, Role.Operator, Role.PlatformAdmin);
            story.office = await story.market.JoinAsync(OrganizationKind.RegistrationOffice, "杭州市技术合同认定登记站", Role.Reviewer);
            story.statistician = await story.market.JoinAsync(OrganizationKind.Supervisor, "浙江省科学技术厅", Role.Statistician);
            await story.AccountsAsync();
            var auction = await story.AuctionAsync(await story.OfferAsync());
            await story.ContractAsync(await story.ContractOfAsync(auction));
            await story.RefusedContractAsync();
            await story.DemandAsync();
            await story.PlayAsync(nameof(Api.Changes.ListChanges), story.market.Stranger);
            await story.OtherEndsAsync();
            await story.TradeAsync();
            await story.WitnessAsync();
            await story.FormatsAsync();
            await story.ReleasesAsync();
            return story;
        }
        catch
        {
            await story.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync() => await market.DisposeAsync();

    /// <summary>Every event, in order.</summary>
    public async Task<IReadOnlyList<LogEvent>> EventsAsync()
    {
        var (feed, events) = (market.Services.GetRequiredService<Feed>(), new List<LogEvent>());
        while (events.Count < market.Position) events.AddRange(await feed.ReadAsync(events.Count, 1000, CancellationToken.None));
        return events;
    }

    private async Task<string> ContractOfAsync(string auction) =>
        (await EventsAsync()).Last(e => e.Content is ContractDrafted drafted && drafted.Deal == auction).Stream;

    private Task<Reply> PlayAsync(string operation, Client caller, params (string Name, string Value)[] values) => player.PlayAsync(operation, caller, values);
}
