using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Listings;
using Marketplace.Domain.Publicities;
using Marketplace.Log;

namespace Marketplace.Api.Publicities;

/// <summary>The notice (公示) of a price by agreement.</summary>
public sealed record PublicityResource
{
    /// <summary>Id of the listing whose price it is.</summary>
    public required string Listing { get; init; }
    /// <summary>Id of the organization that sells.</summary>
    public required string Seller { get; init; }
    public required PublicityPhase State { get; init; }
    /// <summary>1 for the listing's first notice.</summary>
    public required int Round { get; init; }
    public required NoticeContent Content { get; init; }
    /// <summary>Whether the buyer is marked as a completer or related (浙江省促进科技成果转化条例 art. 17).</summary>
    public required bool Marked { get; init; }
    /// <summary>SHA-256 of the content, 64 hexadecimal digits; another hash is another notice.</summary>
    public required string ContentHash { get; init; }
    /// <summary>Version of the rules under which it runs.</summary>
    public required string RuleSet { get; init; }
    /// <summary>Calendar days that it must stand, unchanged and undisputed.</summary>
    public required int Days { get; init; }
    /// <summary>Whole days that had counted when an objection last stopped the count.</summary>
    public required int CountedDays { get; init; }
    public required Instant PostedAt { get; init; }
    /// <summary>When this content was first to be read.</summary>
    public required Instant StandsSince { get; init; }
    /// <summary>24:00 (Asia/Shanghai) of the last day, as it stands; absent while an objection is open, and when one was upheld.</summary>
    public Instant? EndsAt { get; init; }
    public required IReadOnlyList<ObjectionResource> Objections { get; init; }
    public required long Version { get; init; }

    internal string View { get; private init; } = "";

    internal static PublicityResource From(Snapshot<Publicity> publicity, Listing listing, Actor? reader, Seals seals)
    {
        var state = publicity.State;
        ObjectionResource[] objections = [.. state.Objections.Select(one => ObjectionResource.From(one, Publicity.SeesObjector(reader, one, listing), seals))];
        return new PublicityResource
        {
            Listing = state.Listing,
            Seller = state.Seller,
            State = state.Phase!.Value,
            Round = state.Round,
            Content = state.Content!,
            Marked = state.Content!.IsMarked(),
            ContentHash = state.ContentHash,
            RuleSet = state.RuleSet,
            Days = state.Count.Days,
            CountedDays = state.Count.Counted,
            PostedAt = state.PostedAt,
            StandsSince = state.StandsSince,
            EndsAt = state.EndsAt,
            Objections = objections,
            Version = publicity.Version,
            View = $"objectors{objections.Count(one => one.Organization is not null)}",
        };
    }
}

/// <summary>An objection (异议). That there is one and what came of it is public; who objected, and with what words, is not.</summary>
public sealed record ObjectionResource
{
    public required string Id { get; init; }
    public required Instant RaisedAt { get; init; }
    /// <summary>Id of the objector's organization; seen by the seller, the market's operator, the supervisor and the objector.</summary>
    public string? Organization { get; init; }
    /// <summary>Seen by the same.</summary>
    public string? Text { get; init; }
    /// <summary>Absent while it is open.</summary>
    public ObjectionDecision? Decision { get; init; }
    public string? Reasons { get; init; }
    public Instant? DecidedAt { get; init; }

    internal static ObjectionResource From(Objection objection, bool full, Seals seals) => new()
    {
        Id = objection.Id,
        RaisedAt = objection.RaisedAt,
        Organization = full ? objection.Organization : null,
        Text = full ? seals.Read(objection.Text) : null,
        Decision = objection.Decision,
        Reasons = objection.Reasons,
        DecidedAt = objection.DecidedAt,
    };
}

internal static class PublicityAnswers
{
    /// <summary>The notice as the command left it, for the eyes of the one who gave it.</summary>
    public static async Task<Result<PublicityResource>> AnswerPublicityAsync(this Market market, Outcome outcome, string listing, Caller caller, Seals seals, CancellationToken cancel)
    {
        var offered = (await market.ReadAsync<Listing>(listing, cancel)).State;
        var answer = await market.AnswerAsync<Publicity, PublicityResource>(outcome, Publicity.StreamOf(listing), notice => PublicityResource.From(notice, offered, caller.Actor, seals), cancel);
        return answer.Value is { } resource ? answer with { View = resource.View } : answer;
    }
}
