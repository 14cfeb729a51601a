using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using MediatR;

namespace Marketplace.Api.Achievements;

/// <summary>Begins an achievement of the caller's organization; anything may still be missing.</summary>
public static class DraftAchievement
{
    public sealed record Command(Caller Caller, AchievementDescription Body) : ICommand<AchievementResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/achievements", (AchievementDescription body, HttpContext http, ISender sender) =>
            sender.Create(http, new Command(http.Caller(), body), drafted => $"/v1/achievements/{drafted.Id}"))
        .Describe(typeof(DraftAchievement), "Draft an achievement",
            "Only its own organization sees a draft. What is there must be right; what is missing is asked for at the submission. Completers' names are sealed, each under a key of its own.",
            AchievementRefusals.Secret, AchievementRefusals.ContentInvalid, AchievementRefusals.TooManyKeywords, AchievementRefusals.RegionUnknown,
            AchievementRefusals.MonthMalformed, AchievementRefusals.PeriodReversed, AchievementRefusals.IpNoneNotAlone,
            AchievementRefusals.PatentNumberInvalid, AchievementRefusals.PatentKindDiffers, AchievementRefusals.CompleterUnknown)
        .Returns<AchievementResource>(StatusCodes.Status201Created);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body).SetValidator(new AchievementDescriptionValidator());
    }

    internal sealed class Handler(Market market, Completers completers, Seals seals) : IRequestHandler<Command, Result<AchievementResource>>
    {
        public async Task<Result<AchievementResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var id = market.NewId(Ids.Achievement);
            var (named, unknown) = completers.Seal(command.Body.Completers, []);
            if (unknown is not null) return unknown;
            var content = command.Body.ToContent(named);
            var outcome = await market.DecideAsync(command, [id], log => log.State<Achievement>(id).Draft(command.Caller.Self, content).On(id), cancellationToken);
            return await market.AnswerAsync<Achievement, AchievementResource>(outcome, id, drafted => AchievementResource.From(drafted, seals), cancellationToken);
        }
    }
}
