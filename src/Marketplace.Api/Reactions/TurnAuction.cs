using Marketplace.Api.Auctions;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Auctions;

namespace Marketplace.Api.Reactions;

/// <summary>Opens an auction at its opening, lets happen what its format has fall due, ends it at its end, wherever bids have moved that, and notes that it rests too long.</summary>
internal sealed class TurnAuction(Market market, Seals seals) : IDueWork
{
    public bool Owns(string stream) => Ids.Is(Ids.Auction, stream);

    public async Task DoAsync(string stream, Instant due, CancellationToken cancel)
    {
        var auction = (await market.ReadAsync<Auction>(stream, cancel)).State;
        // The reserve is opened out here: a decision neither waits for a key nor knows where keys are kept.
        var reserve = auction.NeedsReserve && auction.Pause is null && due >= auction.ClosesAt ? seals.Open(auction.Terms.Reserve!) : null;
        await market.FollowAsync("turn_auction", $"{stream}:{due.UnixMilliseconds}", due, [stream, .. BesideAuction.Streams(stream)],
            log => log.State<Auction>(stream).Turn(due, reserve, log.Beside(stream)).On(stream), cancel);
    }
}
