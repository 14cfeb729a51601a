using Marketplace.Domain;
using Marketplace.Domain.People;
using Marketplace.ReadModel.Queries;

namespace Marketplace.ReadModel.People;

/// <summary>One person in a list.</summary>
public sealed record PersonRow
{
    public required string Id { get; init; }
    public required long Position { get; init; }
}

/// <summary>The people of the viewer's organisation, newest first; of all organisations for who administers the platform.</summary>
public sealed record PersonList : ListQuery<PersonRow>
{
    /// <summary>Whether the viewer administers the platform.</summary>
    public bool OfAll { get; init; }

    public string? Organization { get; init; }
    public IReadOnlyList<PersonPhase> States { get; init; } = [];

    /// <summary>Who holds one of these.</summary>
    public IReadOnlyList<Role> Roles { get; init; } = [];

    private protected override string[] Views => [PeopleView.ViewName];

    private protected override string Select => "select position, id from people";

    private protected override PageKey KeyOf(PersonRow row) => new(row.Position, row.Position);

    private protected override void Filter(Conditions where)
    {
        if (!OfAll) where.Is("organization", Viewer.Organization ?? "");
        where.Is("organization", Organization).In("state", States);
        if (Roles.Count > 0)
            where.Add($"exists (select 1 from person_roles where person = id and role in ({string.Join(", ", Codes.Of(Roles).Select(where.Parameter))}))");
    }
}
