using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Deals;
using Marketplace.Domain.Listings;
using Marketplace.Domain.Mandates;
using Marketplace.Domain.Organizations;
using Marketplace.Domain.Publicities;
using Marketplace.Domain.RuleSets;
using Marketplace.Log;

namespace Marketplace.Api.Deals;

/// <summary>What every step of a deal has in common: the streams that it is judged by, and what follows for the listing.</summary>
public sealed class DealDesk(Market market, Seals seals)
{
    /// <summary>Decides a step of a deal that exists; of one that does not, the decision says so.</summary>
    /// <param name="more">Streams beside those of the deal, its sides and its listing.</param>
    internal async Task<Outcome> DecideAsync(
        IMarketRequest command, string id, Func<LogView, Deal, MandatesHeld, Effect> decide, CancellationToken cancel, params IReadOnlyList<string> more)
    {
        var opened = (await market.ReadAsync<Deal>(id, cancel)).State.Opened;
        var held = MandatesHeld.StreamOf(command.Caller.Self.Organization);
        string[] streams = [id, held, .. opened is null ? [] : StreamsOf(opened), .. more];
        string[] claims = opened?.Achievement is { } achievement ? [Listing.Claim(achievement)] : [];
        return await market.DecideAsync(command, [.. streams.Distinct()], log => decide(log, log.State<Deal>(id), log.State<MandatesHeld>(held)), cancel, claims);
    }

    /// <summary>The deal as a command left it, for the eyes of the one who gave it.</summary>
    internal async Task<Result<DealResource>> AnswerAsync(Outcome outcome, string id, Caller caller, CancellationToken cancel)
    {
        var held = (await market.ReadAsync<MandatesHeld>(MandatesHeld.StreamOf(caller.Self.Organization), cancel)).State;
        var answer = await market.AnswerAsync<Deal, DealResource>(outcome, id, deal => DealResource.From(deal, seals, deal.State.OpenTo(caller.Self, held, market.Now)), cancel);
        return answer.Value is { } resource ? answer with { View = resource.View } : answer;
    }

    internal static string[] StreamsOf(DealOpened opened) =>
        [opened.Seller, opened.Buyer, RuleBook.Stream, .. opened is { Listing: { } listing, Achievement: { } achievement } ? (string[])[listing, achievement, Publicity.StreamOf(listing)] : []];

    /// <summary>What terms are judged by, from streams that the command has named.</summary>
    internal static DealContext Context(LogView log, DealOpened opened, string? buyer = null) => new(
        opened.Listing is { } listing ? log.State<Listing>(listing) : null,
        opened.Achievement is { } achievement ? log.State<Achievement>(achievement) : null,
        opened.Listing is { } publicised ? log.State<Publicity>(Publicity.StreamOf(publicised)) : null,
        log.State<Organization>(opened.Seller),
        log.State<Organization>(buyer ?? opened.Buyer),
        log.State<RuleBook>(RuleBook.Stream).Find(opened.RuleSet)!);
}

internal static class DealEffects
{
    /// <summary>The decision on the deal's stream, and on the listing's what follows from it; the claim is given back when the listing no longer holds it.</summary>
    public static Effect OnDeal(this Decision decision, string id, LogView log, string? listing, string? claim)
    {
        var effect = decision.On(id);
        if (decision.Refused || listing is null) return effect;
        return effect.Follow(id, decision.Events.Aggregate(log.State<Deal>(id), (deal, e) => deal.Apply(e)), log.State<Listing>(listing), listing, claim!).Effect;
    }

    public static Effect OnDeal(this Decision decision, string id, LogView log, Deal deal) =>
        decision.OnDeal(id, log, deal.Opened?.Listing, deal.Opened?.Achievement is { } achievement ? Listing.Claim(achievement) : null);

    /// <summary>What follows for a listing from what a deal has come to, and the listing after it.</summary>
    public static (Effect Effect, Listing Listing) Follow(this Effect effect, string id, Deal deal, Listing before, string listing, string claim)
    {
        var followed = before.Follow(id, deal);
        var after = followed.Events.Aggregate(before, (state, e) => state.Apply(e));
        effect = effect.And(listing, followed.Events);
        return (before.HoldsClaim && !after.HoldsClaim ? effect.Release(claim) : effect, after);
    }
}
