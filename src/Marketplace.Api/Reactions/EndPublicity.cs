using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Publicities;

namespace Marketplace.Api.Reactions;

/// <summary>Records that a notice has stood its days, at 24:00 of the last.</summary>
internal sealed class EndPublicity(Market market) : IDueWork
{
    public bool Owns(string stream) => stream.EndsWith("-publicity", StringComparison.Ordinal) && Ids.Is(Ids.Listing, stream.Split('-')[0]);

    public async Task DoAsync(string stream, Instant due, CancellationToken cancel) =>
        await market.FollowAsync("end_publicity", $"{stream}:{due.UnixMilliseconds}", due, [stream], log => log.State<Publicity>(stream).End(due).On(stream), cancel);
}
