using System.Globalization;
using FluentValidation;
using Marketplace.Api.Checkpoints;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.Organizations;
using Marketplace.Log;
using MediatR;

namespace Marketplace.Api.Auctions;

/// <summary>代理出价: leaves a secret maximum up to which the market bids for the bidder, always the least that leads.</summary>
public static class SetProxyBid
{
    /// <param name="OnBehalfOf">As in PlaceBid.</param>
    public sealed record Body(Money Maximum, string? OnBehalfOf = null);

    public sealed record Command(Caller Caller, string AuctionId, Money Maximum, string? OnBehalfOf = null) : ICommand<ProxyReceipt>;

    /// <summary>For the bidder and its agent alone: what it left, and the proof that it stands in the log.</summary>
    /// <param name="Opening">The bytes behind the commitment: the amount in fen as decimal digits, then 16 random bytes; in Base64.</param>
    /// <param name="Number">Which of the auction's maxima it is, from 1; of equal ones the lower wins.</param>
    /// <param name="Proof">Absent from an answer that is given again before the read model has reached it.</param>
    public sealed record ProxyReceipt(
        string Auction, string BidId, string Label, Money Maximum, byte[] Commitment, byte[] Opening, long Number, Instant ArrivedAt, Instant DecidedAt, long Position, EventProof? Proof);

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/auctions/{auctionId}/proxy-bids", (string auctionId, Body body, HttpContext http, ISender sender) =>
            sender.Create(http, new Command(http.Caller(), auctionId, body.Maximum, body.OnBehalfOf), _ => $"/v1/auctions/{auctionId}/bids"))
        .Describe(typeof(SetProxyBid), "Leave a maximum for automatic bids",
            "Where the announcement allows it. The market bids the least number of whole steps that no other maximum can top; of equal maxima the one that was left earlier wins. It can be raised and not taken back. Nobody else is told of it; after the end the maxima of those who did not win are opened in the auction's record.",
            [.. BidReceipts.Common, .. BidFor.Refusals, BidRefusals.TooLow, BidRefusals.ProxyNotRaised])
        .NeedsKey()
        .Returns<ProxyReceipt>(StatusCodes.Status201Created);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.OnBehalfOf).Id(Ids.Organization);
    }

    internal sealed class Handler(Market market, BidReceipts receipts, ProxyMaxima maxima, Seals seals, EventProofs proofs) : IRequestHandler<Command, Result<ProxyReceipt>>
    {
        public async Task<Result<ProxyReceipt>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (auction, bidder) = (command.AuctionId, new BidFor(command.Caller.Self, command.OnBehalfOf));
            var (bidders, refusals, proxies) = (AuctionBidders.StreamOf(auction), RefusedBids.StreamOf(auction), ProxyBids.StreamOf(auction));
            var bid = new BidRequest(market.NewId(Ids.Bid), bidder.Organization, command.Maximum, market.At(command.Caller.ArrivedAt), BidForm.Proxy, Agent: bidder.Agent);
            // Only of an auction that is there: else every id that somebody made up would leave a key behind.
            if (!(await market.ReadAsync<Auction>(auction, cancellationToken)).Exists) return AuctionRefusals.NotFound;
            var maximum = seals.Seal(auction, command.Maximum.Fen.ToString(CultureInfo.InvariantCulture));
            while (true)
            {
                var (known, missing) = ((await maxima.OpenAsync(auction, cancellationToken) ?? []).Add(bid.Bid, command.Maximum), false);
                var outcome = await market.DecideAsync(command, [auction, bidders, refusals, proxies, .. bidder.Streams], log =>
                {
                    if (bidder.Unauthorised(log) is { } unauthorised) return Effect.Refuse(unauthorised);
                    var (state, all) = (log.State<Auction>(auction), log.State<ProxyBids>(proxies));
                    if (!ProxyMaxima.Covers(known, all))
                    {
                        missing = true;
                        return Effect.Refuse((Refusal)HttpRefusals.Busy);
                    }
                    var set = all.Set(state, log.State<AuctionBidders>(bidders), log.State<Organization>(bidder.Organization), bid, maximum, known, log.Time());
                    if (set.Record is { } record) return Effect.None.And(refusals, record);
                    if (set.Auction.Refused) return set.Auction.On(proxies);
                    foreach (var e in set.Auction.Events) all = all.Apply(e);
                    return set.Auction.On(proxies).And(auction, ProxyBidding.Answers(state, all.InForce(known), bid.Bid, log.Time()));
                }, cancellationToken);
                // A maximum that was left meanwhile: it is opened, and this one is decided again.
                if (!missing) return await AnswerAsync(command.Caller, outcome, cancellationToken);
            }
        }

        private async Task<Result<ProxyReceipt>> AnswerAsync(Caller caller, Outcome outcome, CancellationToken cancel)
        {
            if (outcome.Events.FirstOrDefault(e => e.Content is ProxyBidSet) is not { } e)
            {
                var refused = await receipts.AnswerAsync(caller, outcome, cancel);
                return new Result<ProxyReceipt>(null, refused.Refusal) { Receipt = refused.Receipt } with { Position = refused.Position, Replayed = refused.Replayed };
            }
            var set = (ProxyBidSet)e.Content;
            var opening = maxima.Opening(set);
            var proof = await proofs.OfAsync(caller, outcome, e.Stored, cancel);
            return new Result<ProxyReceipt>(new ProxyReceipt(ProxyBids.AuctionOf(e.Stream), set.Bid, set.Label, Reserve.Decode(opening), set.Maximum.Commitment, opening,
                set.Number, set.ArrivedAt, set.AcceptedAt, e.Position, proof), null, outcome.Position, Replayed: outcome.Kind is OutcomeKind.Replayed);
        }
    }
}
