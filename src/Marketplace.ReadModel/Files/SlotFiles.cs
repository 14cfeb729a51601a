using Marketplace.Log;
using Marketplace.ReadModel.Projection;

namespace Marketplace.ReadModel.Files;

/// <summary>Which of a slot's files are of use; the others are deleted.</summary>
/// <param name="Follow">Made by this build's projections, from this log: followed on from where it stands.</param>
/// <param name="Answer">Made by other projections into the same tables: it answers until its successor has caught up.</param>
/// <param name="AnswerPosition">Where <paramref name="Answer"/> stands, and stays.</param>
internal sealed record SlotFiles(ViewFile? Follow, ViewFile? Answer, long AnswerPosition)
{
    public static async Task<SlotFiles> ChooseAsync(Slot slot, ViewFileSchema schema, ILogStore store, string? snapshot, CancellationToken cancel)
    {
        var found = new List<Candidate>();
        foreach (var path in slot.Files())
        {
            var file = new ViewFile(path);
            if (await HeaderOfUseAsync(file, schema, store, cancel) is { } header) found.Add(new Candidate(file, header));
            else Slot.Delete(path);
        }
        var follow = found.Where(f => f.Header.Fingerprint == schema.Fingerprint).MaxBy(f => f.Header.Position);
        var answer = found.Where(f => f.Header.Fingerprint != schema.Fingerprint).MaxBy(f => f.Header.Position);
        // A file of the old projections is worth keeping only while it knows more than the new one.
        if (answer?.Header.Position <= follow?.Header.Position) answer = null;
        foreach (var useless in found.Where(f => f != follow && f != answer)) Slot.Delete(useless.File.Path);
        var followed = follow?.File ?? await FromSnapshotAsync(slot, schema, store, snapshot, cancel);
        return new SlotFiles(followed, answer?.File, answer?.Header.Position ?? 0);
    }

    private sealed record Candidate(ViewFile File, ViewFileHeader Header);

    private static async Task<ViewFile?> FromSnapshotAsync(Slot slot, ViewFileSchema schema, ILogStore store, string? snapshot, CancellationToken cancel)
    {
        if (snapshot is null || !File.Exists(snapshot)) return null;
        var file = new ViewFile(slot.NewFile());
        File.Copy(snapshot, file.Path);
        if (await HeaderOfUseAsync(file, schema, store, cancel) is { } header && header.Fingerprint == schema.Fingerprint) return file;
        Slot.Delete(file.Path);
        return null;
    }

    /// <summary>
    /// Null when the file cannot be read, has other tables, or was folded from another log or from commits that a restore
    /// took back.
    /// </summary>
    private static async Task<ViewFileHeader?> HeaderOfUseAsync(ViewFile file, ViewFileSchema schema, ILogStore store, CancellationToken cancel)
    {
        if (file.ReadHeader() is not { } header || header.Schema != schema.Schema) return null;
        if (header.Position == 0) return header;
        var there = await store.ReadFeedAsync(header.Position - 1, 1, cancel);
        return there is [var e] && e.Position == header.Position && ViewWriter.MarkOf(e).AsSpan().SequenceEqual(header.LogMark) ? header : null;
    }
}
