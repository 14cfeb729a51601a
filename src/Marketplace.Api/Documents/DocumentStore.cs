using System.Buffers;
using System.Security.Cryptography;
using Marketplace.Api.Hosting;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Documents;
using Marketplace.Log;

namespace Marketplace.Api.Documents;

/// <summary>A file that lies in the store.</summary>
/// <param name="Sha256">64 lower-case hexadecimal digits.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Check">What the scanner found. What is infected does not lie here.</param>
public sealed record KeptDocument(string Sha256, long Size, string MediaType, DocumentCheck Check);

/// <summary>
/// The files beside the log, each under the SHA-256 of its content. A file is written and synced under a passing name and then
/// given its own, so that what an event names is there. A file whose event was refused stays behind: nobody can reach it, and
/// taking it away at once could take it from another who has just sent the same. <see cref="Upkeep.SweepDocuments"/> does it later.
/// Processes of any number of machines may share the folder: whatever must not be torn is one renaming within it, and no lock is
/// trusted with more than leaving a slow upload alone.
/// </summary>
internal sealed class DocumentStore
{
    private const int Chunk = 1 << 16, HashLength = 64;
    private readonly string root, incoming, leaving;
    private readonly TimeProvider time;
    private readonly DocumentScanner scanner;

    public DocumentStore(DataFolder folder, IConfiguration configuration, DocumentScanner scanner, TimeProvider time)
    {
        (root, this.scanner, this.time) = (folder.Documents, scanner, time);
        (incoming, leaving) = (Path.Combine(root, "incoming"), Path.Combine(root, "leaving"));
        Largest = configuration.GetValue("Documents:LargestBytes", 20L << 20);
    }

    /// <summary>Bytes; <c>Documents:LargestBytes</c>, 20 MiB unless set.</summary>
    public long Largest { get; }

    /// <summary>
    /// Takes a file in. Refusals: <c>request.too_large</c>, <c>document.empty</c>, <c>document.content_differs</c>.
    /// </summary>
    /// <param name="declared">One of <see cref="DocumentTypes.All"/>; the content must be of this type.</param>
    /// <exception cref="StoreException">The disk does not take it.</exception>
    public async Task<Result<KeptDocument>> KeepAsync(Stream body, string declared, CancellationToken cancel)
    {
        await using var file = OnDisk(() =>
        {
            Directory.CreateDirectory(incoming);
            return new FileStream(Path.Combine(incoming, Path.GetRandomFileName()), new FileStreamOptions
            {
                // Locked, so that the sweep can tell an upload that is slow from one that broke off.
                Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0, Options = FileOptions.Asynchronous,
            });
        });
        try
        {
            if (await ReceiveAsync(body, file, cancel) is not { } hash) return HttpRefusals.TooLarge.With(("limit", Largest));
            if (file.Length == 0) return DocumentRefusals.Empty;
            var found = OnDisk(() => DocumentTypes.Of(file));
            if (found != declared) return DocumentRefusals.ContentDiffers.With(("declared", declared), ("found", found ?? "application/octet-stream"));
            var check = await scanner.CheckAsync(file.Name, cancel);
            if (check is DocumentCheck.Infected) return new KeptDocument(hash, file.Length, declared, check);
            OnDisk(() =>
            {
                DurableFiles.Place(file, PathOf(hash), time.GetUtcNow());
                return true;
            });
            return new KeptDocument(hash, file.Length, declared, check);
        }
        finally
        {
            OnDisk(() =>
            {
                File.Delete(file.Name);
                return true;
            });
        }
    }

    /// <summary>The hashes of files that nobody has sent since the time.</summary>
    public IEnumerable<string> NotSentSince(DateTimeOffset time) =>
        from directory in Directory.Exists(root) ? Directory.EnumerateDirectories(root, "??") : []
        from file in Directory.EnumerateFiles(directory)
        where File.GetLastWriteTimeUtc(file) < time.UtcDateTime
        select Path.GetFileName(directory) + Path.GetFileName(file);

    /// <summary>
    /// Takes a file away that no event names, unless somebody has sent it again since the time. It is put aside before it is looked
    /// at, under a name that nobody else gives: whoever sends the same in between finds none and puts in their own, whoever asks for it
    /// takes it back.
    /// </summary>
    /// <returns>Whether it is gone.</returns>
    public bool Discard(string sha256, DateTimeOffset since)
    {
        Directory.CreateDirectory(leaving);
        var aside = Path.Combine(leaving, $"{sha256}.{Path.GetRandomFileName()}");
        if (!TryFile(() => File.Move(PathOf(sha256), aside))) return false;
        var sentAgain = File.GetLastWriteTimeUtc(aside) >= since.UtcDateTime;
        if (sentAgain) TryFile(() => File.Move(aside, PathOf(sha256), overwrite: true));
        else File.Delete(aside);
        return !sentAgain;
    }

    /// <summary>
    /// Puts back what a process that was killed had put aside. It counts as sent now: it may come in the place of one that was, and must
    /// not be taken for the old one.
    /// </summary>
    /// <param name="sha256">Only this one; all that there are where it is left out.</param>
    public void TakeBack(string sha256 = "")
    {
        if (!Directory.Exists(leaving)) return;
        foreach (var aside in Directory.GetFiles(leaving, $"{sha256}*"))
            TryFile(() =>
            {
                File.SetLastWriteTimeUtc(aside, time.GetUtcNow().UtcDateTime);
                File.Move(aside, PathOf(Path.GetFileName(aside)[..HashLength]), overwrite: true);
            });
    }

    /// <summary>False when it is not there, also when it was a moment ago: another has moved it.</summary>
    private static bool TryFile(Action act)
    {
        try
        {
            act();
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Deletes what has come in only in part, has not grown since the time, and is not coming in any more.</summary>
    /// <returns>How many.</returns>
    public int DiscardBrokenOff(DateTimeOffset since) => !Directory.Exists(incoming) ? 0
        : Directory.GetFiles(incoming).Count(file => File.GetLastWriteTimeUtc(file) < since.UtcDateTime && TryDelete(file));

    private static bool TryDelete(string file)
    {
        try
        {
            using var own = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            File.Delete(file);
            return true;
        }
        catch (IOException)
        {
            // Somebody is still sending it, or has just finished.
            return false;
        }
    }

    /// <summary>What the scanner says of a file that lies here; null when it does not.</summary>
    public async Task<DocumentCheck?> CheckAsync(string sha256, CancellationToken cancel) => Find(sha256) is { } path ? await scanner.CheckAsync(path, cancel) : null;

    /// <summary>Where the content lies; null when it does not.</summary>
    public string? Find(string sha256)
    {
        var path = PathOf(sha256);
        if (!File.Exists(path)) TakeBack(sha256);
        return File.Exists(path) ? path : null;
    }

    /// <returns>The content's hash; null when it is too large.</returns>
    private async Task<string?> ReceiveAsync(Stream body, FileStream file, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        try
        {
            for (var size = 0L; await body.ReadAsync(buffer, cancel) is > 0 and var read;)
            {
                if ((size += read) > Largest) return null;
                hash.AppendData(buffer, 0, read);
                OnDisk(() =>
                {
                    file.Write(buffer, 0, read);
                    return true;
                });
            }
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private string PathOf(string sha256) => Path.Combine(root, sha256[..2], sha256[2..]);

    /// <summary>A full or read-only disk is the operator's to mend, and is told apart from a client that went away while it sent.</summary>
    private static T OnDisk<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(StoreFault.Unavailable, "The documents' folder does not take the file.", fault);
        }
    }
}
