using System.Text.Json;

namespace Marketplace.Log.Tests.Escrow;

public sealed class EscrowModel(bool knowsTax = false) : ILogModel
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static readonly Dictionary<string, Type> Types = new()
    {
        ["deposit_paid"] = typeof(DepositPaid),
        ["deposit_released"] = typeof(DepositReleased),
        ["deadline_set"] = typeof(DeadlineSet),
        ["refusal_noted"] = typeof(RefusalNoted),
        ["clock_moved"] = typeof(ClockMoved),
        ["unfoldable"] = typeof(Unfoldable),
        ["undatable"] = typeof(Undatable),
        ["tax_withheld"] = typeof(TaxWithheld),
    };

    private static readonly Dictionary<Type, string> Names = Types.ToDictionary(type => type.Value, type => type.Key);

    public EncodedEvent Encode(object @event) => @event is Unwritable
        ? throw new NotSupportedException("This event has no bytes.")
        : new EncodedEvent(Names[@event.GetType()], 1, JsonSerializer.SerializeToUtf8Bytes(@event, @event.GetType(), Json));

    public object Decode(string type, int typeVersion, ReadOnlyMemory<byte> data) =>
        typeVersion == 1 && (type != "tax_withheld" || knowsTax) && Types.TryGetValue(type, out var shape)
            ? JsonSerializer.Deserialize(data.Span, shape, Json)!
            : throw new UnknownEventException(type, typeVersion);

    public object Initial(string stream) => Account.Empty;

    public object Apply(object state, object @event)
    {
        var account = (Account)state;
        account = @event switch
        {
            DepositPaid paid => account with { Fen = account.Fen + paid.Fen },
            DepositReleased released => account with { Fen = account.Fen - released.Fen },
            TaxWithheld tax => account with { Fen = account.Fen - tax.Fen },
            DeadlineSet deadline => account with { Deadline = deadline.At },
            Undatable => account with { Undatable = true },
            Unfoldable => throw new NotSupportedException("No state takes this event in."),
            _ => account,
        };
        return account with { Seen = account.Seen + 1 };
    }

    public long? Due(object state) => state is Account { Undatable: true }
        ? throw new NotSupportedException("Nobody can say when this account falls due.")
        : ((Account)state).Deadline;
}
