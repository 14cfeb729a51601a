using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.ReadModel.Achievements;
using Marketplace.ReadModel.Queries;
using MediatR;

namespace Marketplace.Api.Achievements;

/// <summary>Achievements that the caller may see: the approved ones, and those of the caller's own organization.</summary>
public static class ListAchievements
{
    /// <param name="Owner">Ids of organizations, with commas for "or".</param>
    /// <param name="State">Codes of achievement_phase.</param>
    /// <param name="Field">Codes of technical_field.</param>
    /// <param name="Region">GB/T 2260 codes; what lies below them counts.</param>
    /// <param name="Stage">Codes of achievement_stage.</param>
    /// <param name="TransferMode">Codes of transfer_mode; one of them is among the ways that the owner offers.</param>
    /// <param name="UpdatedSince">RFC 3339: changed at this moment or later.</param>
    /// <param name="Limit">1 to 200; 50 where it is left out.</param>
    /// <param name="Cursor">The next of the page before.</param>
    public sealed record Filter(
        string? Owner, string? State, string? Field, string? Region, string? Stage, string? TransferMode, string? UpdatedSince, int? Limit, string? Cursor);

    public sealed record Query(Caller Caller, Filter Filter) : IQuery<Http.Page<Item>>;

    public sealed record Item(
        string Id, string Owner, string? OwnerName, string State, string? TitleZh, string? TitleEn, string? Field, string? Stage, string? Region,
        IReadOnlyList<string> TransferModes, Money? PriceIntention, Instant UpdatedAt);

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/achievements", ([AsParameters] Filter filter, HttpContext http, ISender sender) => sender.Get(http, new Query(http.Caller(), filter)))
        .Describe(typeof(ListAchievements), "List achievements", "Newest first. Drafts are in it for their own organization only.", HttpRefusals.CursorMismatch, HttpRefusals.ReadModelBehind)
        .Returns<Http.Page<Item>>();

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Filter.Owner).Ids(Ids.Organization);
            RuleFor(q => q.Filter.State).CodesOf(AchievementPhase.Approved);
            RuleFor(q => q.Filter.Field).CodesOf(TechnicalField.Environment);
            RuleFor(q => q.Filter.Region).RegionCodes();
            RuleFor(q => q.Filter.Stage).CodesOf(AchievementStage.Mature);
            RuleFor(q => q.Filter.TransferMode).CodesOf(TransferMode.Transfer);
            RuleFor(q => q.Filter.UpdatedSince).Moment();
            RuleFor(q => q.Filter.Limit).Limit();
        }
    }

    internal sealed class Handler(Projections projections) : IRequestHandler<Query, Result<Http.Page<Item>>>
    {
        public Task<Result<Http.Page<Item>>> Handle(Query query, CancellationToken cancellationToken)
        {
            var filter = query.Filter;
            return projections.ListAsync(query.Caller, new AchievementList
            {
                Viewer = Viewer.Of(query.Caller.Actor),
                Owners = Codes.Split(filter.Owner),
                States = Codes.List<AchievementPhase>(filter.State),
                Fields = Codes.List<TechnicalField>(filter.Field),
                Regions = Codes.Split(filter.Region),
                Stages = Codes.List<AchievementStage>(filter.Stage),
                TransferModes = Codes.List<TransferMode>(filter.TransferMode),
                UpdatedSince = Json.ReadInstant(filter.UpdatedSince),
            }, filter.Limit, filter.Cursor, Show, cancellationToken);
        }

        private static Item Show(AchievementRow row) => new(
            row.Id, row.Owner, row.OwnerName, row.State, row.TitleZh, row.TitleEn, row.Field, row.Stage, row.Region,
            Codes.Split(row.TransferModes), row.PriceIntention is { } price ? new Money(price) : null, new Instant(row.UpdatedAt));
    }
}
