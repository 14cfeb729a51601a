using System.Text;

namespace Marketplace.ReadModel.Search;

/// <summary>
/// What is handed to FTS5, whose tokenizer only has to split at blanks. Han text is indexed as every character, every two and
/// every three that stand together, so that a query of one to three characters is one term, read in order and left at any
/// moment; a longer one is a phrase of threes. A phrase of single characters reads the longest lists that there are: 13 times as
/// much was measured for two frequent words that seldom meet.
/// </summary>
/// <param name="Marks">Terms that have no place: characters, pairs, words, and the document's properties for filters.</param>
/// <param name="Phrases">The threes in their order. Each stretch ends in a shorter term, so that no phrase reaches beyond it.</param>
internal readonly record struct IndexText(string Marks, string Phrases)
{
    // Private use: Folding lets none of them in, so no text and no query can name such a term.
    /// <summary>In front of what stands in a title or keyword.</summary>
    public const char Head = '\uE000';
    /// <summary>In front of the first 1 to 8 characters of a word.</summary>
    public const char Beginning = '\uE001';
    /// <summary>In front of a whole word of more than 8 characters.</summary>
    public const char Long = '\uE002';
    /// <summary>In front of a property.</summary>
    public const char Property = '\uE003';

    /// <summary>Beginnings of a word that have terms of their own. FTS5 would gather all words that begin with a letter.</summary>
    public const int LongestBeginning = 8;

    public static string PropertyTerm(char property, string code) => $"{Property}{property}{code.Replace("_", "", StringComparison.Ordinal)}";

    public static IndexText Of(IEnumerable<string> head, IEnumerable<string> body, IEnumerable<string> properties)
    {
        var marks = new HashSet<string>(StringComparer.Ordinal);
        var phrases = new StringBuilder();
        foreach (var text in head) Add(text, isHead: true, marks, phrases);
        foreach (var text in body) Add(text, isHead: false, marks, phrases);
        foreach (var property in properties) marks.Add(property);
        return new IndexText(string.Join(' ', marks), phrases.ToString());
    }

    private static void Add(string text, bool isHead, HashSet<string> marks, StringBuilder phrases)
    {
        var folded = Folding.Plain(text);
        foreach (var run in Run.In(folded))
        {
            var part = run.Of(folded);
            if (run.Kind is CharacterKind.Han) AddHan(part, isHead, marks, phrases);
            else AddWord(part, isHead, marks);
        }
    }

    private static void AddHan(string run, bool isHead, HashSet<string> marks, StringBuilder phrases)
    {
        var at = Run.Characters(run);
        for (var i = 0; i < at.Length - 1; i++)
        {
            Mark(run[at[i]..at[i + 1]]);
            if (i + 2 < at.Length) Mark(run[at[i]..at[i + 2]]);
            phrases.Append(run, at[i], at[Math.Min(i + 3, at.Length - 1)] - at[i]).Append(' ');
        }

        void Mark(string term)
        {
            marks.Add(term);
            if (isHead) marks.Add($"{Head}{term}");
        }
    }

    private static void AddWord(string word, bool isHead, HashSet<string> marks)
    {
        var stem = Porter.Stem(word);
        marks.Add(stem);
        if (isHead) marks.Add($"{Head}{stem}");
        for (var length = 1; length <= Math.Min(word.Length, LongestBeginning); length++) marks.Add($"{Beginning}{word[..length]}");
        if (word.Length > LongestBeginning) marks.Add($"{Long}{word}");
    }
}
