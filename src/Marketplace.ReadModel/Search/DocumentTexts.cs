using Marketplace.ReadModel.Queries;

namespace Marketplace.ReadModel.Search;

/// <summary>The texts of a document, as they were written and folded.</summary>
internal sealed record DocumentText(string? Title, string? TitleZh, string? TitleEn, string? Keywords, string? SummaryZh, string? SummaryEn)
{
    /// <summary>By the names that a reader sees.</summary>
    public IEnumerable<(string Field, string? Text)> Fields =>
        [("title", Title), ("titleZh", TitleZh), ("titleEn", TitleEn), ("keywords", Keywords), ("summaryZh", SummaryZh), ("summaryEn", SummaryEn)];

    public string[] FoldedTitles => field ??= Fold(Title, TitleZh, TitleEn);

    public string FoldedKeywords => field ??= Keywords is null ? "" : Folding.Plain(Keywords);

    public string[] FoldedSummaries => field ??= Fold(SummaryZh, SummaryEn);

    public string[] Folded => [.. FoldedTitles, FoldedKeywords, .. FoldedSummaries];

    private static string[] Fold(params ReadOnlySpan<string?> texts)
    {
        var folded = new List<string>(texts.Length);
        foreach (var text in texts)
            if (text is not null) folded.Add(Folding.Plain(text));
        return [.. folded];
    }
}

/// <summary>Reads documents by their numbers.</summary>
internal sealed class DocumentTexts(Reading reading) : IDisposable
{
    private readonly Statement statement = reading.Prepare(
        """
        select d.title, t.title_zh, t.title_en, t.keywords, t.summary_zh, t.summary_en, d.kind, d.resource, d.field, d.stage, d.region, d.status, d.price, d.published_at
        from search_documents d left join search_texts t on t.id = d.text where d.id = ?1
        """);

    /// <summary>Null when there is none of that number any more.</summary>
    public DocumentText? Read(long document) => Find(document) ? Text() : null;

    public SearchHit Show(long document, SearchTerms? terms)
    {
        if (!Find(document)) throw new InvalidOperationException($"The index holds document {document}, which is not there.");
        var text = Text();
        return new SearchHit
        {
            Kind = Enum.GetValues<SearchKind>().First(kind => Codes.Of(kind) == statement.Text(6)),
            Resource = statement.Text(7)!,
            Title = text.Title,
            TitleZh = text.TitleZh,
            TitleEn = text.TitleEn,
            Field = statement.Text(8),
            Stage = statement.Text(9),
            Region = statement.Text(10),
            Status = statement.Text(11)!,
            Price = statement.IsNull(12) ? null : statement.Number(12),
            PublishedAt = statement.Number(13),
            Highlights = terms is null ? [] : [.. Highlighting.Of(text, terms)],
        };
    }

    private bool Find(long document)
    {
        statement.Reset();
        statement.Bind(1, document);
        return statement.Step() && !statement.IsNull(11);
    }

    private DocumentText Text() => new(statement.Text(0), statement.Text(1), statement.Text(2), statement.Text(3), statement.Text(4), statement.Text(5));

    public void Dispose() => statement.Dispose();
}
