using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Organizations;
using Marketplace.Log;
using MediatR;

namespace Marketplace.Api.Achievements;

/// <summary>Hands a complete draft to the market's operators for approval.</summary>
public static class SubmitAchievement
{
    public sealed record Command(Caller Caller, string AchievementId) : ICommand<AchievementResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/achievements/{achievementId}/submission", (string achievementId, HttpContext http, ISender sender) =>
            sender.Do(http, new Command(http.Caller(), achievementId)))
        .Describe(typeof(SubmitAchievement), "Submit an achievement for approval", "All that is missing is named at once, each with its pointer.",
            AchievementRefusals.NotFound, AchievementRefusals.NotOwner, AchievementRefusals.PhaseForbids, AchievementRefusals.Incomplete,
            AchievementRefusals.FieldMissing, OrganizationRefusals.NotVerified, OrganizationRefusals.Suspended, HttpRefusals.VersionGone)
        .Returns<AchievementResource>();

    internal sealed class Handler(Market market, Seals seals) : IRequestHandler<Command, Result<AchievementResource>>
    {
        public async Task<Result<AchievementResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, self) = (command.AchievementId, command.Caller.Self);
            var outcome = await market.DecideAsync(command, [id, self.Organization], log =>
                command.Caller.Misses(log.Version(id)) is { } gone ? Effect.Refuse(gone)
                    : log.State<Achievement>(id).Submit(self, log.State<Organization>(self.Organization), log.Time()).On(id), cancellationToken);
            return await market.AnswerAsync<Achievement, AchievementResource>(outcome, id, submitted => AchievementResource.From(submitted, seals), cancellationToken);
        }
    }
}
