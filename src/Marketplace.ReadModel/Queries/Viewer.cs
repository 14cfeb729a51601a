using Marketplace.Domain;

namespace Marketplace.ReadModel.Queries;

/// <summary>
/// Through whose eyes a list is read. It is part of the query, so a row that the viewer may not know never leaves the
/// database; each list carries out the same rule as its aggregate's <c>VisibleTo</c>.
/// </summary>
/// <param name="Organization">The organisation that the viewer acts for; absent for one who is not signed in.</param>
/// <param name="Kind">Its kind; absent with it.</param>
public sealed record Viewer(string? Organization, OrganizationKind? Kind)
{
    /// <summary>Not signed in: sees what is published.</summary>
    public static Viewer Anyone { get; } = new(null, null);

    public static Viewer Of(Actor? reader) => reader is null ? Anyone : new Viewer(reader.Organization, reader.Kind);

    internal bool IsOperator => Kind is OrganizationKind.MarketOperator;

    internal bool IsSupervisor => Kind is OrganizationKind.Supervisor;
}
