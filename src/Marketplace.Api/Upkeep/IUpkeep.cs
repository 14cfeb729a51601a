namespace Marketplace.Api.Upkeep;

/// <summary>What somebody has to do from time to time; to do it twice, or an hour late, does no harm.</summary>
internal interface IUpkeep
{
    /// <summary>Part of the lease's name.</summary>
    string Name { get; }

    /// <summary>System time from one round to the next, and from the start to the first; infinite where it is not wanted.</summary>
    TimeSpan Every { get; }

    Task DoAsync(CancellationToken cancel);
}
