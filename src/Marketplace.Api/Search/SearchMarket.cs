using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.Demands;
using Marketplace.Domain.Listings;
using Marketplace.ReadModel.Search;
using MediatR;

namespace Marketplace.Api.Search;

/// <summary>What everybody may see, by words and properties.</summary>
public static class SearchMarket
{
    /// <param name="Q">What is looked for: Chinese in either script, from one character on, and English words in any of their forms, the last also as the beginning of one. All of it must be met. Everything where it is left out.</param>
    /// <param name="Kind">listing, demand, achievement, auction, with commas for "or".</param>
    /// <param name="Field">Codes of technical_field.</param>
    /// <param name="Region">GB/T 2260 codes; what lies below them counts.</param>
    /// <param name="Stage">Codes of achievement_stage.</param>
    /// <param name="Status">Codes of listing_phase, demand_phase, achievement_phase or auction_phase.</param>
    /// <param name="PriceMin">Fen, included: of the asking price, the budget, the owner's intention, the start or the hammer price.</param>
    /// <param name="PriceMax">Fen, included.</param>
    /// <param name="PublishedAfter">Published at this moment or later: RFC 3339, such as 2026-08-01T01:00:00Z.</param>
    /// <param name="PublishedBefore">Published before this moment.</param>
    /// <param name="Sort">relevance, which is how it is where it is left out; newest; price; -price. What states no price comes last.</param>
    /// <param name="Limit">1 to 200; 20 where it is left out.</param>
    /// <param name="Cursor">The next of the page before.</param>
    public sealed record Filter(
        string? Q, string? Kind, string? Field, string? Region, string? Stage, string? Status, long? PriceMin, long? PriceMax, string? PublishedAfter, string? PublishedBefore,
        string? Sort, int? Limit, string? Cursor);

    public sealed record Query(Caller Caller, Filter Filter) : IQuery<Answer>;

    /// <param name="Next">The cursor of the next page; absent at the end. Later pages hold what was there at the first and still is.</param>
    /// <param name="Count">How much was found. On the first page only, as are the facets.</param>
    /// <param name="CountIsExact">False above 20,000: then the count, and those of the facets, are estimates to two digits.</param>
    /// <param name="Incomplete">True when something is missing, because an event could not be read into the index; absent otherwise.</param>
    public sealed record Answer(IReadOnlyList<Item> Items, string? Next, long? Count, bool? CountIsExact, Facets? Facets, bool? Incomplete);

    /// <param name="Kind">What it is; its id names a resource of that kind.</param>
    /// <param name="Title">Of an auction, which has a title beside its achievement's.</param>
    /// <param name="Status">Code of the phase of its kind.</param>
    /// <param name="Price">Absent where none is stated.</param>
    /// <param name="Highlights">Where its texts met what was looked for.</param>
    public sealed record Item(
        string Kind, string Id, string? Title, string? TitleZh, string? TitleEn, string? Field, string? Stage, string? Region, string Status, Money? Price, Instant PublishedAt,
        IReadOnlyList<Highlight> Highlights);

    /// <param name="Field">title, titleZh, titleEn, keywords, summaryZh or summaryEn.</param>
    /// <param name="Text">The text, or of a long one the part around the first place. It is plain text: what looks like markup in it is none.</param>
    /// <param name="Ranges">From left to right; none overlaps another or breaks a character.</param>
    public sealed record Highlight(string Field, string Text, IReadOnlyList<Range> Ranges);

    /// <param name="From">Index in the text of the first UTF-16 code unit, as strings of JavaScript count.</param>
    /// <param name="To">Index behind the last.</param>
    public sealed record Range(int From, int To);

    /// <summary>How much was found under each code; what nothing was found under is left out.</summary>
    public sealed record Facets(IReadOnlyList<Facet> Kinds, IReadOnlyList<Facet> Fields, IReadOnlyList<Facet> Regions, IReadOnlyList<Facet> Stages);

