using System.Collections.Frozen;
using System.Text;
using Marketplace.ReadModel.Search;

namespace Marketplace.ReadModel.Organizations;

/// <summary>How Chinese names are spelt in pinyin without tones, from the table <c>pinyin.txt</c>; ü is v.</summary>
internal static class Pinyin
{
    /// <summary>Of a name with several characters that are read in two ways, so many spellings are kept.</summary>
    public const int MostSpellings = 8;

    private static readonly FrozenDictionary<char, string[]> Readings = Load();

    /// <summary>
    /// What a name can be found by, each with a blank in front: its syllables and its initials, from the first on, from the
    /// second on and so forth. 浙江大学 is found by zhejiangdaxue, jiangdaxue, daxue, xue, zjdx, jdx, dx, x and whatever these begin with.
    /// </summary>
    public static string Keys(string name)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var syllables in Spellings(Folding.Plain(name)))
            for (var i = 0; i < syllables.Count; i++)
            {
                keys.Add(string.Concat(syllables.Skip(i)));
                keys.Add(string.Concat(syllables.Skip(i).Select(syllable => syllable[0])));
            }
        return string.Concat(keys.Select(key => $" {key}"));
    }

    /// <summary>What a reader typed, as it would stand in the keys: without blanks and apostrophes. Null when it cannot be pinyin.</summary>
    public static string? Typed(string text)
    {
        var typed = new StringBuilder();
        foreach (var c in Folding.Plain(text))
        {
            if (c is ' ') continue;
            if (!char.IsAsciiLetterOrDigit(c)) return null;
            typed.Append(c);
        }
        return typed.Length > 0 ? typed.ToString() : null;
    }

    private static List<List<string>> Spellings(string folded)
    {
        List<List<string>> spellings = [[]];
        foreach (var c in folded)
        {
            if (Readings.TryGetValue(c, out var readings))
            {
                if (spellings.Count * readings.Length > MostSpellings) readings = readings[..1];
                spellings = [.. spellings.SelectMany(_ => readings, (spelling, reading) => (List<string>)[.. spelling, reading])];
            }
            else if (char.IsAsciiLetterOrDigit(c))
            {
                foreach (var spelling in spellings) spelling.Add($"{c}");
            }
        }
        return spellings;
    }

    private static FrozenDictionary<char, string[]> Load()
    {
        var readings = new Dictionary<char, string[]>();
        foreach (var line in Resource.Lines(typeof(Pinyin), "Organizations.pinyin.txt"))
        {
            var (syllable, characters) = line.Split('\t') is [var first, var second] ? (first.TrimStart('+'), second) : throw new InvalidDataException(line);
            foreach (var c in characters) readings[c] = readings.TryGetValue(c, out var known) ? [.. known, syllable] : [syllable];
        }
        return readings.ToFrozenDictionary();
    }
}
