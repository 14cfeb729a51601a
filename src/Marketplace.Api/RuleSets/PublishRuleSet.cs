using System.Linq.Expressions;
using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.RuleSets;
using MediatR;

namespace Marketplace.Api.RuleSets;

/// <summary>Makes a new version of the market's rules public; it applies seven days later at the earliest (电子商务法 art. 34).</summary>
public static class PublishRuleSet
{
    /// <param name="EffectiveFrom">First day (Asia/Shanghai) on which it applies.</param>
    /// <param name="Region">GB/T 2260; absent for the whole country.</param>
    /// <param name="Deals">The market's own apply where they are left out.</param>
    /// <param name="Sales">Likewise.</param>
    /// <param name="Releases">Likewise.</param>
    public sealed record Body(
        string Version, DateOnly EffectiveFrom, string Source, AuctionRules Auction, PublicityRules Publicity, RegistrationRules Registration, string? Region = null,
        DealRules? Deals = null, SaleRules? Sales = null, ReleaseRules? Releases = null);

    public sealed record Command(Caller Caller, Body Body) : ICommand<RuleSetResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/rule-sets", (Body body, HttpContext http, ISender sender) =>
            sender.Create(http, new Command(http.Caller(), body), published => $"/v1/rule-sets/{published.Version}"))
        .NeedsKey()
        .Describe(typeof(PublishRuleSet), "Publish a rule set",
            "A version is public for seven whole days before it applies, and never changes. Deals keep the version they ran under. Every number names its source and stays within the bounds of the law.",
            RuleSetRefusals.VersionMalformed, RuleSetRefusals.VersionTaken, RuleSetRefusals.RegionMalformed, RuleSetRefusals.NoticeTooShort,
            RuleSetRefusals.DayTaken, RuleSetRefusals.SourceMissing, RuleSetRefusals.ValueOutOfRange)
        .Returns<RuleSetResource>(StatusCodes.Status201Created);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            Sourced(c => c.Body.Source);
            Sourced(c => c.Body.Auction.NoticeDays.Source);
            Sourced(c => c.Body.Auction.BiddingNoticeDays.Source);
            Sourced(c => c.Body.Auction.ExhibitionDays.Source);
            Sourced(c => c.Body.Auction.DepositMinPercent.Source);
            Sourced(c => c.Body.Auction.DepositMaxPercent.Source);
            Sourced(c => c.Body.Auction.ExtensionWindowSeconds.Source);
            Sourced(c => c.Body.Auction.MinimumOpenHours.Source);
            Sourced(c => c.Body.Auction.DepositReleaseHours.Source);
            Sourced(c => c.Body.Auction.SingleBidderSuffices.Source);
            Sourced(c => c.Body.Publicity.Days.Source);
            Sourced(c => c.Body.Registration.DecisionDays.Source);
            Sourced(c => c.Body.Registration.SecondReviewFrom.Source);
            When(c => c.Body.Deals is not null, () =>
            {
                Sourced(c => c.Body.Deals!.CoOwnerConsent.Source);
                Sourced(c => c.Body.Deals!.NotifyCompleters.Source);
                Sourced(c => c.Body.Deals!.NotifyClient.Source);
                Sourced(c => c.Body.Deals!.NotifyCoOwners.Source);
                Sourced(c => c.Body.Deals!.PriorityDays.Source);
            });
            When(c => c.Body.Sales is not null, () =>
            {
                Sourced(c => c.Body.Sales!.Commission.Source);
                Sourced(c => c.Body.Sales!.MaxReductionPercent.Source);
                Sourced(c => c.Body.Sales!.PauseDays.Source);
                Sourced(c => c.Body.Sales!.PriorityNoticeDays.Source);
                Sourced(c => c.Body.Sales!.CoOwnerRank.Source);
                Sourced(c => c.Body.Sales!.ClientRank.Source);
                Sourced(c => c.Body.Sales!.CompleterRank.Source);
            });
            When(c => c.Body.Releases is not null, () =>
            {
                Sourced(c => c.Body.Releases!.LeastContracts.Source);
                Sourced(c => c.Body.Releases!.FinalMonths.Source);
            });
        }

        private void Sourced(Expression<Func<Command, string?>> source) => RuleFor(source).Text(500);
    }

    internal sealed class Handler(Market market) : IRequestHandler<Command, Result<RuleSetResource>>
    {
        public async Task<Result<RuleSetResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var body = command.Body;
            var rules = new RuleSet(body.Version, body.EffectiveFrom, body.Region, body.Source, body.Auction, body.Publicity, body.Registration, body.Deals, body.Sales, body.Releases);
            var outcome = await market.DecideAsync(command, [RuleBook.Stream], log =>
                log.State<RuleBook>(RuleBook.Stream).Publish(rules, log.Time()).On(RuleBook.Stream), cancellationToken);
            return Market.Answer(outcome, events => new Result<RuleSetResource>(RuleSetResource.From(((RuleSetPublished)events[0].Content).RuleSet), null, Version: 1));
        }
    }
}
