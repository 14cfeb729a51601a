using System.ComponentModel;
using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.Deals;
using Marketplace.Domain.RuleSets;
using MediatR;

namespace Marketplace.Api.Auctions;

/// <summary>The market finds that a bidder meets the conditions, or says why it does not.</summary>
public static class QualifyBidder
{
    public enum Verdict { Qualified, Rejected }

    /// <param name="Reasons">Needed for a rejection; the bidder reads them.</param>
    /// <param name="Priority">A priority that the market finds besides, such as that of a completer who bids through the organization.</param>
    /// <param name="Evidence">Needed with a priority: by what it was found.</param>
    public sealed record Body(Verdict Decision, IReadOnlyList<string>? Reasons = null, HolderKind? Priority = null, string? Evidence = null);

    public sealed record Command(Caller Caller, string AuctionId, string Label, Body Body) : ICommand<BidderResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/auctions/{auctionId}/bidders/{label}/qualification", (string auctionId, [Description("The label under which the organization bids.")] string label, Body body, HttpContext http, ISender sender) =>
            sender.Do(http, new Command(http.Caller(), auctionId, label, body)))
        .Describe(typeof(QualifyBidder), "Qualify or reject a bidder", "A rejected bidder's deposit goes back at once.",
            AuctionRefusals.NotFound, AuctionRefusals.Withdrawn, AuctionRefusals.Annulled, AuctionRefusals.Ended, AuctionRefusals.NotOperator,
            BidderRefusals.NotFound, BidderRefusals.AlreadyDecided, BidderRefusals.ReasonMissing, BidderRefusals.EvidenceMissing, PriorityRefusals.NotAnnounced)
        .Returns<BidderResource>();

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleForEach(c => c.Body.Reasons).Text(500);
            RuleFor(c => c.Body.Evidence).Text(500);
            RuleFor(c => c.Body.Evidence).Must((command, evidence) => evidence is null || command.Body.Priority is not null).Says("Evidence is given for a priority.", "认定依据仅用于优先权。");
            RuleFor(c => c.Body.Priority).Must((command, priority) => priority is null || command.Body.Decision is Verdict.Qualified).Says("Only a bidder that qualifies has a priority.", "仅通过资格审查的竞买人享有优先权。");
        }
    }

    internal sealed class Handler(Market market) : IRequestHandler<Command, Result<BidderResource>>
    {
        public async Task<Result<BidderResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (auction, bidders, self) = (command.AuctionId, AuctionBidders.StreamOf(command.AuctionId), command.Caller.Self);
            var outcome = await market.DecideAsync(command, [auction, bidders, RuleBook.Stream], log =>
            {
                var (state, current) = (log.State<Auction>(auction), log.State<AuctionBidders>(bidders));
                return (command.Body.Decision is Verdict.Qualified
                    ? current.Qualify(state, command.Label, self, log.Time(), command.Body.Priority, command.Body.Evidence,
                        state.Announced is { } announced ? log.State<RuleBook>(RuleBook.Stream).Find(announced.RuleSet) : null)
                    : current.Reject(state, command.Label, [.. command.Body.Reasons ?? []], self, log.Time())).On(bidders);
            }, cancellationToken);
            return await BidderResource.AnswerAsync(market, outcome, auction, all => all.Find(command.Label), cancellationToken);
        }
    }
}
