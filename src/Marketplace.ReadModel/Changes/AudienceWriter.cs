using Marketplace.Domain.Changes;
using Marketplace.Log;
using Marketplace.ReadModel.Projection;

namespace Marketplace.ReadModel.Changes;

/// <summary>Keeps who may know of a resource, part by part, and writes an event's entry for those who can read it or could.</summary>
internal abstract class AudienceWriter(Rows rows)
{
    protected Rows Rows { get; } = rows;

    protected void Add(LogEvent e, params ReadOnlySpan<(string Part, string Audience, bool Sees)> parts)
    {
        foreach (var (part, audience, sees) in parts)
            Rows.Run(
                """
                insert into change_audiences (resource, part, audience, was, sees, ever) values (?1, ?2, ?3, 0, ?4, ?4)
                on conflict (resource, part, audience) do update set sees = excluded.sees, ever = max(ever, excluded.ever)
                """, e.Stream, part, audience, sees);
    }

    protected void Open(LogEvent e, params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts) Rows.Run("update change_audiences set sees = 1, ever = 1 where resource = ?1 and part = ?2", e.Stream, part);
    }

    protected void Close(LogEvent e, params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts) Rows.Run("update change_audiences set sees = 0 where resource = ?1 and part = ?2", e.Stream, part);
    }

    /// <summary>
    /// Writes the entry of what has one audience that never changes. Bids come by the ten thousand a second and contracts of
    /// other registers by the hundred thousand: one row each, at the end of its range, and nothing looked up.
    /// </summary>
    protected bool TellAll(LogEvent e, ResourceKind kind, string audience, bool was)
    {
        Rows.Run("insert into changes (audience, kind, position, resource, version, was, sees) values (?1, ?2, ?3, ?4, ?5, ?6, 1)",
            audience, kind, e.Position, e.Stream, e.Version, was);
        return true;
    }

    /// <summary>Writes the entry for everybody who can read the resource after the event or could before it.</summary>
    /// <param name="shown">The id by which readers know the resource, where it is not the stream's.</param>
    protected bool Tell(LogEvent e, ResourceKind kind, string? shown = null)
    {
        var told = Rows.Run(
            """
            insert into changes (audience, kind, position, resource, version, was, sees)
            select audience, ?2, ?3, ?5, ?4, max(was), max(sees) from change_audiences where resource = ?1 and (was = 1 or sees = 1) group by audience
            """, e.Stream, kind, e.Position, e.Version, shown ?? e.Stream);
        if (told == 0) throw new InvalidOperationException($"Nobody could ever read the {kind} '{e.Stream}': its first event was never seen.");
        Rows.Run("update change_audiences set was = sees where resource = ?1 and was <> sees", e.Stream);
        return true;
    }
}
