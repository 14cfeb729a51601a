using Marketplace.Domain;
using Marketplace.Log;

namespace Marketplace.ReadModel.Tests;

/// <summary>The marketplace's own events and their bytes. Nothing is decided here, so no state is folded.</summary>
sealed class DomainEvents : ILogModel
{
    public EncodedEvent Encode(object @event)
    {
        var (name, version, data) = EventCatalogue.Encode((Event)@event);
        return new EncodedEvent(name, version, data);
    }

    public object Decode(string type, int typeVersion, ReadOnlyMemory<byte> data) =>
        EventCatalogue.Decode(type, typeVersion, data.Span) ?? throw new UnknownEventException(type, typeVersion);

    public object Initial(string stream) => stream;

    public object Apply(object state, object @event) => state;

    public long? Due(object state) => null;
}
