using FsCheck;
using FsCheck.Fluent;
using Marketplace.Domain.Auctions;

namespace Marketplace.Domain.Tests.Auctions;

/// <summary>Random orders to the bidders' ledger, in and out of season; beside it a book kept by hand.</summary>
public class DepositProperties
{
    public enum Step { Register, Qualify, Reject, Confirm, ConfirmWrong, Bid, Withdraw, Close, ConfirmSale, Settle, Pause, Resume, Default, Annul }

    public sealed record Order(Step Step, int Bidder);

    public static Arbitrary<Order[]> Orders() => Arb.From(
        (from step in Gen.Frequency(
            (12, Gen.Constant(Step.Register)), (12, Gen.Constant(Step.Qualify)), (12, Gen.Constant(Step.Confirm)), (4, Gen.Constant(Step.Bid)),
            (3, Gen.Constant(Step.ConfirmSale)), (3, Gen.Constant(Step.Settle)),
            (1, Gen.Elements(Step.Reject, Step.ConfirmWrong)), (1, Gen.Elements(Step.Withdraw, Step.Close)), (1, Gen.Elements(Step.Pause, Step.Resume)), (1, Gen.Elements(Step.Default, Step.Annul)))
         from bidder in Gen.Choose(1, 4)
         select new Order(step, bidder)).ArrayOf(80));

    private static Actor Bidder(int number) => Lot.Of($"杭州第{number}科技有限公司");

    [Property(Arbitrary = [typeof(DepositProperties)], MaxTest = 3_000)]
    public void What_is_held_is_what_arrived_less_what_left(Order[] orders)
    {
        var auction = Lot.Announced(terms => terms with { RegistrationClosesAt = Lot.ClosesAt, Sale = new SaleTerms(NextBidder: true) });
        var bidders = AuctionBidders.Initial;
        var now = Lot.At(5, 10);
        var (arrived, back, toPrice, lost) = (new Dictionary<string, long>(), new Dictionary<string, long>(), new Dictionary<string, long>(), new Dictionary<string, long>());

        foreach (var (step, number) in orders)
        {
            now = step is Step.Bid or Step.Close ? Instant.Max(now, step is Step.Bid ? Lot.At(15, 12) : auction.ClosesAt) : now + TimeSpan.FromMinutes(7);
            var decision = Decide(auction, bidders, step, number, now);
            if (decision.Refused) continue;
            foreach (var e in decision.Events)
            {
                if (e is DepositConfirmed confirmed) Add(arrived, confirmed.Label, confirmed.Amount);
                if (e is DepositReleased released) Add(back, released.Label, released.Amount);
                if (e is DepositApplied applied) Add(toPrice, applied.Label, applied.Amount);
                if (e is DepositUnapplied unapplied) Add(toPrice, unapplied.Label, Money.Zero - unapplied.Amount);
                if (e is DepositForfeited forfeited) Add(lost, forfeited.Label, forfeited.Amount);
                if (e is DepositReleased release) Assert.That(release.DueBy, Is.GreaterThanOrEqualTo(release.ReleasedAt).Or.EqualTo(auction.DepositsDueBackBy));
                if (e is BidderRegistered or BidderQualified or BidderRejected or DepositConfirmed or DepositReleased or DepositApplied or DepositUnapplied or DepositForfeited)
                {
                    bidders = bidders.Apply(e);
                    continue;
                }
                var from = auction.Phase!.Value;
                auction = auction.Apply(e);
                Assert.That(auction.Phase == from || Auction.Next.Allows(from, auction.Phase!.Value), $"{from} to {auction.Phase} is not listed");
            }
            AssertAddsUp(auction, bidders, arrived, back, toPrice, lost);
        }
    }

    private static Decision Decide(Auction auction, AuctionBidders bidders, Step step, int number, Instant now) => step switch
    {
        Step.Register => bidders.Register(auction, Lot.InGoodStanding, Bidder(number), now),
        Step.Qualify => bidders.Qualify(auction, $"{number}", Lot.Market, now),
        Step.Reject => bidders.Reject(auction, $"{number}", ["材料不全"], Lot.Market, now),
        Step.Confirm => bidders.ConfirmDeposit(auction, $"{number}", Lot.Deposit, "20260906", Lot.Market, now),
        Step.ConfirmWrong => bidders.ConfirmDeposit(auction, $"{number}", Lot.Deposit + new Money(1), "20260906", Lot.Market, now),
        Step.Bid => Bidding.Place(auction, bidders, Lot.InGoodStanding,
            new BidRequest("bid_x", Bidder(number).Organization, auction.MinimumNext!.Value, now), now).Auction,
        Step.Withdraw => auction.Withdraw("专利权属发生争议", Lot.University, now),
        Step.Close => auction.Turn(auction.ClosesAt, null),
        Step.ConfirmSale => auction.Confirm(Lot.Market, now),
        Step.Pause => auction.Rest("机房断电", marketWide: false, Lot.Market, now),
        Step.Resume => auction.Resume(Lot.Market, now),
        Step.Default => auction.DeclareDefault("逾期未签订合同", filed: false, Lot.Market, now),
        Step.Annul => auction.Annul(AnnulmentGround.Collusion, "恶意串通", filed: false, Lot.Market, now),
        _ => bidders.SettleDeposits(auction, now),
    };

    private static void Add(Dictionary<string, long> book, string label, Money amount) =>
        book[label] = book.GetValueOrDefault(label) + amount.Fen;

    private static void AssertAddsUp(
        Auction auction, AuctionBidders bidders, Dictionary<string, long> arrived, Dictionary<string, long> back, Dictionary<string, long> toPrice, Dictionary<string, long> lost)
    {
        Assert.That(bidders.All.Select(bidder => bidder.Label), Is.EqualTo(Enumerable.Range(1, bidders.All.Count).Select(n => $"{n}")));
        foreach (var bidder in bidders.All)
        {
            var held = arrived.GetValueOrDefault(bidder.Label) - back.GetValueOrDefault(bidder.Label) - toPrice.GetValueOrDefault(bidder.Label) - lost.GetValueOrDefault(bidder.Label);
            Assert.That(bidder.Deposit.Held.Fen, Is.EqualTo(held).And.AnyOf(0, Lot.Deposit.Fen));
        }
        Assert.That(bidders.Deposits.Confirmed.Fen, Is.EqualTo(arrived.Values.Sum()));
        Assert.That(bidders.Deposits.Held.Fen, Is.EqualTo(arrived.Values.Sum() - back.Values.Sum() - toPrice.Values.Sum() - lost.Values.Sum()));
        Assert.That(bidders.Deposits.Forfeited.Fen, Is.EqualTo(lost.Values.Sum()));
        Assert.That(lost.Keys, Is.SubsetOf(auction.Defaults.Select(one => one.Label)));
        // What was undone is settled with the next order to settle.
        string?[] buyers = [.. auction.Defaults.Select(one => one.Label), auction.Phase is AuctionPhase.Confirmed or AuctionPhase.Annulled ? auction.Result?.Winner : null];
        Assert.That(toPrice.Where(each => each.Value != 0).Select(each => each.Key), Is.SubsetOf(buyers));
        if (auction.Phase is not AuctionPhase.Annulled) Assert.That(back.Keys, Has.No.Member(auction.Result?.Winner ?? "none"));
    }
}
