using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Marketplace.Api.Auctions;
using Marketplace.Tests;

namespace Marketplace.Conformance.Tests.Examples;

internal sealed partial class Story
{
    /// <summary>What there is to do in other formats than a soft close.</summary>
    private async Task FormatsAsync()
    {
        var maxima = await AdmittedAsync(new { softClose = new { proxyBids = true } });
        var falling = await AdmittedAsync(new { dutch = new { reduction = Deal.InWan(3), reductions = 4, stepSeconds = 600 } }, TimeSpan.FromMinutes(50));
        var envelopes = await AdmittedAsync(new { sealedFirstPrice = new { revealSeconds = 600 } });
        await market.AdvanceToAsync(falling.OpensAt.AddMinutes(10));
        await PlayAsync(nameof(SetProxyBid), maxima.Bidders[0], ("auctionId", maxima.Auction));
        await PlayAsync(nameof(AcceptDutchPrice), falling.Bidders[0], ("auctionId", falling.Auction));
        byte[] plaintext = [.. Encoding.UTF8.GetBytes($"marketplace-sealed-bid-1\n{envelopes.Auction}\n1\n{330 * Deal.Wan}\n"), .. Encoding.UTF8.GetBytes(new string('A', 32))];
        var bid = await PlayAsync(nameof(SealBid), envelopes.Bidders[0], ("auctionId", envelopes.Auction), ("commitment", Convert.ToBase64String(SHA256.HashData(plaintext))));
        await market.AdvanceToAsync(envelopes.ClosesAt.AddMinutes(-5));
        await PlayAsync(nameof(RevealBid), envelopes.Bidders[0], ("auctionId", envelopes.Auction), ("bidId", bid.Text("bidId")));
        await market.AdvanceToAsync(envelopes.ClosesAt);
    }

    private async Task<Deal> AdmittedAsync(object format, TimeSpan? open = null)
    {
        var deal = await Deal.AnnouncedAsync(market, change: body =>
        {
            // By now a rule set is in force that asks for ten days of notice.
            var opensAt = DateTimeOffset.Parse((string)body["opensAt"]!, CultureInfo.InvariantCulture).AddDays(4);
            (body["format"], body["opensAt"], body["closesAt"]) = (format, Deal.At(opensAt), Deal.At(opensAt + (open ?? TimeSpan.FromDays(1))));
        });
        await deal.QualifiedAsync();
        return deal;
    }
}
