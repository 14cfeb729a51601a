using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.Contracts;
using Marketplace.Log;

namespace Marketplace.Api.Auctions;

/// <summary>The contract that a confirmed sale has drafted: once it is filed, the sale is no longer undone here.</summary>
internal static class SaleContract
{
    /// <summary>Decides on the auction beside the contract of its sale.</summary>
    /// <param name="decide">With whether that contract has been filed.</param>
    /// <param name="beside">What else it names.</param>
    public static async Task<Outcome> DecideAsync(
        this Market market, IMarketRequest command, string auction, Func<LogView, Auction, bool, Decision> decide, CancellationToken cancel, params IReadOnlyList<string> beside)
    {
        var contract = (await market.ReadAsync<Auction>(auction, cancel)).State.ConfirmedAt is { } at ? Auction.ContractOf(auction, at) : null;
        string[] streams = [auction, .. contract is null ? (string[])[] : [contract], .. beside];
        // A sale that was confirmed since has not been filed since: its draft is not there yet.
        return await market.DecideAsync(command, streams, log => decide(
            log, log.State<Auction>(auction), contract is not null && log.State<Contract>(contract).Phase is not (null or ContractPhase.Draft)).On(auction), cancel);
    }
}
