using System.Collections.Immutable;
using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Achievements;
using Marketplace.Log;
using MediatR;

namespace Marketplace.Api.Achievements;

/// <summary>The market's operator approves what was submitted, or returns it with what has to change.</summary>
public static class ReviewAchievement
{
    /// <summary>What the operator decides.</summary>
    public enum Verdict
    {
        Approve,
        Return,
    }

    /// <param name="Decision">approve: from now on it is public; return: the owner has to change something.</param>
    /// <param name="Reasons">With a return: what the owner has to change, one sentence each.</param>
    public sealed record Body(Verdict Decision, ImmutableArray<string>? Reasons = null);

    public sealed record Command(Caller Caller, string AchievementId, Body Body) : ICommand<AchievementResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/achievements/{achievementId}/review", (string achievementId, Body body, HttpContext http, ISender sender) =>
            sender.Do(http, new Command(http.Caller(), achievementId, body)))
        .Describe(typeof(ReviewAchievement), "Review an achievement", "Approved it is public and can be listed; returned it is the owner's to revise.",
            AchievementRefusals.NotFound, AchievementRefusals.PhaseForbids, AchievementRefusals.ReasonsMissing, HttpRefusals.VersionGone)
        .Returns<AchievementResource>();

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Reasons).Reasons();
            RuleFor(c => c.Body.Reasons).Must(reasons => reasons is not { Length: > 0 }).When(c => c.Body.Decision is Verdict.Approve)
                .Says("An approval has no reasons.", "通过时不填写理由。");
        }
    }

    internal sealed class Handler(Market market, Seals seals) : IRequestHandler<Command, Result<AchievementResource>>
    {
        public async Task<Result<AchievementResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, body) = (command.AchievementId, command.Body);
            var outcome = await market.DecideAsync(command, [id], log =>
            {
                if (command.Caller.Misses(log.Version(id)) is { } gone) return Effect.Refuse(gone);
                var achievement = log.State<Achievement>(id);
                if (!achievement.VisibleTo(command.Caller.Self)) return Effect.Refuse((Domain.Refusal)AchievementRefusals.NotFound);
                return (body.Decision is Verdict.Approve ? achievement.Approve(log.Time()) : achievement.Return(body.Reasons ?? [])).On(id);
            }, cancellationToken);
            return await market.AnswerAsync<Achievement, AchievementResource>(outcome, id, reviewed => AchievementResource.From(reviewed, seals), cancellationToken);
        }
    }
}
