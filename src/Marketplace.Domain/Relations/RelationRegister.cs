using System.Collections.Immutable;

namespace Marketplace.Domain.Relations;

/// <summary>
/// The relations that the people of one market operator or auction house have declared, stream <c>{organization}-relations</c>. An
/// organisation that stands in it does not bid where that operator or house holds the auction (拍卖法 22; 法释〔2016〕18号 34).
/// </summary>
public sealed record RelationRegister : IState<RelationRegister>
{
    private const string Suffix = "-relations";

    public static RelationRegister Initial { get; } = new();

    /// <summary>In the order in which they were declared, also those that have ended.</summary>
    public ImmutableList<Relation> All { get; private init; } = [];

    public static string StreamOf(string organization) => $"{organization}{Suffix}";

    public static bool Owns(string stream) => stream.EndsWith(Suffix, StringComparison.Ordinal) && Ids.Is(Ids.Organization, stream[..^Suffix.Length]);

    /// <summary>Whether a relation to the organisation stands.</summary>
    public bool Concerns(string organization) => All.Any(relation => relation.EndedAt is null && relation.Declared.Organization == organization);

    /// <summary>
    /// A person of the staff declares a relation of its own, or of a close relative, to an organisation that may come to bid. Refusals:
    /// <c>relation.organization_unknown</c>, <c>.already_declared</c>.
    /// </summary>
    /// <param name="id">A new <c>rel_</c> id.</param>
    /// <param name="organization">The organisation concerned.</param>
    /// <param name="known">Whether there is such an organisation, and it is not the staff's own.</param>
    /// <param name="statement">Who is related and how, sealed under the person's own key.</param>
    public Decision Declare(Actor actor, string id, string organization, bool known, Sealed statement, Instant now)
    {
        if (!known || organization == actor.Organization) return RelationRefusals.OrganizationUnknown.With().At("/organization");
        return All.Any(one => one.EndedAt is null && one.Declared.Person == actor.Subject && one.Declared.Organization == organization)
            ? RelationRefusals.AlreadyDeclared
            : new RelationDeclared(id, actor.Subject, organization, statement, now);
    }

    /// <summary>
    /// Notes that a relation is no more: the person who declared it says so, or an administrator. Refusals: <c>relation.not_found</c>,
    /// <c>.ended</c>.
    /// </summary>
    public Decision End(Actor actor, string id, Instant now)
    {
        if (All.FirstOrDefault(one => one.Declared.Relation == id) is not { } relation || !relation.VisibleTo(actor)) return RelationRefusals.NotFound;
        return relation.EndedAt is null ? new RelationEnded(id, now) : RelationRefusals.Ended;
    }

    public RelationRegister Apply(Event e) => e switch
    {
        RelationDeclared declared => new() { All = All.Add(new Relation(declared, null)) },
        RelationEnded ended => new() { All = [.. All.Select(one => one.Declared.Relation == ended.Relation ? one with { EndedAt = ended.EndedAt } : one)] },
        _ => throw new InvalidOperationException($"A register of relations does not know the event {e.GetType().Name}."),
    };
}

/// <summary>A declared relation; absent an end it stands.</summary>
public sealed record Relation(RelationDeclared Declared, Instant? EndedAt)
{
    /// <summary>The person who declared it and the administrators of the person's organisation know of it.</summary>
    public bool VisibleTo(Actor reader) => reader.Subject == Declared.Person || reader.Has(Role.OrgAdmin);
}

/// <summary>How somebody of the staff is related; codes in <c>api-specs/codelists/relation_kind.csv</c>.</summary>
public enum RelationKind
{
    /// <summary>本人.</summary>
    Own,
    /// <summary>配偶.</summary>
    Spouse,
    /// <summary>父母.</summary>
    Parent,
    /// <summary>子女.</summary>
    Child,
    /// <summary>兄弟姐妹.</summary>
    Sibling,
    /// <summary>其他近亲属.</summary>
    OtherRelative,
}

/// <summary>Somebody of the staff declared a relation. Stream <c>{organization}-relations</c>, as all of this file.</summary>
/// <param name="Person">The <c>usr_</c> of the staff who declared it.</param>
/// <param name="Organization">The <c>org_</c> that does not bid for as long.</param>
/// <param name="Statement">Kind, name and position, sealed under the person's key; erasing the person destroys it.</param>
[EventName("relation_declared")]
public sealed record RelationDeclared(string Relation, string Person, string Organization, Sealed Statement, Instant DeclaredAt) : Event;

[EventName("relation_ended")]
public sealed record RelationEnded(string Relation, Instant EndedAt) : Event;

public static class RelationRefusals
{
    public static readonly RefusalType NotFound = new("relation.not_found", RefusalKind.NotFound,
        "There is no such relation.",
        "关联关系不存在。");

    public static readonly RefusalType OrganizationUnknown = new("relation.organization_unknown", RefusalKind.Invalid,
        "The organization is not known here. Name an organization of this marketplace other than your own.",
        "组织不存在。请填写本平台上本组织以外的组织。");

    public static readonly RefusalType AlreadyDeclared = new("relation.already_declared", RefusalKind.Conflict,
        "You have declared a relation to this organization already. End it first if it is another one now.",
        "您已申报与该组织的关联关系。如有变化，请先终止原申报。");

    public static readonly RefusalType Ended = new("relation.ended", RefusalKind.Conflict,
        "The relation has ended already.",
        "该关联关系已终止。");
}
