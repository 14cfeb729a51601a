namespace Marketplace.ReadModel.Search;

/// <summary>
/// M. F. Porter's stemmer of English words, as published in 1980: <c>generation</c> and <c>generating</c> become <c>gener</c>.
/// FTS5 has one too, but it also cuts the beginning of a word that a query leaves open, which then finds nothing.
/// </summary>
internal static class Porter
{
    private static readonly (string Suffix, string By)[] Second =
    [
        ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("abli", "able"), ("alli", "al"), ("entli", "ent"),
        ("eli", "e"), ("ousli", "ous"), ("ization", "ize"), ("ation", "ate"), ("ator", "ate"), ("alism", "al"), ("iveness", "ive"), ("fulness", "ful"),
        ("ousness", "ous"), ("aliti", "al"), ("iviti", "ive"), ("biliti", "ble"),
    ];

    private static readonly (string Suffix, string By)[] Third =
        [("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", "")];

    private static readonly string[] Fourth =
        ["al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism", "ate", "iti", "ous", "ive", "ize"];

    /// <param name="word">Small letters a to z; anything else is given back as it is.</param>
    public static string Stem(string word)
    {
        if (word.Length < 3 || word.AsSpan().ContainsAnyExceptInRange('a', 'z')) return word;
        word = Plural(word);
        word = PastAndGerund(word);
        if (word[^1] is 'y' && HasVowel(word, word.Length - 1)) word = word[..^1] + "i";
        word = Longest(word, Second);
        word = Longest(word, Third);
        return Tidy(Cut(word));
    }

    private static string Plural(string word) =>
        word.EndsWith("sses", StringComparison.Ordinal) || word.EndsWith("ies", StringComparison.Ordinal) ? word[..^2]
        : word[^1] is 's' && word[^2] is not 's' ? word[..^1]
        : word;

    private static string PastAndGerund(string word)
    {
        if (word.EndsWith("eed", StringComparison.Ordinal)) return Measure(word, word.Length - 3) > 0 ? word[..^1] : word;
        var stem = word.EndsWith("ed", StringComparison.Ordinal) ? word[..^2] : word.EndsWith("ing", StringComparison.Ordinal) ? word[..^3] : null;
        if (stem is null || !HasVowel(stem, stem.Length)) return word;
        if (stem.EndsWith("at", StringComparison.Ordinal) || stem.EndsWith("bl", StringComparison.Ordinal) || stem.EndsWith("iz", StringComparison.Ordinal)) return stem + "e";
        if (EndsInDouble(stem) && stem[^1] is not ('l' or 's' or 'z')) return stem[..^1];
        return Measure(stem, stem.Length) == 1 && EndsShort(stem, stem.Length) ? stem + "e" : stem;
    }

    private static string Longest(string word, (string Suffix, string By)[] rules)
    {
        var (suffix, by) = ("", "");
        foreach (var rule in rules)
            if (rule.Suffix.Length > suffix.Length && word.EndsWith(rule.Suffix, StringComparison.Ordinal)) (suffix, by) = rule;
        return suffix.Length > 0 && Measure(word, word.Length - suffix.Length) > 0 ? word[..^suffix.Length] + by : word;
    }

    private static string Cut(string word)
    {
        var suffix = "";
        foreach (var candidate in Fourth)
            if (candidate.Length > suffix.Length && word.EndsWith(candidate, StringComparison.Ordinal)) suffix = candidate;
        if (suffix.Length == 0 || Measure(word, word.Length - suffix.Length) <= 1) return word;
        var stem = word[..^suffix.Length];
        return suffix is "ion" && stem[^1] is not ('s' or 't') ? word : stem;
    }

    private static string Tidy(string word)
    {
        if (word[^1] is 'e')
        {
            var measure = Measure(word, word.Length - 1);
            if (measure > 1 || (measure == 1 && !EndsShort(word, word.Length - 1))) word = word[..^1];
        }
        return word.EndsWith("ll", StringComparison.Ordinal) && Measure(word, word.Length) > 1 ? word[..^1] : word;
    }

    /// <summary>How often, within the length, vowels are followed by consonants.</summary>
    private static int Measure(string word, int length)
    {
        var measure = 0;
        for (var i = 1; i < length; i++)
            if (IsConsonant(word, i) && !IsConsonant(word, i - 1)) measure++;
        return measure;
    }

    private static bool HasVowel(string word, int length)
    {
        for (var i = 0; i < length; i++)
            if (!IsConsonant(word, i)) return true;
        return false;
    }

    private static bool EndsInDouble(string word) => word.Length > 1 && word[^1] == word[^2] && IsConsonant(word, word.Length - 1);

    /// <summary>Consonant, vowel, consonant other than w, x, y at the end of the length.</summary>
    private static bool EndsShort(string word, int length) => length >= 3 && IsConsonant(word, length - 1) && !IsConsonant(word, length - 2)
        && IsConsonant(word, length - 3) && word[length - 1] is not ('w' or 'x' or 'y');

    private static bool IsConsonant(string word, int i) => word[i] switch
    {
        'a' or 'e' or 'i' or 'o' or 'u' => false,
        'y' => i == 0 || !IsConsonant(word, i - 1),
        _ => true,
    };
}
