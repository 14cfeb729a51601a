namespace Marketplace.Conformance.Tests;

/// <summary><c>api-specs/permissions.csv</c> as a reader of the file understands it, not as the program does.</summary>
internal static class Table
{
    public sealed record Row(string Operation, string Access, string Scope)
    {
        public bool Anonymous => Access == "anonymous";

        /// <summary>Whether a signed-in caller with the role may; a caller without any role is the empty one.</summary>
        public bool Allows(string role) => Access is "anonymous" or "signed_in" || Access.Split(' ').Contains(role);

        /// <summary>The roles that are named; none where every signed-in caller may.</summary>
        public IReadOnlyList<string> Roles => Access is "anonymous" or "signed_in" ? [] : Access.Split(' ');
    }

    public static IReadOnlyList<Row> Rows { get; } =
        [.. Repository.Read("api-specs/permissions.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')).Select(cells => new Row(cells[0], cells[1], cells[2]))];

    public static IEnumerable<string> Operations => Rows.Select(row => row.Operation);

    public static Row Of(string operation) => Rows.Single(row => row.Operation == operation);
}
