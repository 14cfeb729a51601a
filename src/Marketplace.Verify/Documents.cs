using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Marketplace.Domain;
using Marketplace.Merkle;

namespace Marketplace.Verify;

/// <summary>An event as a record or a receipt shows it, with its place in a tree.</summary>
/// <param name="At">Market time, Unix milliseconds.</param>
internal sealed record Proved(
    long Position, string Stream, long Version, string Type, int TypeVersion, long At, byte[] Salt, byte[] ActorHash, byte[] Data, ImmutableArray<byte[]> Path)
{
    /// <summary>The leaf that these fields make, 32 bytes.</summary>
    public byte[] Leaf => Merkle.Leaf.Hash(new LeafFields
    {
        Salt = Salt, Position = Position, Stream = Stream, Version = Version, Type = Type, TypeVersion = TypeVersion, At = At, ActorHash = ActorHash, Data = Data,
    });

    public bool IsIn(SignedTree tree) => Proofs.Includes(Leaf, Position - 1, tree.Size, Path, tree.Root);

    public static Proved Read(JsonElement e, JsonElement path)
    {
        var type = e.GetProperty("type").GetString()!;
        var dot = type.LastIndexOf('.');
        if (dot < 0) throw new FormatException($"'{type}' is not the name of an event with its version.");
        var (salt, actorHash) = (e.GetProperty("salt").GetBytesFromBase64(), e.GetProperty("actorHash").GetBytesFromBase64());
        if (salt.Length != 16 || actorHash.Length != Merkle.Leaf.Size) throw new FormatException("A salt has 16 bytes and an actor's hash 32.");
        return new(
            e.GetProperty("position").GetInt64(), e.GetProperty("stream").GetString()!, e.GetProperty("version").GetInt64(),
            type[..dot], int.Parse(type.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture),
            DateTimeOffset.ParseExact(e.GetProperty("at").GetString()!, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUnixTimeMilliseconds(),
            salt, actorHash,
            Encoding.UTF8.GetBytes(e.GetProperty("data").GetString()!), [.. path.EnumerateArray().Select(hash => hash.GetBytesFromBase64())]);
    }
}

/// <summary>An auction's record, as GetAuctionRecord answers it.</summary>
internal sealed record AuctionRecord(string Auction, string RuleSet, JsonElement? Result, string Checkpoint, ImmutableArray<Proved> Events)
{
    public const string Format = "marketplace-auction-record-1";

    /// <exception cref="FormatException">It is no record.</exception>
    public static AuctionRecord Read(JsonElement json) => Documents.Read(() =>
    {
        if (json.GetProperty("format").GetString() is var format && format != Format) throw new FormatException($"The format is '{format}', not '{Format}'.");
        return new AuctionRecord(json.GetProperty("auction").GetString()!, json.GetProperty("ruleSet").GetString()!, json.TryGetProperty("result", out var result) ? result.Clone() : null,
            json.GetProperty("checkpoint").GetString()!,
            [.. json.GetProperty("events").EnumerateArray().AsParallel().AsOrdered().Select(each => Proved.Read(each.GetProperty("event"), each.GetProperty("path")))]);
    });
}

/// <summary>A bid's receipt: the answer to a bid that counted, or the <c>receipt</c> of the problem document of one that did not.</summary>
/// <param name="Fen">The amount, or the maximum; absent of a bid that is sealed.</param>
/// <param name="Opening">Of a maximum, what is behind its commitment.</param>
internal sealed record Receipt(string Auction, string Bid, string Label, long? Fen, byte[]? Opening, bool Accepted, string Checkpoint, Proved Event)
{
    /// <summary>Whether it says the same as its event.</summary>
    public bool Says(string bid, string label, Money? amount) => (Bid, Label, Fen) == (bid, label, amount?.Fen);

    /// <exception cref="FormatException">It is no receipt.</exception>
    public static Receipt Read(JsonElement json) => Documents.Read(() =>
    {
        var it = json.TryGetProperty("receipt", out var inside) ? inside : json;
        var proof = it.GetProperty("proof");
        return new Receipt(it.GetProperty("auction").GetString()!, it.GetProperty("bidId").GetString()!, it.GetProperty("label").GetString()!,
            it.TryGetProperty("amount", out var amount) || it.TryGetProperty("maximum", out amount) ? amount.GetProperty("amount").GetInt64() : null,
            it.TryGetProperty("opening", out var opening) ? opening.GetBytesFromBase64() : null, !it.TryGetProperty("accepted", out var accepted) || accepted.GetBoolean(),
            proof.GetProperty("checkpoint").GetString()!, Proved.Read(proof.GetProperty("event"), proof.GetProperty("path")));
    });
}

/// <summary>That one tree is the beginning of another, as GetConsistencyProof answers it.</summary>
internal sealed record Growth(long First, long Second, ImmutableArray<byte[]> Path)
{
    /// <exception cref="FormatException">It is no such proof.</exception>
    public static Growth Read(JsonElement json) => Documents.Read(() => new Growth(json.GetProperty("first").GetInt64(), json.GetProperty("second").GetInt64(),
        [.. json.GetProperty("path").EnumerateArray().Select(hash => hash.GetBytesFromBase64())]));
}

/// <summary>One who watches the log from outside, as ListWitnesses answers it.</summary>
internal sealed record Witness(string Id, string Name, Signatures Key)
{
    /// <exception cref="FormatException">It is no list of witnesses.</exception>
    public static ImmutableArray<Witness> Read(JsonElement json) => Documents.Read<ImmutableArray<Witness>>(() =>
        [.. json.GetProperty("items").EnumerateArray().Select(each => new Witness(each.GetProperty("id").GetString()!, each.GetProperty("name").GetString()!, Signatures.Of([each.GetProperty("key")])))]);
}

/// <summary>What a witness saw, as ListCosignatures answers it.</summary>
internal sealed record Cosignature(string Witness, string Jws)
{
    /// <exception cref="FormatException">It is no list of cosignatures.</exception>
    public static ImmutableArray<Cosignature> Read(JsonElement json) => Documents.Read<ImmutableArray<Cosignature>>(() =>
        [.. json.GetProperty("items").EnumerateArray().Select(each => new Cosignature(each.GetProperty("witness").GetString()!, each.GetProperty("jws").GetString()!))]);
}

/// <summary>All that came to hand beside the record.</summary>
/// <param name="Growths">Proofs that the log only grew from one size to another.</param>
internal sealed record Evidence(IReadOnlyList<Receipt> Receipts, IReadOnlyList<Growth> Growths, IReadOnlyList<Witness> Witnesses, IReadOnlyList<Cosignature> Cosignatures)
{
    public static Evidence None { get; } = new([], [], [], []);
}

internal static class Documents
{
    /// <summary>Whatever is missing or of another kind makes it another document than was said.</summary>
    public static T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (AggregateException several)
        {
            // Of what was read side by side.
            throw several.InnerExceptions[0] as FormatException ?? new FormatException(several.InnerExceptions[0].Message, several);
        }
        catch (Exception other) when (other is KeyNotFoundException or InvalidOperationException or JsonException or OverflowException or ArgumentException)
        {
            throw new FormatException(other.Message, other);
        }
    }
}
