using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Listings;
using Marketplace.Log;
using MediatR;

namespace Marketplace.Api.Achievements;

/// <summary>Takes an achievement off the market for good.</summary>
public static class WithdrawAchievement
{
    public sealed record Body(string? Reason = null);

    public sealed record Command(Caller Caller, string AchievementId, Body Body) : ICommand<AchievementResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/achievements/{achievementId}/withdrawal", (string achievementId, Body body, HttpContext http, ISender sender) =>
            sender.Do(http, new Command(http.Caller(), achievementId, body)))
        .Describe(typeof(WithdrawAchievement), "Withdraw an achievement", "Not while a listing of it is open, and not after its right is sold.",
            AchievementRefusals.NotFound, AchievementRefusals.NotOwner, AchievementRefusals.PhaseForbids, AchievementRefusals.Listed, HttpRefusals.VersionGone)
        .Returns<AchievementResource>();

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reason).Text(500);
    }

    internal sealed class Handler(Market market, Seals seals) : IRequestHandler<Command, Result<AchievementResource>>
    {
        public async Task<Result<AchievementResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, claim) = (command.AchievementId, Listing.Claim(command.AchievementId));
            var outcome = await market.DecideAsync(command, [id], log =>
            {
                if (command.Caller.Misses(log.Version(id)) is { } gone) return Effect.Refuse(gone);
                var decision = log.State<Achievement>(id).Withdraw(command.Caller.Self, command.Body.Reason);
                if (decision.Refused) return decision.On(id);
                // The claim is kept for ever: nothing withdrawn can be listed.
                return log.HolderOf(claim) is null ? decision.On(id).Claim(claim, id) : Effect.Refuse((Refusal)AchievementRefusals.Listed);
            }, cancellationToken, claim);
            return await market.AnswerAsync<Achievement, AchievementResource>(outcome, id, withdrawn => AchievementResource.From(withdrawn, seals), cancellationToken);
        }
    }
}
