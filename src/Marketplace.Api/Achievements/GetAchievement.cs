using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Achievements;
using MediatR;

namespace Marketplace.Api.Achievements;

/// <summary>One achievement, as it is now.</summary>
public static class GetAchievement
{
    public sealed record Query(Caller Caller, string AchievementId) : IQuery<AchievementResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/achievements/{achievementId}", (string achievementId, HttpContext http, ISender sender) =>
            sender.Get(http, new Query(http.Caller(), achievementId)))
        .Describe(typeof(GetAchievement), "Read an achievement",
            "Public once it is approved. Before that its owner sees it, and from the submission on the operators and supervisors; for all others it does not exist.",
            AchievementRefusals.NotFound)
        .Returns<AchievementResource>();

    internal sealed class Handler(Market market, Seals seals) : IRequestHandler<Query, Result<AchievementResource>>
    {
        public async Task<Result<AchievementResource>> Handle(Query query, CancellationToken cancellationToken)
        {
            var achievement = await market.ReadAsync<Achievement>(query.AchievementId, cancellationToken);
            if (!achievement.State.VisibleTo(query.Caller.Actor)) return AchievementRefusals.NotFound;
            var resource = AchievementResource.From(achievement, seals);
            return new Result<AchievementResource>(resource, null, Version: achievement.Version) { View = resource.View };
        }
    }
}
