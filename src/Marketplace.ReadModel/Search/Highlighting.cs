using System.Globalization;

namespace Marketplace.ReadModel.Search;

/// <summary>
/// Shows where a text met the query. Places are found in the folded text and told in the original, widened to whole characters
/// as a reader sees them: a surrogate pair, a letter with its accents, an emoji of several code points are one.
/// </summary>
internal static class Highlighting
{
    /// <summary>UTF-16 code units of a text that are shown at most, and of those the ones in front of the first place.</summary>
    public const int Longest = 160, Before = 40;

    public static IEnumerable<Highlight> Of(DocumentText document, SearchTerms terms)
    {
        foreach (var (field, text) in document.Fields)
            if (text is not null && Of(field, text, terms) is { } highlight) yield return highlight;
    }

    public static Highlight? Of(string field, string text, SearchTerms terms)
    {
        var ranges = Ranges(text, terms);
        if (ranges.Count == 0) return null;
        if (text.Length <= Longest) return new Highlight(field, text, ranges);
        var characters = StringInfo.ParseCombiningCharacters(text);
        var start = StartAt(characters, Math.Max(0, ranges[0].From - Before));
        // At least the whole first place, however long one character is made.
        var end = start + Longest >= text.Length ? text.Length : Math.Max(ranges[0].To, StartAt(characters, start + Longest));
        return new Highlight(field, text[start..end], [.. ranges.Where(range => range.To <= end).Select(range => new TextRange(range.From - start, range.To - start))]);
    }

    /// <summary>The places in the original, from left to right, none touching the next.</summary>
    public static IReadOnlyList<TextRange> Ranges(string text, SearchTerms terms)
    {
        var mapped = Folding.Map(text);
        var places = terms.Terms.SelectMany(term => term.Places(mapped.Folded)).Order().ToList();
        if (places.Count == 0) return [];
        var characters = StringInfo.ParseCombiningCharacters(text);
        var ranges = new List<TextRange>();
        foreach (var (from, to) in places)
        {
            var range = new TextRange(StartAt(characters, mapped.Origins[from].From), EndAt(characters, mapped.Origins[to - 1].To, text.Length));
            if (ranges.Count > 0 && range.From <= ranges[^1].To) ranges[^1] = new TextRange(Math.Min(ranges[^1].From, range.From), Math.Max(ranges[^1].To, range.To));
            else ranges.Add(range);
        }
        return ranges;
    }

    /// <summary>Where the character begins that holds the place.</summary>
    private static int StartAt(int[] characters, int place)
    {
        var at = Array.BinarySearch(characters, place);
        return characters[at >= 0 ? at : ~at - 1];
    }

    /// <summary>Where the character ends that holds what is in front of the place.</summary>
    private static int EndAt(int[] characters, int place, int length)
    {
        var at = Array.BinarySearch(characters, place);
        if (at >= 0) return place;
        return ~at < characters.Length ? characters[~at] : length;
    }
}
