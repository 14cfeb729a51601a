using System.Collections.Immutable;
using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.ReadModel.Projection;

namespace Marketplace.ReadModel.Search;

/// <summary>What an achievement or a demand says of itself, as far as the search knows it.</summary>
internal sealed record SearchText(
    string? TitleZh, string? TitleEn, ImmutableArray<string> Keywords, string? SummaryZh, string? SummaryEn, TechnicalField? Field, AchievementStage? Stage, string? Region, Money? Price);

/// <summary>
/// Writes documents. Their rows are written at once; the index, which costs a hundred times as much, only once a transaction
/// and in the order of their numbers: FTS5 begins a new segment whenever a number is below the one before.
/// </summary>
internal sealed class SearchDocuments(Rows rows)
{
    /// <summary>Between the keywords of one text.</summary>
    public const char BetweenKeywords = '\n';

    /// <summary>The documents to be indexed anew, and whether they have come in this transaction.</summary>
    private readonly SortedDictionary<long, bool> changed = [];
    private readonly SearchColumns.Writer columns = new(rows);

    public void Write(string source, SearchText text)
    {
        var known = rows.First("select id from search_texts where source = ?1", source) is [long id] ? id : Next("text");
        rows.Run(
            """
            insert into search_texts (id, source, title_zh, title_en, keywords, summary_zh, summary_en, field, stage, region, price)
            values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
            on conflict (id) do update set title_zh = ?3, title_en = ?4, keywords = ?5, summary_zh = ?6, summary_en = ?7, field = ?8, stage = ?9, region = ?10, price = ?11
            """,
            known, source, text.TitleZh, text.TitleEn, text.Keywords.Length > 0 ? string.Join(BetweenKeywords, text.Keywords) : null, text.SummaryZh, text.SummaryEn,
            text.Field, text.Stage, text.Region, text.Price);
    }

    /// <summary>Shows a resource to everybody from now on.</summary>
    /// <param name="source">Whose text it has.</param>
    /// <param name="title">Its own title beside that of the text.</param>
    /// <param name="price">In place of the text's.</param>
    public void Publish(SearchKind kind, string resource, string source, Enum status, long at, string? title = null, Money? price = null, bool ownPrice = true)
    {
        var id = Next("document");
        rows.Run(
            """
            insert into search_documents (id, kind, resource, text, title, field, stage, region, status, price, published_at)
            select ?1, ?2, ?3, t.id, ?5, t.field, t.stage, t.region, ?6, iif(?8, ?7, t.price), ?9 from (select 1) left join search_texts t on t.source = ?4
            """,
            id, kind, resource, source, title, status, price, ownPrice, at);
        changed[id] = true;
        Suggest(id, 1);
    }

    /// <summary>Its state or price is another now.</summary>
    public void Change(string resource, Enum status, Money? price = null)
    {
        rows.RunOne("update search_documents set status = ?2, price = coalesce(?3, price) where resource = ?1", resource, status, price);
        Touch(NumberOf(resource)!.Value);
    }

    /// <summary>Its text is another now.</summary>
    public void Revise(string resource, SearchText text)
    {
        var id = NumberOf(resource) ?? throw new InvalidOperationException($"{resource} was never published.");
        Suggest(id, -1);
        Write(resource, text);
        rows.RunOne("update search_documents set (field, stage, region, price) = (select field, stage, region, price from search_texts where source = ?2) where id = ?1", id, resource);
        Suggest(id, 1);
        Touch(id);
    }

    /// <summary>Shows it to nobody any more. Its number stays taken, so that no cursor meets another document under it.</summary>
    /// <param name="wasShown">False when it may never have been shown to anybody.</param>
    public void Remove(string resource, bool wasShown = true)
    {
        if (rows.First("select id, status from search_documents where resource = ?1", resource) is not [long id, var status])
        {
            if (wasShown) throw new InvalidOperationException($"{resource} was never published.");
            return;
        }
        if (status is null) return;
        Suggest(id, -1);
        rows.RunOne("update search_documents set status = null where id = ?1", id);
        Touch(id);
    }

    private void Touch(long id) => changed.TryAdd(id, false);

    private long? NumberOf(string resource) => rows.First("select id from search_documents where resource = ?1", resource) is [long id] ? id : null;

    private long Next(string of) => (long)rows.First($"update search_numbers set last_{of} = last_{of} + 1 where id = 1 returning last_{of}")![0]!;

    /// <summary>What a reader who has begun to type it is offered: titles and keywords.</summary>
    private void Suggest(long id, int documents)
    {
        var texts = TextsOf(id);
        foreach (var shown in texts.Head.Select(text => text.Trim()).Where(text => text.Length is > 0 and <= 120).Distinct(StringComparer.Ordinal))
        {
            rows.Run("insert into search_suggestions values (?1, ?2, ?3) on conflict (folded, shown) do update set documents = documents + ?3", Folding.Plain(shown), shown, documents);
            if (documents < 0) rows.Run("delete from search_suggestions where folded = ?1 and shown = ?2 and documents <= 0", Folding.Plain(shown), shown);
        }
    }

    private (IReadOnlyList<string> Head, IReadOnlyList<string> Body, SearchProperties? Properties) TextsOf(long id)
    {
        var row = rows.First(
            """
            select d.title, t.title_zh, t.title_en, t.keywords, t.summary_zh, t.summary_en, d.kind, d.field, d.stage, d.region, d.status, d.price
            from search_documents d left join search_texts t on t.id = d.text where d.id = ?1
            """, id)!;
        List<string> head = [.. row[..3].OfType<string>(), .. (row[3] as string)?.Split(BetweenKeywords) ?? []], body = [.. row[4..6].OfType<string>()];
        var properties = row[10] is string status
            ? new SearchProperties(Enum.GetValues<SearchKind>().First(kind => Codes.Of(kind) == (string)row[6]!), row[7] as string, row[8] as string, row[9] as string, status, row[11] as long?)
            : null;
        return (head, body, properties);
    }

    public void Flush()
    {
        foreach (var (id, isNew) in changed)
        {
            var (head, body, properties) = TextsOf(id);
            if (properties is null)
            {
                if (!isNew) rows.Run("delete from search_index where rowid = ?1", id);
                columns.Set(id, 0, null);
                continue;
            }
            var text = IndexText.Of(head, body, properties.Terms());
            rows.Run(isNew ? "insert into search_index (rowid, marks, phrases) values (?1, ?2, ?3)" : "insert or replace into search_index (rowid, marks, phrases) values (?1, ?2, ?3)",
                id, text.Marks, text.Phrases);
            columns.Set(id, properties.Packed, properties.Price);
        }
        columns.Flush();
        changed.Clear();
    }
}
