using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Achievements;
using Marketplace.Log;
using MediatR;

namespace Marketplace.Api.Achievements;

/// <summary>Writes the whole content of a draft or returned achievement anew.</summary>
public static class ReviseAchievement
{
    public sealed record Command(Caller Caller, string AchievementId, AchievementDescription Body) : ICommand<AchievementResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/v1/achievements/{achievementId}", (string achievementId, AchievementDescription body, HttpContext http, ISender sender) =>
            sender.Do(http, new Command(http.Caller(), achievementId, body)))
        .Describe(typeof(ReviseAchievement), "Revise an achievement",
            "The body is the content as it was read, with the changes. A completer who is named already keeps the id. What was returned is a draft again.",
            AchievementRefusals.NotFound, AchievementRefusals.NotOwner, AchievementRefusals.PhaseForbids, AchievementRefusals.Secret,
            AchievementRefusals.ContentInvalid, AchievementRefusals.TooManyKeywords, AchievementRefusals.RegionUnknown,
            AchievementRefusals.MonthMalformed, AchievementRefusals.PeriodReversed, AchievementRefusals.IpNoneNotAlone,
            AchievementRefusals.PatentNumberInvalid, AchievementRefusals.PatentKindDiffers, AchievementRefusals.CompleterUnknown)
        .NeedsVersion()
        .Returns<AchievementResource>();

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body).SetValidator(new AchievementDescriptionValidator());
    }

    internal sealed class Handler(Market market, Completers completers, Seals seals) : IRequestHandler<Command, Result<AchievementResource>>
    {
        public async Task<Result<AchievementResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, self) = (command.AchievementId, command.Caller.Self);
            var seen = (await market.ReadAsync<Achievement>(id, cancellationToken)).State;
            if (!seen.VisibleTo(self)) return AchievementRefusals.NotFound;
            // Sealed out here against the state as it was seen; the version in If-Match makes sure that it is the one decided on.
            var (named, unknown) = completers.Seal(command.Body.Completers, seen.Content.Completers);
            var content = command.Body.ToContent(named);
            var outcome = await market.DecideAsync(command, [id], log =>
            {
                if (command.Caller.Misses(log.Version(id)) is { } gone) return Effect.Refuse(gone);
                return unknown is not null ? Effect.Refuse(unknown) : log.State<Achievement>(id).Revise(self, content).On(id);
            }, cancellationToken);
            return await market.AnswerAsync<Achievement, AchievementResource>(outcome, id, revised => AchievementResource.From(revised, seals), cancellationToken);
        }
    }
}
