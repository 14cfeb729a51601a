using System.Buffers.Binary;
using Marketplace.ReadModel.Projection;
using Marketplace.ReadModel.Queries;

namespace Marketplace.ReadModel.Search;

/// <summary>
/// Two properties of every document by its number, many in one row: what a query has to know of 20,000 hits costs it a few
/// hundred rows, and not 20,000.
/// </summary>
internal static class SearchColumns
{
    public const string Schema = """
        create table search_attributes (
            block integer primary key,
            data  blob not null
        ) strict;

        create table search_prices (
            block integer primary key,
            data  blob not null
        ) strict;
        """;

    /// <summary>Documents to a row: 8 KB.</summary>
    private const int Attributes = 4096, Prices = 1024;

    /// <summary>The price of what has none.</summary>
    public const long NoPrice = -1;

    /// <summary>Gathers changes and writes each row once.</summary>
    internal sealed class Writer(Rows rows)
    {
        private readonly SortedDictionary<long, byte[]> attributes = [], prices = [];

        public void Set(long document, ushort packed, long? price)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(Block("search_attributes", attributes, document / Attributes, Attributes * 2).AsSpan((int)(document % Attributes) * 2), packed);
            BinaryPrimitives.WriteInt64LittleEndian(Block("search_prices", prices, document / Prices, Prices * 8).AsSpan((int)(document % Prices) * 8), price ?? NoPrice);
        }

        private byte[] Block(string table, SortedDictionary<long, byte[]> blocks, long number, int size)
        {
            if (blocks.TryGetValue(number, out var known)) return known;
            var block = rows.First($"select data from {table} where block = ?1", number) is [byte[] data] ? data : new byte[size];
            blocks.Add(number, block);
            return block;
        }

        public void Flush()
        {
            foreach (var (block, data) in attributes) rows.Run("insert into search_attributes values (?1, ?2) on conflict (block) do update set data = ?2", block, data);
            foreach (var (block, data) in prices) rows.Run("insert into search_prices values (?1, ?2) on conflict (block) do update set data = ?2", block, data);
            attributes.Clear();
            prices.Clear();
        }
    }

    /// <summary>Reads them for documents that come in order of their numbers.</summary>
    internal sealed class Reader(Reading reading) : IDisposable
    {
        private readonly Statement attributes = reading.Prepare("select data from search_attributes where block = ?1"),
            prices = reading.Prepare("select data from search_prices where block = ?1");
        private readonly byte[] attributeBlock = new byte[Attributes * 2], priceBlock = new byte[Prices * 8];
        private long attributeNumber = -1, priceNumber = -1;

        public ushort AttributesOf(long document)
        {
            Load(attributes, document / Attributes, ref attributeNumber, attributeBlock);
            return BinaryPrimitives.ReadUInt16LittleEndian(attributeBlock.AsSpan((int)(document % Attributes) * 2));
        }

        public long PriceOf(long document)
        {
            Load(prices, document / Prices, ref priceNumber, priceBlock);
            return BinaryPrimitives.ReadInt64LittleEndian(priceBlock.AsSpan((int)(document % Prices) * 8));
        }

        private static void Load(Statement statement, long number, ref long loaded, byte[] block)
        {
            if (loaded == number) return;
            statement.Reset();
            statement.Bind(1, number);
            if (statement.Step()) statement.Bytes(0).CopyTo(block);
            else Array.Clear(block);
            loaded = number;
        }

        public void Dispose()
        {
            attributes.Dispose();
            prices.Dispose();
        }
    }
}
