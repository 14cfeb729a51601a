using System.Text.Json;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Relations;

namespace Marketplace.Api.Relations;

/// <summary>A relation of somebody of the staff, or of a close relative, to an organization that may come to bid.</summary>
public sealed record RelationResource
{
    public required string Id { get; init; }
    /// <summary>Id of the person who declared it.</summary>
    public required string Person { get; init; }
    /// <summary>Id of the organization that does not bid for as long.</summary>
    public required string Organization { get; init; }
    /// <summary>Absent once the person was erased.</summary>
    public RelationKind? Kind { get; init; }
    /// <summary>Name of the relative; absent for an own relation.</summary>
    public string? Name { get; init; }
    /// <summary>What the person or the relative is there, such as 控股股东.</summary>
    public string? Position { get; init; }
    public required Instant DeclaredAt { get; init; }
    public Instant? EndedAt { get; init; }

    /// <summary>What is sealed.</summary>
    internal sealed record Statement(RelationKind Kind, string? Name, string Position)
    {
        public string Write() => JsonSerializer.Serialize(this, EventCatalogue.Json);
    }

    internal static RelationResource From(Relation relation, Seals seals)
    {
        var statement = seals.Read(relation.Declared.Statement) is { } text ? JsonSerializer.Deserialize<Statement>(text, EventCatalogue.Json) : null;
        return new RelationResource
        {
            Id = relation.Declared.Relation,
            Person = relation.Declared.Person,
            Organization = relation.Declared.Organization,
            Kind = statement?.Kind,
            Name = statement?.Name,
            Position = statement?.Position,
            DeclaredAt = relation.Declared.DeclaredAt,
            EndedAt = relation.EndedAt,
        };
    }
}
