using System.Globalization;
using Marketplace.Api.Http;
using Marketplace.Api.People;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.AuctionSessions;
using Marketplace.Domain.Organizations;
using Marketplace.Domain.People;
using MediatR;

namespace Marketplace.Api.Auctions;

/// <summary>竞价笔录: what is printed and signed after the hammer (拍卖法 53), with the buyer's name.</summary>
public static class GetMinutes
{
    public sealed record Query(Caller Caller, string AuctionId) : IQuery<Minutes>;

    /// <param name="Buyer">Id of the organization to which the lot was knocked down; absent where it was not.</param>
    /// <param name="Text">Chinese text to print and sign: one line feed ends each line.</param>
    public sealed record Minutes(string Auction, string? Buyer, string Text, long Version);

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/auctions/{auctionId}/minutes", (string auctionId, HttpContext http, ISender sender) => sender.Get(http, new Query(http.Caller(), auctionId)))
        .Describe(typeof(GetMinutes), "Read an auction's minutes",
            "For the market, the auction house, the seller, the buyer and the supervisor, from the end of the bidding on: lot, time and place, bids, result, commissions, and the lines on which auctioneer, recorder and buyer sign.",
            AuctionRefusals.NotFound, AuctionRefusals.NotParty, AuctionRefusals.NotEnded, AuctionRefusals.Withdrawn, AuctionRefusals.Annulled)
        .Returns<Minutes>();

    internal sealed class Handler(Market market, Seals seals) : IRequestHandler<Query, Result<Minutes>>
    {
        public async Task<Result<Minutes>> Handle(Query query, CancellationToken cancellationToken)
        {
            var auction = await market.ReadAsync<Auction>(query.AuctionId, cancellationToken);
            if (!auction.Exists) return AuctionRefusals.NotFound;
            var (state, terms) = (auction.State, auction.State.Terms);
            var bidders = (await market.ReadAsync<AuctionBidders>(AuctionBidders.StreamOf(query.AuctionId), cancellationToken)).State;
            var buyer = state.Result?.Winner is { } winner ? bidders.Find(winner)!.Organization : null;
            var self = query.Caller.Self;
            if (self.Kind is not OrganizationKind.Supervisor && !new[] { terms.Operator, terms.AuctionHouse, terms.Seller, buyer }.Contains(self.Organization)) return AuctionRefusals.NotParty;
            if (state.Phase is AuctionPhase.Withdrawn) return AuctionRefusals.Withdrawn.With(("withdrawnAt", state.EndedAt!.Value));
            if (state is { Result: null, Annulment: { } annulled }) return AuctionRefusals.Annulled.With(("annulledAt", annulled.AnnulledAt));
            if (state.Result is not { } result) return AuctionRefusals.NotEnded.With(("closesAt", state.ClosesAt));
            return new Result<Minutes>(new Minutes(query.AuctionId, buyer, string.Join('\n', await LinesAsync(query.AuctionId, state, result, bidders.All.Count, buyer, cancellationToken)) + "\n", auction.Version), null, Version: auction.Version);
        }

        private async Task<List<string>> LinesAsync(string id, Auction auction, AuctionClosed result, int bidders, string? buyer, CancellationToken cancel)
        {
            var terms = auction.Terms;
            var session = terms.Session is { } named ? (await market.ReadAsync<AuctionSession>(named, cancel)).State.Created?.Plan : null;
            var lines = new List<string>
            {
                terms.Procedure is AuctionProcedure.Auction ? "拍卖笔录" : "竞价笔录",
                $"编号：{id}",
                $"专场：{session?.Title ?? "无"}",
                $"标的：{terms.Title}（第{terms.Attempt}次）",
                $"转让方：{await NameAsync(terms.Seller, cancel)}",
                $"主办市场：{await NameAsync(terms.Operator, cancel)}",
                $"拍卖机构：{await NameAsync(terms.AuctionHouse, cancel)}",
                $"拍卖师：{await AuctioneerAsync(terms.Auctioneer, cancel)}",
                $"时间：{At(terms.OpensAt)}至{At(result.EndedAt)}",
                $"地点：{session?.Place ?? "网上竞价"}",
                $"展示：{(terms.Exhibition is { } shown ? $"{shown.From:yyyy-MM-dd}至{shown.To:yyyy-MM-dd}，{shown.Place}" : "无")}",
                $"起拍价：{terms.StartPrice}元",
                $"保留价：{(terms.Reserve is null ? "无" : result.ReserveOpened is { } opened ? $"{Reserve.Decode(opened)}元" : "有，未公开")}",
                $"适用规则：{auction.Announced!.RuleSet}",
                $"报名竞买人：{bidders}名；有效出价：{auction.Bids}次",
            };
            lines.AddRange(auction.Defaults.Select(one => $"悔拍：{one.Label}号竞买人于{At(one.DefaultedAt)}，成交价{one.Price}元。{one.Reason}"));
            if (auction.Annulment is { } annulled) lines.Add($"撤销：{At(annulled.AnnulledAt)}。{annulled.Reason}");
            if (result.Price is { } price)
            {
                var (seller, buyers) = auction.CommissionsAt(price);
                lines.Add($"结果：成交；买受人：{await NameAsync(buyer, cancel)}（{result.Winner}号）；成交价：{price}元");
                lines.Add($"佣金：委托人{seller}元，买受人{buyers}元");
                lines.Add($"成交确认：{(auction.ConfirmedAt is { } at ? At(at) : "未确认")}");
            }
            else lines.Add($"结果：流拍（{Codelists.Get("unsold_reason").First(entry => entry.Code == Codes.Of(result.Reason!.Value)).Zh}）");
            lines.AddRange(["拍卖师（签名）：", "记录人（签名）：", .. result.Price is null ? (string[])[] : ["买受人（签名）："]]);
            return lines;
        }

        private async Task<string> NameAsync(string? organization, CancellationToken cancel) =>
            organization is null ? "无" : (await market.ReadAsync<Organization>(organization, cancel)).State.NameZh;

        private async Task<string> AuctioneerAsync(string? person, CancellationToken cancel) =>
            person is null ? "无" : PersonProfile.Read((await market.ReadAsync<Person>(person, cancel)).State.Profile, seals)?.Name ?? "（个人信息已删除）";

        private static string At(Instant at) => at.ToDateTimeOffset().ToOffset(Instant.ShanghaiOffset).ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
    }
}
