using System.Security.Cryptography;
using System.Text;
using Marketplace.ReadModel.Projection;

namespace Marketplace.ReadModel.Files;

/// <summary>What a file must hold to be of use to this build.</summary>
internal sealed class ViewFileSchema
{
    // One row: how far the file has got, and in which log (a hash of that event's salt, 32 random bytes that no other log has).
    private const string Own = """
        create table read_model (
            id          integer primary key check (id = 1),
            schema      text    not null,
            fingerprint text    not null,
            position    integer not null,
            log_mark    blob    not null
        ) strict;

        create table parked (
            view     text    not null,
            stream   text    not null,
            position integer not null,
            error    text    not null,
            primary key (view, stream)
        ) strict, without rowid;
        """;

    public ViewFileSchema(IReadOnlyList<IView> views)
    {
        if (views.Select(v => v.Name).Distinct(StringComparer.Ordinal).Count() != views.Count)
            throw new ArgumentException("Two views have one name.", nameof(views));
        Sql = string.Join('\n', [Own, .. views.Select(v => v.Schema)]);
        Schema = Hash(Sql);
        Fingerprint = Hash(string.Join('\n', [Sql, .. views.Select(v => $"{v.Name} {v.Version}")]));
    }

    public string Sql { get; }

    /// <summary>A file with the same tables can be read by this build's queries.</summary>
    public string Schema { get; }

    /// <summary>A file with the same tables and projections can be followed further by this build.</summary>
    public string Fingerprint { get; }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
