using System.Collections.Immutable;
using FluentValidation;
using Marketplace.Api.Checkpoints;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Api.Reports;
using Marketplace.Domain;
using Marketplace.Domain.Organizations;
using Marketplace.Domain.Releases;
using Marketplace.Domain.RuleSets;
using Marketplace.ReadModel.Releases;
using MediatR;

namespace Marketplace.Api.Releases;

/// <summary>Publishes a month's figures as they are known now, if they add up.</summary>
public static class ReleaseReport
{
    /// <param name="Period">A month that is over, Asia/Shanghai: 2026-07.</param>
    /// <param name="Base">registered (认定登记): by the registration office's place; output (输出): by the seller's; absorption (吸纳): by the buyer's.</param>
    /// <param name="Status">preliminary, then revised, then final; the first may be final at once.</param>
    /// <param name="Region">A place by its GB/T 2260 code, with what lies below it; hmt or other. The whole country where it is left out.</param>
    /// <param name="By">The dimensions to tell the total apart by, each once; all nine where it is left out. By origin it is always told apart, so that invented contracts show.</param>
    /// <param name="Previous">Id of the latest release of the same period, base and region; left out for the first.</param>
    /// <param name="Note">Published. Needed where figures differ from the vintage before.</param>
    /// <param name="AcceptSmallCells">true: rows with fewer contracts than the rules want are published all the same, and the release says so.</param>
    public sealed record Body(
        string Period, ReportBase Base, ReleaseStatus Status, string? Region = null, ImmutableArray<ReportDimension>? By = null, string? Previous = null, string? Note = null,
        bool? AcceptSmallCells = null);

    public sealed record Command(Caller Caller, Body Body) : ICommand<ReleaseResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/reports/releases", (Body body, HttpContext http, ISender sender) =>
            sender.Create(http, new Command(http.Caller(), body), released => $"/v1/reports/releases/{released.Id}"))
        .Describe(typeof(ReleaseReport), "Release a month's report",
            "The figures are frozen as they are known now, under a number of their own, and are public from then on. They are checked first: rows against totals, the year against its months, the three bases against each other; nothing is released that does not add up.",
            ReleaseRefusals.MonthNotOver, ReleaseRefusals.PreviousUnknown, ReleaseRefusals.NotLatest, ReleaseRefusals.Final, ReleaseRefusals.NothingToRevise, ReleaseRefusals.StatusForbidden,
            ReleaseRefusals.TooEarlyForFinal, ReleaseRefusals.Negative, ReleaseRefusals.RowsDiffer, ReleaseRefusals.YearDiffers, ReleaseRefusals.BasesDiffer, ReleaseRefusals.SmallCells,
            ReleaseRefusals.NoteMissing, OrganizationRefusals.NotVerified, OrganizationRefusals.Suspended, HttpRefusals.ReadModelBehind, HttpRefusals.ReadModelIncomplete)
        .NeedsKey()
        .Returns<ReleaseResource>(StatusCodes.Status201Created);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Period).Period();
            RuleFor(c => c.Body.Region).Place();
            RuleFor(c => c.Body.By).Must(by => by is not { } dimensions || dimensions.Distinct().Count() == dimensions.Length).Says("Each dimension is expected once.", "每个分组维度只写一次。");
            RuleFor(c => c.Body.Previous).Id(Ids.Release);
            RuleFor(c => c.Body.Note).Text(1000);
        }
    }

    internal sealed class Handler(Market market, Projections projections, EventProofs proofs) : IRequestHandler<Command, Result<ReleaseResource>>
    {
        public async Task<Result<ReleaseResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, body, self) = (market.NewId(Ids.Release), command.Body, command.Caller.Self);
            _ = Month.TryParse(body.Period, out var period);
            var before = body.Previous is null ? null : (await market.ReadAsync<Release>(body.Previous, cancellationToken)).State.Published;
            // As of now, and never older than the figures of the vintage before, which another process may have taken from further on.
            var from = Math.Max(Math.Max(command.Caller.Position ?? 0, market.Position), before?.FiguresPosition ?? 0);
            var answer = await projections.AskAsync(command.Caller with { Position = from }, new ReleaseFigures { Period = period, Base = body.Base, Region = body.Region, By = Dimensions(body.By) }, cancellationToken);
            if (answer.Refusal is { } refusal) return refusal;
            if (answer.Value!.Figures is not { } figures) return HttpRefusals.ReadModelIncomplete;

            var draft = new ReleaseDraft(period, body.Base, body.Region, body.Status, body.Previous, body.Note, body.AcceptSmallCells is true, figures);
            var claim = Release.Claim(period, body.Base, body.Region);
            string[] streams = [id, .. body.Previous is { } named ? (string[])[named] : [], RuleBook.Stream, self.Organization];
            var outcome = await market.DecideAsync(command, streams, log =>
            {
                var (now, previous) = (log.Time(), body.Previous is { } last ? log.State<Release>(last) : Release.Initial);
                var decision = log.State<Release>(id).Publish(draft, self, log.State<Organization>(self.Organization), log.HolderOf(claim), previous,
                    log.State<RuleBook>(RuleBook.Stream).InForce(now, body.Region), now);
                var effect = decision.On(id);
                if (decision.Refused) return effect;
                if (body.Previous is { } superseded) effect.And(superseded, previous.Supersede(id, now).Events).Release(claim);
                return effect.Claim(claim, id);
            }, cancellationToken, claim);

            if (Market.Refused(outcome) is { } refused) return refused;
            var (e, released) = (outcome.Events[0].Stored, (ReportReleased)outcome.Events[0].Content);
            var proof = await proofs.OfAsync(command.Caller, outcome, e, cancellationToken);
            return Market.Answer<ReleaseResource>(outcome, _ => ReleaseResource.Of(e, released, before, null, proof, command.Caller));
        }

        private static ImmutableArray<ReportDimension> Dimensions(ImmutableArray<ReportDimension>? asked) =>
            asked is not { } by ? [.. Enum.GetValues<ReportDimension>()] : by.Contains(ReportDimension.Origin) ? by : by.Add(ReportDimension.Origin);
    }
}
