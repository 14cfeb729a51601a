using System.Security.Cryptography;

namespace Marketplace.Log;

/// <summary>32 random bytes an event, drawn for many events at once.</summary>
internal sealed class Salts
{
    private const int Size = 32;
    private readonly byte[] drawn = new byte[64 * Size];
    private int at = 64 * Size;

    public byte[] Next()
    {
        if (at == drawn.Length)
        {
            RandomNumberGenerator.Fill(drawn);
            at = 0;
        }
        return drawn.AsSpan((at += Size) - Size, Size).ToArray();
    }
}
