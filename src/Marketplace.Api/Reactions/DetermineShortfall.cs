using Marketplace.Api.Pipeline;
using Marketplace.Domain.Auctions;
using Marketplace.Log;

namespace Marketplace.Api.Reactions;

/// <summary>A lot that is sold when it was put up again tells what each buyer owes who defaulted on it before (拍卖法 39).</summary>
internal sealed class DetermineShortfall(Market market) : IReaction
{
    public string Name => "determine_shortfall";

    public bool Concerns(object content) => content is SaleConfirmed;

    public async Task FollowAsync(LogEvent e, CancellationToken cancel)
    {
        var (sale, at) = ((SaleConfirmed)e.Content, e.Moment());
        for (var before = await PreviousAsync(e.Stream, cancel); before is not null; before = await PreviousAsync(before, cancel))
        {
            var auction = before;
            await market.FollowAsync(Name, $"{e.Position}:{auction}", at, [auction], log => log.State<Auction>(auction).DetermineShortfall(e.Stream, sale.Price, at).On(auction), cancel);
        }
    }

    private async Task<string?> PreviousAsync(string auction, CancellationToken cancel) => (await market.ReadAsync<Auction>(auction, cancel)).State.Terms.Previous;
}
