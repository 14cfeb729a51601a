using Marketplace.Api.Demands;
using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Demands;

namespace Marketplace.Api.Sandbox;

/// <summary>The sandbox's demands, all generated: one whose deadline passes on the way, the others open, two of them answered.</summary>
internal sealed class SeedDemands(SeedReplay replay, SeedPeople people)
{
    /// <summary>Goes to now by way of the demands that have had their time.</summary>
    public async Task RunAsync(Instant now)
    {
        foreach (var past in SeedFiles.Demands.Where(demand => demand.Past))
        {
            await replay.AdvanceAsync(now - TimeSpan.FromDays(past.DeadlineInDays + 1));
            await PostAsync(past, now - TimeSpan.FromDays(1));
        }
        await replay.AdvanceAsync(now);
        var end = Instant.EndOf(now.ShanghaiDay);
        await Task.WhenAll(SeedFiles.Demands.Where(demand => !demand.Past).Select(demand => PostAsync(demand, end + TimeSpan.FromDays(demand.DeadlineInDays))));
    }

    private async Task PostAsync(SeedDemand seed, Instant deadline)
    {
        var posted = await replay.Do(new PostDemand.Command(people.As(seed.Owner, Role.Publisher), Describe(seed, deadline)));
        if (seed.Proposal is { } proposal)
            await replay.Do(new SubmitProposal.Command(people.As(proposal.Solver, Role.Publisher), posted.Id,
                new ProposalTerms(proposal.Text, Money.WanYuan(proposal.PriceWanYuan), proposal.Days)));
    }

    private static DemandDescription Describe(SeedDemand seed, Instant deadline) => new()
    {
        TitleZh = seed.TitleZh,
        TitleEn = seed.TitleEn,
        DescriptionZh = seed.DescriptionZh,
        Field = seed.Field,
        Industry = seed.Industry,
        Keywords = [.. seed.Keywords],
        Region = seed.Region,
        BudgetMin = seed.BudgetMinWanYuan is { } low ? Money.WanYuan(low) : null,
        BudgetMax = seed.BudgetMaxWanYuan is { } high ? Money.WanYuan(high) : null,
        BudgetNegotiable = seed is { BudgetMinWanYuan: null, BudgetMaxWanYuan: null },
        BudgetSource = seed.BudgetSource,
        Deadline = deadline,
        AcceptanceTest = seed.AcceptanceTest,
        CooperationModes = [.. seed.CooperationModes],
        Secrecy = SecrecyDeclaration.NotSecret,
        ContactVisibility = seed.Contact is null ? ContactVisibility.Withheld : ContactVisibility.SignedIn,
        Contact = seed.Contact,
    };
}

/// <param name="DeadlineInDays">From the day of the seed on; of a past one, from its posting on.</param>
internal sealed record SeedDemand(
    string Owner, bool Past, string TitleZh, string TitleEn, string DescriptionZh, TechnicalField Field, Industry Industry, string[] Keywords, string Region,
    long? BudgetMinWanYuan, long? BudgetMaxWanYuan, BudgetSource BudgetSource, int DeadlineInDays, string AcceptanceTest, CooperationMode[] CooperationModes,
    ContactEntry? Contact, SeedProposal? Proposal);

internal sealed record SeedProposal(string Solver, string Text, long PriceWanYuan, int Days);
