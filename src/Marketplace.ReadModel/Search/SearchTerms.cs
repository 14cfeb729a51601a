namespace Marketplace.ReadModel.Search;

/// <summary>
/// What a reader typed, as terms that must all be met: each stretch of Han characters as it stands, each word by its stem, the
/// last word also as the beginning of one. Nothing of what was typed is ever an operator of the engine: a term holds nothing
/// but letters, digits and Han characters, and is quoted.
/// </summary>
internal sealed class SearchTerms
{
    private SearchTerms(IReadOnlyList<SearchTerm> terms) => Terms = terms;

    public IReadOnlyList<SearchTerm> Terms { get; }

    /// <summary>There is nothing in it to look for: it finds nothing.</summary>
    public bool IsEmpty => Terms.Count == 0;

    public static SearchTerms Of(string text)
    {
        var folded = Folding.Plain(text);
        var runs = Run.In(folded).ToList();
        var last = runs.FindLastIndex(run => run.Kind is CharacterKind.Word);
        return new SearchTerms([.. runs.Select((run, i) => SearchTerm.Of(run.Kind, run.Of(folded), i == last)).Distinct()]);
    }

    /// <summary>Documents that meet all terms, for MATCH.</summary>
    public string Match => string.Join(" AND ", Terms.Select(term => term.Match));

    /// <summary>Those that meet all of them in titles or keywords, or nearly: of a long stretch, only that its pairs are there.</summary>
    public string HeadMatch => string.Join(" AND ", Terms.Select(term => term.HeadMatch));

    /// <summary>Whether the folded texts together meet all terms, as the index would say.</summary>
    public bool Met(params ReadOnlySpan<string> folded)
    {
        foreach (var term in Terms)
        {
            var found = false;
            foreach (var text in folded) found = found || term.CountIn(text) > 0;
            if (!found) return false;
        }
        return true;
    }
}

/// <summary>One term.</summary>
internal abstract record SearchTerm
{
    public abstract string Match { get; }

    public abstract string HeadMatch { get; }

    /// <summary>Where it stands in a folded text, from left to right.</summary>
    public abstract IEnumerable<(int From, int To)> Places(string folded);

    /// <summary>How many places there are.</summary>
    public abstract int CountIn(string folded);

    public static SearchTerm Of(CharacterKind kind, string text, bool open) => kind is CharacterKind.Han ? new HanTerm(text) : new WordTerm(text, open);

    protected static string Quoted(string term) => $"\"{term}\"";
}

/// <summary>A stretch of Han characters.</summary>
internal sealed record HanTerm(string Text) : SearchTerm
{
    public override string Match
    {
        get
        {
            var at = Run.Characters(Text);
            return at.Length <= 4 ? Quoted(Text) : Quoted(string.Join(' ', Enumerable.Range(0, at.Length - 3).Select(i => Text[at[i]..at[i + 3]])));
        }
    }

    public override string HeadMatch
    {
        get
        {
            var at = Run.Characters(Text);
            return at.Length <= 2 ? Quoted($"{IndexText.Head}{Text}")
                : string.Join(" AND ", Enumerable.Range(0, at.Length - 2).Select(i => Quoted($"{IndexText.Head}{Text[at[i]..at[i + 2]]}")).Distinct());
        }
    }

    public override IEnumerable<(int From, int To)> Places(string folded)
    {
        for (var i = folded.IndexOf(Text, StringComparison.Ordinal); i >= 0; i = folded.IndexOf(Text, i + Text.Length, StringComparison.Ordinal))
            yield return (i, i + Text.Length);
    }

    public override int CountIn(string folded) => folded.AsSpan().Count(Text);
}

/// <summary>A word.</summary>
/// <param name="Open">It may be the beginning of one.</param>
internal sealed record WordTerm(string Text, bool Open) : SearchTerm
{
    private readonly string stem = Porter.Stem(Text);

    public override string Match =>
        !Open ? Quoted(stem)
        : Text.Length <= IndexText.LongestBeginning ? $"({Quoted(stem)} OR {Quoted($"{IndexText.Beginning}{Text}")})"
        : $"({Quoted(stem)} OR {Quoted($"{IndexText.Long}{Text}")} *)";

    /// <summary>By its stem alone: the beginnings of words in titles have no terms of their own.</summary>
    public override string HeadMatch => Quoted($"{IndexText.Head}{stem}");

    public override IEnumerable<(int From, int To)> Places(string folded)
    {
        // A stem differs from the beginning of its words in its last letter at most.
        var beginning = stem[..Math.Max(1, stem.Length - 1)];
        for (var start = folded.IndexOf(beginning, StringComparison.Ordinal); start >= 0;)
        {
            var end = start + 1;
            if (start == 0 || Folding.KindAt(folded, start - 1) is not CharacterKind.Word)
            {
                while (end < folded.Length && Folding.KindAt(folded, end) is CharacterKind.Word) end++;
                var word = new Run(CharacterKind.Word, start, end - start).Of(folded);
                // Of a word that begins like this one, what was typed is shown; of another form of it, the whole.
                if (Open && word.StartsWith(Text, StringComparison.Ordinal)) yield return (start, start + Text.Length);
                else if (Porter.Stem(word) == stem) yield return (start, end);
            }
            start = folded.IndexOf(beginning, end, StringComparison.Ordinal);
        }
    }

    public override int CountIn(string folded) => Places(folded).Count();
}
