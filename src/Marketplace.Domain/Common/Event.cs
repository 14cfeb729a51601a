namespace Marketplace.Domain;

/// <summary>
/// Something that happened. Its name and version are frozen with its first release; its bytes in the log never change.
/// A new shape is a new version with an upcaster, and a golden file per version stays in the tests for ever.
/// </summary>
public abstract record Event;

/// <summary>The frozen name and current version of an event, e.g. <c>[EventName("bid_placed")]</c>.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class EventNameAttribute(string name, int version = 1) : Attribute
{
    public string Name { get; } = name;
    public int Version { get; } = version;
}
