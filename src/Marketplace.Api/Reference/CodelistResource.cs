using Marketplace.Domain;

namespace Marketplace.Api.Reference;

/// <summary>A list of codes, in its published order.</summary>
public sealed record CodelistResource
{
    public required string Name { get; init; }
    public required IReadOnlyList<CodelistEntryResource> Entries { get; init; }

    internal static CodelistResource From(Codelist list, bool chinese) => new()
    {
        Name = list.Name,
        Entries = [.. list.Entries.Select(entry => new CodelistEntryResource
        {
            Code = entry.Code,
            Label = chinese ? entry.Zh : entry.En,
            Zh = entry.Zh,
            En = entry.En,
            Note = entry.Note.Length > 0 ? entry.Note : null,
            Since = entry.Since,
            Retired = entry.Retired,
            Parent = entry.Parent,
        })],
    };
}

/// <summary>One code with its labels.</summary>
public sealed record CodelistEntryResource
{
    /// <summary>As it stands in JSON; never renamed or used again.</summary>
    public required string Code { get; init; }
    /// <summary>In the language that Accept-Language asks for.</summary>
    public required string Label { get; init; }
    public required string Zh { get; init; }
    public required string En { get; init; }
    /// <summary>Where the code and its meaning come from, and how sure that is.</summary>
    public string? Note { get; init; }
    /// <summary>First day (Asia/Shanghai) on which the code may be used; absent when it always could.</summary>
    public DateOnly? Since { get; init; }
    /// <summary>First day on which it may no longer be used; what was recorded before stays readable.</summary>
    public DateOnly? Retired { get; init; }
    /// <summary>The code above, where there is a tree.</summary>
    public string? Parent { get; init; }
}
