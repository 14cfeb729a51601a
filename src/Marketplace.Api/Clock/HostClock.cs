using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Marketplace.Domain.Clock;

namespace Marketplace.Api.Clock;

/// <summary>What the kernel knows of the host's clock: adjtimex(2), which only reads when it is asked to set nothing.</summary>
internal static partial class HostClock
{
    // struct timex where a long has 64 bits: modes, offset, freq, maxerror, esterror, status, and more that is of no concern.
    private const int Size = 208, MaximumErrorAt = 24, StatusAt = 40, Unsynchronized = 0x0040, Failed = -1, TimeError = 5;

    /// <param name="MaximumError">By how much the kernel takes the clock to be off at most; absent where it does not say.</param>
    internal readonly record struct Reading(ClockSynchronization Synchronization, TimeSpan? MaximumError);

    private static readonly Reading Silent = new(ClockSynchronization.Unknown, null);

    public static Reading Read()
    {
        if (!OperatingSystem.IsLinux() || nint.Size != 8) return Silent;
        var timex = new byte[Size];
        try
        {
            return Judge(Ask(timex), timex);
        }
        catch (EntryPointNotFoundException)
        {
            // A C library without it.
            return Silent;
        }
        catch (DllNotFoundException)
        {
            return Silent;
        }
    }

    /// <param name="answer">The clock's state, or -1 where the kernel refuses.</param>
    internal static Reading Judge(int answer, ReadOnlySpan<byte> timex)
    {
        if (answer == Failed) return Silent;
        var status = BinaryPrimitives.ReadInt32LittleEndian(timex[StatusAt..]);
        return answer == TimeError || (status & Unsynchronized) != 0
            ? new Reading(ClockSynchronization.Unsynchronized, null)
            : new Reading(ClockSynchronization.Synchronized, TimeSpan.FromMicroseconds(BinaryPrimitives.ReadInt64LittleEndian(timex[MaximumErrorAt..])));
    }

    [DllImport("libc", EntryPoint = "adjtimex")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Ask(byte[] timex);
}
