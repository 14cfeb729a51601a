using Marketplace.Log;

namespace Marketplace.ReadModel.Projection;

/// <summary>
/// One view: its tables, its projection and (in the same folder) its queries. It holds no state of its own; what it
/// knows stands in its tables, so that following along and rebuilding from zero give the same rows.
/// </summary>
public interface IView
{
    /// <summary>A short name that never changes: parked streams are recorded under it.</summary>
    string Name { get; }

    /// <summary>Raise it when the projection gives other rows for the same events; a file made by another version is rebuilt.</summary>
    int Version { get; }

    /// <summary>The tables, <c>strict</c> so that a sum that leaves 64 bits is an error and not a floating-point number.</summary>
    string Schema { get; }

    /// <summary>A projection for the length of one transaction.</summary>
    IProjection Open(Rows rows);
}

/// <summary>Folds events into a view's tables within one transaction. What it gathers in memory is thrown away with it.</summary>
public interface IProjection
{
    /// <summary>Folds the event in, or passes it over when it is of no concern to the view.</summary>
    /// <exception cref="Exception">The event cannot be projected: its stream is parked for this view.</exception>
    void Apply(LogEvent e);

    /// <summary>Writes what was gathered; runs once, before the transaction commits.</summary>
    void Flush()
    {
    }
}

/// <summary>
/// An event of a concept that the view follows, which the view does not know: passing it over would give silently wrong
/// rows, so its stream is parked.
/// </summary>
public sealed class NotProjectedException(string view, Type type)
    : Exception($"The view '{view}' does not know the event {type.Name}.")
{
    /// <summary>
    /// For the last arm of a projection's switch: throws when the event is of the same concept (namespace) as the sample.
    /// </summary>
    public static void ThrowIfOf(Type sample, string view, LogEvent e)
    {
        var type = e.Content.GetType();
        if (type.Namespace == sample.Namespace) throw new NotProjectedException(view, type);
    }
}
