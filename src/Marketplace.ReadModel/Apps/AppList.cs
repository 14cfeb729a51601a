using Marketplace.Domain.Apps;
using Marketplace.ReadModel.Queries;

namespace Marketplace.ReadModel.Apps;

/// <summary>One app in a list.</summary>
public sealed record AppRow
{
    public required string Id { get; init; }
    public required long Position { get; init; }
}

/// <summary>The apps of the viewer's organisation, newest first; of all organisations for who administers the platform.</summary>
public sealed record AppList : ListQuery<AppRow>
{
    /// <summary>Whether the viewer administers the platform.</summary>
    public bool OfAll { get; init; }

    public string? Organization { get; init; }
    public IReadOnlyList<AppPhase> States { get; init; } = [];

    private protected override string[] Views => [AppsView.ViewName];

    private protected override string Select => "select position, id from apps";

    private protected override PageKey KeyOf(AppRow row) => new(row.Position, row.Position);

    private protected override void Filter(Conditions where)
    {
        if (!OfAll) where.Is("organization", Viewer.Organization ?? "");
        where.Is("organization", Organization).In("state", States);
    }
}
