using Marketplace.Domain.Achievements;
using Marketplace.Domain.Deals;
using Marketplace.Domain.Publicities;
using Marketplace.Domain.Tests.Achievements;
using Marketplace.Domain.Tests.Common;
using Marketplace.Domain.Tests.Publicities;
using static Marketplace.Domain.Tests.Common.Parties;
using static Marketplace.Domain.Tests.Deals.Talks;

namespace Marketplace.Domain.Tests.Deals;

/// <summary>Three who negotiate over one listing with a co-owner, against a clerk who writes down what happens and judges by his notes alone.</summary>
public class DealProperties
{
    /// <summary>What a clerk needs to know to say whether a deal may stand.</summary>
    private sealed class Clerk
    {
        private readonly Dictionary<int, Money> agreedPrices = [];
        private readonly HashSet<int> consented = [], asked = [];
        private readonly List<(Money Price, Instant Standing)> notices = [];
        private int? sold;

        public void Posted(Money price, Instant end) => notices.Add((price, end));

        public void Broken() => notices.RemoveAt(notices.Count - 1);

        public void Terms(int deal, Money price) => (agreedPrices[deal], _) = (price, asked.Add(deal));

        public void Consented(int deal) => consented.Add(deal);

        public void Answered(int deal) => asked.Remove(deal);

        /// <summary>Whether a deal that is said to be agreed now may be.</summary>
        public bool Allows(int deal, Instant now)
        {
            var first = sold is null || sold == deal;
            sold = deal;
            return first && consented.Contains(deal) && !asked.Contains(deal) && notices.Any(notice => notice.Price == agreedPrices[deal] && notice.Standing <= now);
        }
    }

    private static readonly AchievementContent CoOwned = Samples.GlassKiln with { CoOwners = [new("浙江省环境科学研究院", InstituteId)] };
    private static readonly Achievement Kiln = Achievement.Initial.Apply(new AchievementDrafted(UniversityId, CoOwned));

    [Property(MaxTest = 400)]
    public bool Whatever_happens_a_deal_is_agreed_only_with_consent_without_a_priority_left_and_at_a_price_that_was_public(byte[] script)
    {
        string[] ids = ["dea_00000000000070008000000000000001", "dea_00000000000070008000000000000002", "dea_00000000000070008000000000000003"];
        var deals = ids.Select(_ => Inquired).ToArray();
        var events = ids.Select(_ => new List<Event>(Inquire(ByAgreement).Events)).ToArray();
        var (listing, notice, now, clerk) = (ByAgreement, Publicity.Initial, Now, new Clerk());
        var right = true;

        void Happened(int i, Decision decision)
        {
            foreach (var e in decision.Events)
            {
                var before = deals[i].Phase!.Value;
                deals[i] = deals[i].Apply(e);
                events[i].Add(e);
                right &= before == deals[i].Phase || Deal.Next.Allows(before, deals[i].Phase!.Value);
                if (e is TermsAgreed terms) clerk.Terms(i, terms.Price);
                if (e is ConsentRecorded { Decision: ConsentDecision.Consented }) clerk.Consented(i);
                if (e is PriorityAnswered) clerk.Answered(i);
                if (e is DealAgreed) right &= clerk.Allows(i, now);
            }
            foreach (var e in listing.Follow(ids[i], deals[i]).Events) listing = listing.Apply(e);
            right &= deals.Count(deal => deal.Phase is DealPhase.AgreedPendingConsent or DealPhase.AgreedPendingPublicity or DealPhase.Agreed) <= 1;
        }

        for (var step = 0; step < script.Length; step++)
        {
            var (b, i) = (script[step], script[step] % 3);
            now += TimeSpan.FromHours(b % 50);
            var price = At480 with { Price = Money.WanYuan(b > 128 ? 480 : 470) };
            if (notice.End(now).Events is [PublicityEnded ended])
            {
                notice = notice.Apply(ended);
                for (var deal = 0; deal < 3; deal++) Happened(deal, deals[deal].MeetPublicity(notice, now));
            }
            for (var deal = 0; deal < 3; deal++) Happened(deal, deals[deal].LapsePriorities(now));
            switch (b / 3 % 9)
            {
                case 0 or 1: Happened(i, deals[i].Offer(Buyer, None, FirstOffer + step, price, Close(price), now + TimeSpan.FromDays(9), Context(listing, CoOwned, notice), now)); break;
                case 2 or 3 when deals[i].Standing is { } standing:
                    var content = standing.Content.Commitment.AsSpan().SequenceEqual(Close(At480).Commitment) ? At480 : At480 with { Price = Money.WanYuan(470) };
                    Happened(i, deals[i].Accept(Publisher, None, standing.Offer, content, Context(listing, CoOwned, notice), now));
                    break;
                case 4: Happened(i, deals[i].RecordConsent(Researcher, None, "1", b > 240 ? ConsentDecision.Refused : ConsentDecision.Consented, null, now)); break;
                case 5: Happened(i, deals[i].AnswerPriority(Researcher, None, "1", b > 230, null, now)); break;
                case 6 when b > 200: Happened(i, deals[i].Close(Buyer, None, null, now)); break;
                case 7:
                    if (notice.Start(Publisher, Notices.ListingId, listing, Kiln, Notices.Terms with { Price = price.Price }, null, Notices.Rules, now).Events is [NoticePosted posted])
                    {
                        notice = notice.Apply(posted);
                        clerk.Posted(price.Price, posted.EndsAt);
                    }
                    break;
                case 8 when b > 220:
                    var id = $"obj_{step:x32}";
                    foreach (var e in notice.Object(Stranger, id, SealedFor(id), now).Events)
                    {
                        notice = notice.Apply(e).Apply(new ObjectionDecided(id, ObjectionDecision.Upheld, "异议成立。", now, null));
                        clerk.Broken();
                    }
                    break;
            }
            if (!right) return false;
        }

        return Enumerable.Range(0, 3).All(i => Folding.Picture(Folding.Replay<Deal>(events[i])) == Folding.Picture(deals[i]));
    }
}
