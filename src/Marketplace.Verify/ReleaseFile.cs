using System.Text.Json;
using Marketplace.Domain;
using Marketplace.Domain.Releases;

namespace Marketplace.Verify;

/// <summary>A release, as GetRelease answers it.</summary>
/// <param name="Event">The figures, from the bytes that the tree covers; what the answer shows must be the same.</param>
/// <param name="SupersededBy">Id of the next vintage; absent where there was none when the answer was given.</param>
/// <param name="Shown">The whole answer.</param>
internal sealed record ReleaseFile(ReportReleased Event, Proved Proved, string Checkpoint, string? SupersededBy, JsonElement Shown)
{
    public string Id => Proved.Stream;

    /// <exception cref="FormatException">It is no release.</exception>
    public static ReleaseFile Read(JsonElement json) => Documents.Read(() =>
    {
        var proof = json.GetProperty("proof");
        var proved = Proved.Read(proof.GetProperty("event"), proof.GetProperty("path"));
        if (EventCatalogue.Decode(proved.Type, proved.TypeVersion, proved.Data) is not ReportReleased released) throw new FormatException($"Its event is a '{proved.Type}', and no release.");
        if (released.Groups.IsDefault || released.Groups.Any(group => group.Rows.IsDefault) || !released.Cells().All(cell => IsWhole(cell.Figures))) throw new FormatException("Its event lacks figures.");
        return new ReleaseFile(released, proved, proof.GetProperty("checkpoint").GetString()!, json.TryGetProperty("supersededBy", out var next) ? next.GetString() : null, json.Clone());
    });

    /// <summary>A marketplace could sign an event that lacks something.</summary>
    private static bool IsWhole(ReleasedFigures? figures) => figures is not null && Array.TrueForAll(Enum.GetValues<ReleasePart>(), part => figures.Of(part) is not null);
}
