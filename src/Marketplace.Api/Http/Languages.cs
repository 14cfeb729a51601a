using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Marketplace.Api.Http;

/// <summary>Texts are in Chinese unless the reader prefers English (RFC 9110, 12.5.4).</summary>
internal static class Languages
{
    public static bool PrefersChinese(StringValues acceptLanguage)
    {
        if (acceptLanguage.Count == 0 || !StringWithQualityHeaderValue.TryParseList(acceptLanguage, out var wanted)) return true;
        double chinese = 0, english = 0;
        foreach (var language in wanted)
        {
            var quality = language.Quality ?? 1;
            var tag = language.Value.AsSpan();
            if (tag.StartsWith("zh", StringComparison.OrdinalIgnoreCase) || tag is "*") chinese = Math.Max(chinese, quality);
            else if (tag.StartsWith("en", StringComparison.OrdinalIgnoreCase)) english = Math.Max(english, quality);
        }
        return chinese >= english;
    }
}