    /// <param name="Label">In the reader's language.</param>
    public sealed record Facet(string Code, string Label, long Count);

    private static readonly FrozenSet<string> Statuses = ((string[])
    [
        Codes.Of(ListingPhase.Open), Codes.Of(ListingPhase.InAuction), Codes.Of(DemandPhase.Open), Codes.Of(AchievementPhase.Approved), Codes.Of(AuctionPhase.Announced),
        Codes.Of(AuctionPhase.Open), Codes.Of(AuctionPhase.Sold), Codes.Of(AuctionPhase.Unsold), Codes.Of(AuctionPhase.Confirmed),
    ]).ToFrozenSet(StringComparer.Ordinal);

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/search", ([AsParameters] Filter filter, HttpContext http, ISender sender) => sender.Get(http, new Query(http.Caller(), filter)))
        .Describe(typeof(SearchMarket), "Search the market",
            "Approved achievements, listings and demands while they stand, and auctions, as everybody may see them. The best first: of more than 500 those are ranked that meet the query in title or keywords, then the newest follow.",
            HttpRefusals.RequestInvalid, HttpRefusals.CursorMismatch, HttpRefusals.ReadModelBehind, HttpRefusals.ReadModelUnavailable)
        .Returns<Answer>();

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Filter.Q).Text(200);
            RuleFor(q => q.Filter.Kind).CodesOf(SearchKind.Listing);
            RuleFor(q => q.Filter.Field).CodesOf(TechnicalField.Environment);
            RuleFor(q => q.Filter.Region).RegionCodes();
            RuleFor(q => q.Filter.Stage).CodesOf(AchievementStage.Mature);
            RuleFor(q => q.Filter.Status).Must(codes => Rules.Each(codes, Statuses.Contains)).Says($"Of these, with commas between them: {string.Join(", ", Statuses.Order(StringComparer.Ordinal))}.", $"应为下列代码，多个以逗号分隔：{string.Join("、", Statuses.Order(StringComparer.Ordinal))}。");
            RuleFor(q => q.Filter.PriceMin).Must(fen => fen is null or >= 0).Says("An amount in fen is expected.", "应为以分为单位的金额。");
            RuleFor(q => q.Filter.PriceMax).Must(fen => fen is null or >= 0).Says("An amount in fen is expected.", "应为以分为单位的金额。");
            RuleFor(q => q.Filter.PublishedAfter).Moment();
            RuleFor(q => q.Filter.PublishedBefore).Moment();
            RuleFor(q => q.Filter.Sort).Must(sort => sort is null || OrderOf(sort) is not null).Says("relevance, newest, price or -price is expected.", "应为 relevance、newest、price 或 -price。");
            RuleFor(q => q.Filter.Limit).Limit();
        }
    }

    private static SearchOrder? OrderOf(string sort) => sort switch
    {
        "relevance" => SearchOrder.Relevance,
        "newest" => SearchOrder.Newest,
        "price" => SearchOrder.Price,
        "-price" => SearchOrder.PriceDescending,
        _ => null,
    };

    internal sealed class Handler(Projections projections) : IRequestHandler<Query, Result<Answer>>
    {
        public async Task<Result<Answer>> Handle(Query query, CancellationToken cancellationToken)
        {
            var filter = query.Filter;
            var search = new MarketSearch
            {
                Text = filter.Q,
                Kinds = Codes.List<SearchKind>(filter.Kind),
                Fields = Codes.List<TechnicalField>(filter.Field),
                Regions = Codes.Split(filter.Region),
                Stages = Codes.List<AchievementStage>(filter.Stage),
                Statuses = Codes.Split(filter.Status),
                PriceFrom = filter.PriceMin,
                PriceTo = filter.PriceMax,
                PublishedFrom = Json.ReadInstant(filter.PublishedAfter),
                PublishedBefore = Json.ReadInstant(filter.PublishedBefore),
                OrderBy = filter.Sort is { } sort ? OrderOf(sort)!.Value : SearchOrder.Relevance,
            };
            var filters = JsonSerializer.Serialize(search, EventCatalogue.Json);
            var (key, refusal) = Cursors.Read(filter.Cursor, 7, filters);
            if (refusal is not null) return refusal;
            var after = key is null ? null : Key(key, filter.Q);
            if (key is not null && after is null) return HttpRefusals.CursorMismatch;
            var answered = await projections.AskAsync(query.Caller, search with { After = after, Limit = filter.Limit ?? search.Limit }, cancellationToken);
            if (answered.Refusal is { } unanswered) return unanswered;
            var answer = answered.Value!;
            return new Result<Answer>(new Answer(
                [.. answer.Hits.Select(Show)], answer.Next is { } next ? Cursors.Write(Parts(next), filters) : null, answer.Totals?.Count, answer.Totals?.IsExact,
                answer.Totals is { } totals ? Show(totals.Facets, query.Caller) : null, answer.Incomplete ? true : null), null, answer.Position);
        }

        private static string[] Parts(SearchKey key) =>
            [$"{key.Newest}", $"{key.HeadFrom}", $"{key.FillFrom}", key.Ranked ? "1" : "0", $"{key.Sort}", $"{key.Document}", string.Join(',', key.Weights)];

        /// <summary>Null when the parts are none that were given out for the query.</summary>
        private static SearchKey? Key(IReadOnlyList<string> parts, string? text)
        {
            var numbers = new long[6];
            for (var i = 0; i < numbers.Length; i++)
                if (!long.TryParse(parts[i], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out numbers[i]) || numbers[i] is < -1 or > long.MaxValue / 2) return null;
            var weights = parts[6].Split(',', StringSplitOptions.RemoveEmptyEntries);
            if (weights.Any(weight => !int.TryParse(weight, NumberStyles.None, CultureInfo.InvariantCulture, out _))) return null;
            var key = new SearchKey(numbers[0], numbers[1], numbers[2], numbers[3] == 1, numbers[4], numbers[5], [.. weights.Select(weight => long.Parse(weight, CultureInfo.InvariantCulture))]);
            return key.Fits(text) ? key : null;
        }

        private static Item Show(SearchHit hit) => new(
            Codes.Of(hit.Kind), hit.Resource, hit.Title, hit.TitleZh, hit.TitleEn, hit.Field, hit.Stage, hit.Region, hit.Status, hit.Price is { } price ? new Money(price) : null,
            new Instant(hit.PublishedAt), [.. hit.Highlights.Select(h => new Highlight(h.Field, h.Text, [.. h.Ranges.Select(r => new Range(r.From, r.To))]))]);

        private static Facets Show(SearchFacets facets, Caller caller) => new(
            [.. facets.Kinds.Select(f => new Facet(f.Code, caller.Chinese ? KindZh(f.Code) : KindEn(f.Code), f.Count))],
            Show(facets.Fields, "technical_field", caller), Show(facets.Regions, "region", caller), Show(facets.Stages, "achievement_stage", caller));

        private static Facet[] Show(IReadOnlyList<FacetCount> counts, string list, Caller caller) =>
            [.. counts.Select(f => new Facet(f.Code, Codelists.Find(list)?.Find(f.Code) is { } entry ? (caller.Chinese ? entry.Zh : entry.En) : f.Code, f.Count))];

        private static string KindZh(string code) => Codes.Parse<SearchKind>(code) switch
        {
            SearchKind.Listing => "挂牌项目",
            SearchKind.Demand => "技术需求",
            SearchKind.Achievement => "科技成果",
            _ => "竞价",
        };

        private static string KindEn(string code) => Codes.Parse<SearchKind>(code) switch
        {
            SearchKind.Listing => "Listings",
            SearchKind.Demand => "Demands",
            SearchKind.Achievement => "Achievements",
            _ => "Auctions",
        };
    }
}
