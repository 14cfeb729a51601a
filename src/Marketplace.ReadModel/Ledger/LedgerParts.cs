namespace Marketplace.ReadModel.Ledger;

/// <summary>Sums over contracts while they are added up: a count and three amounts in fen.</summary>
internal struct LedgerAmounts
{
    public long Contracts, Turnover, TechnologyAmount, TechnologyIncome;

    public void Add(in LedgerAmounts other)
    {
        checked
        {
            Contracts += other.Contracts;
            Turnover += other.Turnover;
            TechnologyAmount += other.TechnologyAmount;
            TechnologyIncome += other.TechnologyIncome;
        }
    }
}

/// <summary>
/// A cell's sums by slot, one behind the other in the order of their slots: the slot, the count and the three amounts, each as a number
/// of variable length (zigzag, seven bits a byte, the lowest first). A month of one place is one row to write and one to read,
/// whatever it is told apart by.
/// </summary>
internal static class LedgerParts
{
    private const int MostBytes = 5 * 10;

    /// <param name="touched">Which slots there are.</param>
    public static byte[] Write(ReadOnlySpan<LedgerAmounts> amounts, ReadOnlySpan<bool> touched)
    {
        var bytes = new byte[touched.Count(true) * MostBytes];
        var at = 0;
        for (var slot = 0; slot < amounts.Length; slot++)
        {
            if (!touched[slot]) continue;
            Put(bytes, ref at, slot);
            Put(bytes, ref at, amounts[slot].Contracts);
            Put(bytes, ref at, amounts[slot].Turnover);
            Put(bytes, ref at, amounts[slot].TechnologyAmount);
            Put(bytes, ref at, amounts[slot].TechnologyIncome);
        }
        return bytes[..at];
    }

    /// <summary>Takes the next slot from the front; false at the end.</summary>
    public static bool Next(ref ReadOnlySpan<byte> parts, out int slot, out LedgerAmounts amounts)
    {
        (slot, amounts) = (0, default);
        if (parts.IsEmpty) return false;
        slot = checked((int)Take(ref parts));
        amounts.Contracts = Take(ref parts);
        amounts.Turnover = Take(ref parts);
        amounts.TechnologyAmount = Take(ref parts);
        amounts.TechnologyIncome = Take(ref parts);
        return true;
    }

    private static void Put(byte[] bytes, ref int at, long value)
    {
        var left = (ulong)((value << 1) ^ (value >> 63));
        for (; left > 0x7f; left >>= 7) bytes[at++] = (byte)(left | 0x80);
        bytes[at++] = (byte)left;
    }

    private static long Take(ref ReadOnlySpan<byte> parts)
    {
        var (value, at) = (0UL, 0);
        do value |= (ulong)(parts[at] & 0x7f) << (7 * at);
        while (parts[at++] > 0x7f);
        parts = parts[at..];
        return (long)(value >> 1) ^ -(long)(value & 1);
    }
}
