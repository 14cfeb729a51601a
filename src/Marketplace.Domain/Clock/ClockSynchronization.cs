namespace Marketplace.Domain.Clock;

/// <summary>What the host's kernel says of its clock; codes in <c>api-specs/codelists/clock_synchronization.csv</c>.</summary>
public enum ClockSynchronization
{
    /// <summary>A time service keeps it.</summary>
    Synchronized,
    /// <summary>No time service keeps it.</summary>
    Unsynchronized,
    /// <summary>The kernel does not say.</summary>
    Unknown,
}
