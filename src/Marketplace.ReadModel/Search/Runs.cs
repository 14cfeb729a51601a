namespace Marketplace.ReadModel.Search;

/// <summary>A stretch of one kind in a folded text.</summary>
internal readonly record struct Run(CharacterKind Kind, int Start, int Length)
{
    /// <summary>A word longer than this is told from others by so many of its characters: nobody looks for more.</summary>
    public const int LongestWord = 64;

    public string Of(string folded) => folded.Substring(Start, Kind is CharacterKind.Word ? Math.Min(Length, LongestWord) : Length);

    /// <summary>The words and the stretches of Han characters, in order.</summary>
    public static IEnumerable<Run> In(string folded)
    {
        for (var i = 0; i < folded.Length;)
        {
            var (kind, start) = (Folding.KindAt(folded, i), i);
            while (i < folded.Length && Folding.KindAt(folded, i) == kind) i++;
            if (kind is not CharacterKind.Between) yield return new Run(kind, start, i - start);
        }
    }

    /// <summary>The places in a stretch of Han where its characters begin, and its end: one character may take two places.</summary>
    public static int[] Characters(string run)
    {
        var starts = new List<int>(run.Length + 1);
        for (var i = 0; i < run.Length; i += char.IsHighSurrogate(run[i]) ? 2 : 1) starts.Add(i);
        return [.. starts, run.Length];
    }
}
