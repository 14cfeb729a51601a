using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Marketplace.ReadModel.Search;

/// <summary>What a folded character is to the search.</summary>
internal enum CharacterKind : byte
{
    /// <summary>Between words.</summary>
    Between,
    /// <summary>A letter or digit of a word that is written with spaces around it.</summary>
    Word,
    /// <summary>A character that stands for itself: Han, and likewise kana, bopomofo and Hangul syllables.</summary>
    Han,
}

/// <summary>
/// Makes spellings of the same text the same: traditional characters become simplified, full width becomes half width, capitals
/// become small, accents fall away; whatever separates words becomes one blank, what cannot be seen goes. The way is one way
/// only: simplified to traditional would lose (干擾 became 乾擾). The table is <c>Data/folding.txt</c>.
/// </summary>
internal static class Folding
{
    private const char Dropped = '\0', Blank = ' ', Wide = '\uFFFF';

    private static readonly FrozenDictionary<int, string> Table = Load();
    private static readonly char[] Narrow = Characters();
    private static readonly CharacterKind[] Kinds = KindsOf();

    /// <summary>The folded text alone. Hundreds of documents are folded for a page, so it has a short way for what is of one length.</summary>
    public static string Plain(string text)
    {
        var folded = ArrayPool<char>.Shared.Rent(text.Length);
        try
        {
            var length = 0;
            foreach (var c in text)
            {
                var narrow = Narrow[c];
                if (narrow is Wide) return Fold(text, null).ToString();
                if (narrow is Dropped || (narrow is Blank && (length == 0 || folded[length - 1] is Blank))) continue;
                folded[length++] = narrow;
            }
            return new string(folded, 0, length);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(folded);
        }
    }

    /// <summary>The folded text with the place in the original that each of its characters comes from.</summary>
    public static FoldedText Map(string text)
    {
        var origins = new List<(int From, int To)>(text.Length);
        var folded = Fold(text, origins).ToString();
        return new FoldedText(text, folded, origins);
    }

    /// <summary>The kind of a folded character; both halves of a pair are of the pair's kind.</summary>
    public static CharacterKind KindAt(string folded, int index)
    {
        var c = folded[index];
        if (!char.IsSurrogate(c)) return Kinds[c];
        var high = char.IsHighSurrogate(c) ? c : folded[index - 1];
        // D840 to D8BF lead to planes 2 and 3, which hold nothing but Han.
        return high is >= '\uD840' and <= '\uD8BF' ? CharacterKind.Han : CharacterKind.Word;
    }

    private static StringBuilder Fold(string text, List<(int, int)>? origins)
    {
        var folded = new StringBuilder(text.Length + 4);
        for (var i = 0; i < text.Length; i++)
        {
            var narrow = Narrow[text[i]];
            switch (narrow)
            {
                case Dropped:
                    break;
                case Wide:
                    var length = Rune.TryGetRuneAt(text, i, out var rune) ? rune.Utf16SequenceLength : 1;
                    foreach (var c in length == 1 && char.IsSurrogate(text[i]) ? " " : Expand(rune)) Add(c, i, i + length);
                    i += length - 1;
                    break;
                default:
                    Add(narrow, i, i + 1);
                    break;
            }
        }
        return folded;

        void Add(char c, int from, int to)
        {
            if (c == Blank && (folded.Length == 0 || folded[^1] == Blank)) return;
            folded.Append(c);
            origins?.Add((from, to));
        }
    }

    private static string Expand(Rune rune)
    {
        if (Table.TryGetValue(rune.Value, out var expansion)) return expansion;
        return Default(rune) switch
        {
            Dropped => "",
            Blank => " ",
            _ => Rune.ToLowerInvariant(rune).ToString(),
        };
    }

    private static FrozenDictionary<int, string> Load()
    {
        var table = new Dictionary<int, string>();
        foreach (var line in Resource.Lines(typeof(Folding), "Search.Data.folding.txt"))
        {
            var (target, sources) = line.Split('\t') is [var first, var second] ? (first, second) : throw new InvalidDataException(line);
            foreach (var rune in sources.EnumerateRunes()) table.Add(rune.Value, target);
        }
        return table.ToFrozenDictionary();
    }

    private static char[] Characters()
    {
        var characters = new char[char.MaxValue + 1];
        for (var i = 0; i < characters.Length; i++)
            characters[i] = Table.TryGetValue(i, out var folded) ? (folded.Length == 1 ? folded[0] : Wide)
                : Rune.TryCreate(i, out var rune) ? Default(rune)
                : Wide;
        return characters;
    }

    /// <summary>What becomes of a character that the table does not have; of one outside the basic plane only whether it stays.</summary>
    private static char Default(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark => Dropped,
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
            or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber =>
            rune.IsBmp && Rune.ToLowerInvariant(rune) is { IsBmp: true } lower ? (char)lower.Value : 'x',
        // Private use too: its characters mark the index's own tokens, so no text may bring any in.
        _ => Blank,
    };

    private static CharacterKind[] KindsOf()
    {
        var kinds = new CharacterKind[char.MaxValue + 1];
        for (var i = 0; i < kinds.Length; i++)
        {
            var c = (char)i;
            kinds[i] = IsHan(c) ? CharacterKind.Han
                : !char.IsSurrogate(c) && Default(new Rune(c)) is not (Dropped or Blank) ? CharacterKind.Word
                : CharacterKind.Between;
        }
        return kinds;
    }

    private static bool IsHan(char c) => c is (>= '\u3400' and <= '\u4DBF') or (>= '\u4E00' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF')
        or '々' or '〇' or (>= 'ぁ' and <= 'ヿ' and not '\u30FB') or (>= '\u3105' and <= '\u312F') or (>= '\u31F0' and <= '\u31FF') or (>= '\uAC00' and <= '\uD7A3');
}

/// <summary>A text, folded, and where each character of the folded text stands in the original: from, and up to but without to.</summary>
internal sealed record FoldedText(string Original, string Folded, IReadOnlyList<(int From, int To)> Origins);
