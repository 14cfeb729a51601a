using System.Text;
using Marketplace.Log;
using Marketplace.ReadModel.Projection;
using Marketplace.ReadModel.Queries;

namespace Marketplace.ReadModel.Tests;

/// <summary>The smallest event: a word was said.</summary>
sealed record Said(string Word);

/// <summary>A log of words. A build that does not know a word's type is made with <paramref name="unknown"/>.</summary>
sealed class WordModel(string? unknown = null) : ILogModel
{
    public EncodedEvent Encode(object @event) => new(((Said)@event).Word is "novel" ? "novelty" : "said", 1, Encoding.UTF8.GetBytes(((Said)@event).Word));

    public object Decode(string type, int typeVersion, ReadOnlyMemory<byte> data) =>
        type == unknown ? throw new UnknownEventException(type, typeVersion) : new Said(Encoding.UTF8.GetString(data.Span));

    public object Initial(string stream) => "";

    public object Apply(object state, object @event) => ((Said)@event).Word;

    public long? Due(object state) => null;
}

/// <summary>How often each stream said each word, and a tally that is gathered in memory and written at the end of the transaction.</summary>
sealed class WordView(string name = "words", int version = 1, Action<string>? before = null, string? prefix = null) : IView
{
    public string Name => name;

    public int Version => version;

    public string Schema => $"""
        create table {name} (stream text not null, word text not null, said integer not null, primary key (stream, word)) strict, without rowid;
        create table {name}_total (id integer primary key, said integer not null) strict;
        insert into {name}_total values (1, 0);
        """;

    public IProjection Open(Rows rows) => new Projection(this, rows, before, prefix);

    private sealed class Projection(WordView view, Rows rows, Action<string>? before, string? prefix) : IProjection
    {
        private long said;

        public void Apply(LogEvent e)
        {
            var word = ((Said)e.Content).Word;
            before?.Invoke(word);
            said++;
            rows.Run($"insert into {view.Name} values (?1, ?2, 1) on conflict (stream, word) do update set said = said + 1", e.Stream, prefix + word);
        }

        public void Flush()
        {
            if (said > 0) rows.RunOne($"update {view.Name}_total set said = said + ?1 where id = 1", said);
        }
    }
}

sealed record WordCount(string Word) : Query<(long Position, long Said)>
{
    internal override (long Position, long Said) Run(Reading reading) =>
        (reading.Position, reading.One<long>("select coalesce(sum(said), 0) from words where word = @Word", new { Word }));
}

sealed record WordTotal : Query<(long Total, long Sum, bool Incomplete)>
{
    internal override (long Total, long Sum, bool Incomplete) Run(Reading reading) => (
        reading.One<long>("select said from words_total where id = 1"),
        reading.One<long>("select coalesce(sum(said), 0) from words"),
        reading.IsIncomplete("words"));
}
