using System.IO.Compression;
using System.Text;

namespace Marketplace.Api.Documents;

/// <summary>The kinds of file that are taken, recognised by their bytes.</summary>
internal static class DocumentTypes
{
    public const string Pdf = "application/pdf", Png = "image/png", Jpeg = "image/jpeg", PlainText = "text/plain", Ofd = "application/ofd",
        Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    public static IReadOnlyList<string> All { get; } = [Pdf, Png, Jpeg, PlainText, Ofd, Word];

    private const int Chunk = 1 << 16;

    /// <summary>The media type of the content; absent when it is none of <see cref="All"/>.</summary>
    /// <param name="content">Read from its start; where it stands afterwards is not said.</param>
    public static string? Of(Stream content)
    {
        Span<byte> start = stackalloc byte[8];
        content.Position = 0;
        start = start[..content.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        if (start.StartsWith("%PDF-"u8)) return Pdf;
        if (start.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A])) return Png;
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return Jpeg;
        content.Position = 0;
        if (start.StartsWith("PK\x03\x04"u8)) return OfPackage(content);
        return IsPlainText(content) ? PlainText : null;
    }

    /// <summary>OFD (GB/T 33190) and Word are ZIP packages, told apart by the part that each must have. Only the directory is read.</summary>
    private static string? OfPackage(Stream content)
    {
        try
        {
            using var package = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            var parts = package.Entries.Select(entry => entry.FullName).ToHashSet(StringComparer.Ordinal);
            if (parts.Contains("OFD.xml")) return Ofd;
            // A document with macros is a program.
            return parts.Contains("[Content_Types].xml") && parts.Contains("word/document.xml") && !parts.Contains("word/vbaProject.bin") ? Word : null;
        }
        catch (Exception damaged) when (damaged is InvalidDataException or EndOfStreamException)
        {
            return null;
        }
    }

    /// <summary>UTF-8 from end to end, without control characters but tabs and line breaks.</summary>
    private static bool IsPlainText(Stream content)
    {
        var decoder = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
        var (bytes, chars) = (new byte[Chunk], new char[Chunk + 1]);
        try
        {
            int read;
            do
            {
                read = content.ReadAtLeast(bytes, Chunk, throwOnEndOfStream: false);
                var count = decoder.GetChars(bytes, 0, read, chars, 0, flush: read < Chunk);
                if (chars.AsSpan(0, count).ContainsAnyExcept(Printable)) return false;
            }
            while (read == Chunk);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static readonly System.Buffers.SearchValues<char> Printable =
        System.Buffers.SearchValues.Create([.. Enumerable.Range(0, char.MaxValue + 1).Select(c => (char)c).Where(c => !char.IsControl(c) || c is '\t' or '\n' or '\r')]);
}
