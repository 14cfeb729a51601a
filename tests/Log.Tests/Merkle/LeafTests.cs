using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Marketplace.Merkle;

namespace Marketplace.Log.Tests.Merkle;

public sealed class LeafTests
{
    private static StoredEvent Event(string stream = "auc_0190", string actor = "usr_王建国", string data = """{"label":"竞买人3","fen":30000000000}""") => new()
    {
        Position = 4711,
        Stream = stream,
        Version = 42,
        Type = "bid_placed",
        TypeVersion = 1,
        At = 1_772_413_200_123,
        Actor = actor,
        Salt = [.. Enumerable.Range(0, 32).Select(i => (byte)i)],
        Data = Encoding.UTF8.GetBytes(data),
    };

    /// <summary>The layout as its documentation says it, written again and not copied.</summary>
    private static byte[] Input(StoredEvent e)
    {
        static byte[] Number(long number)
        {
            var bytes = new byte[8];
            BinaryPrimitives.WriteInt64BigEndian(bytes, number);
            return bytes;
        }

        byte[][] fields =
        [
            "marketplace-event-1"u8.ToArray(),
            e.Salt[..16],
            Number(e.Position),
            Encoding.UTF8.GetBytes(e.Stream),
            Number(e.Version),
            Encoding.UTF8.GetBytes($"{e.Type}.{e.TypeVersion}"),
            Number(e.At),
            SHA256.HashData([.. e.Salt[16..], .. Encoding.UTF8.GetBytes(e.Actor)]),
            e.Data,
        ];
        return [.. fields.SelectMany(field => Number(field.Length)[4..].Concat(field))];
    }

    // Frozen with the first committed event: every receipt and every published proof stands on these bytes.
    [Test]
    public void The_leaf_is_these_bytes_for_ever()
    {
        const string Golden =
            "000000136d61726b6574706c6163652d6576656e742d31" +
            "00000010000102030405060708090a0b0c0d0e0f" +
            "000000080000000000001267" +
            "000000086175635f30313930" +
            "00000008000000000000002a" +
            "0000000c6269645f706c616365642e31" +
            "000000080000019cac0f26fb" +
            "00000020358c933e65c88c8fda92752a78a25e2874e914988a1c69b740ae47b92faf5a83" +
            "000000287b226c6162656c223a22e7ab9ee4b9b0e4baba33222c2266656e223a33303030303030303030307d";

        Assert.That(Convert.ToHexStringLower(Input(Event())), Is.EqualTo(Golden));
        Assert.That(Convert.ToHexStringLower(Event().LeafHash), Is.EqualTo("f7a5bd38aebf69191d9fd51a38231e5d961529ff1896d3cd9bd040631c3a1d86"));
    }

    [Property]
    public Property Every_leaf_follows_the_layout() =>
        Prop.ForAll(ArbMap.Default.ArbFor<(NonNull<string>, NonNull<string>, NonNull<string>)>(), texts =>
        {
            var (stream, actor, data) = texts;
            var e = Event(stream.Get, actor.Get[..Math.Min(actor.Get.Length, 170)], data.Get);
            return e.LeafHash.AsSpan().SequenceEqual(NaiveTree.LeafHash(Input(e)));
        });

    [TestCase(1_800)]
    [TestCase(2_048)]
    [TestCase(100_000)]
    public void Large_data_follows_the_layout_too(int length)
    {
        var e = Event(data: new string('玻', length));

        Assert.That(e.LeafHash, Is.EqualTo(NaiveTree.LeafHash(Input(e))));
    }

    [Test]
    public void Who_knows_only_the_actors_hash_comes_to_the_same_leaf()
    {
        var e = Event();
        var known = new LeafFields
        {
            Salt = e.Salt.AsSpan(0, 16), Position = 4711, Stream = "auc_0190", Version = 42, Type = "bid_placed", TypeVersion = 1,
            At = 1_772_413_200_123, ActorHash = e.ActorHash, Data = e.Data,
        };

        Assert.That(Leaf.Hash(known), Is.EqualTo(e.LeafHash));
    }

    [Test]
    public void Every_field_counts()
    {
        var e = Event();
        StoredEvent With(long? position = null, string? stream = null, long? version = null, string? type = null, int? typeVersion = null, long? at = null, string? actor = null, byte[]? salt = null, byte[]? data = null) => new()
        {
            Position = position ?? e.Position, Stream = stream ?? e.Stream, Version = version ?? e.Version, Type = type ?? e.Type,
            TypeVersion = typeVersion ?? e.TypeVersion, At = at ?? e.At, Actor = actor ?? e.Actor, Salt = salt ?? e.Salt, Data = data ?? e.Data,
        };
        byte[] Flip(int at)
        {
            var salt = e.Salt.ToArray();
            salt[at] ^= 1;
            return salt;
        }

        StoredEvent[] changed =
        [
            e, With(position: 4712), With(stream: "auc_0191"), With(version: 43), With(type: "bid_placee"), With(typeVersion: 2), With(at: e.At + 1),
            With(actor: "usr_王建民"), With(salt: Flip(0)), With(salt: Flip(15)), With(salt: Flip(16)), With(salt: Flip(31)), With(data: [.. e.Data, 0x20]),
            // A character that moves over the border between two fields is another leaf.
            With(stream: "auc_019", data: [(byte)'0', .. e.Data]),
        ];

        Assert.That(changed.Select(each => Convert.ToHexString(each.LeafHash)), Is.Unique);
    }

    [Test]
    public void An_actor_of_512_bytes_is_held_and_one_more_is_refused()
    {
        Assert.That(() => Event(actor: new string('a', 512)).LeafHash, Throws.Nothing);
        Assert.That(() => Event(actor: new string('a', 513)).LeafHash, Throws.ArgumentException);
    }
}
