using Marketplace.Api.Http;
using Marketplace.Domain;
using MediatR;

namespace Marketplace.Api.Pipeline;

/// <summary>Who may call what, from <c>api-specs/permissions.csv</c>. Whose thing it is, is decided where the thing is.</summary>
internal sealed class Authorise<TRequest, TResponse>(Permissions permissions) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IMarketRequest, IRequest<TResponse>
    where TResponse : IAnswer<TResponse>
{
    private static readonly string Operation = typeof(TRequest).DeclaringType!.Name;

    public Task<TResponse> Handle(TRequest request, RequestHandlerDelegate<TResponse> next, CancellationToken cancellationToken) =>
        permissions.Refuse(Operation, request.Caller) is { } refusal ? Task.FromResult(TResponse.Refused(refusal)) : next();
}

/// <summary>The table operation × role, and the scope that an app needs for it.</summary>
internal sealed class Permissions
{
    private readonly Dictionary<string, Right> rights;

    private Permissions(Dictionary<string, Right> rights)
    {
        this.rights = rights;
        Scopes = rights.Values.Select(right => right.Scope).Where(scope => scope.Length > 0).ToHashSet(StringComparer.Ordinal);
    }

    /// <param name="Anonymous">Strangers may call it.</param>
    /// <param name="Roles">One of these is needed; empty means that every signed-in caller may.</param>
    /// <param name="Scope">What an app needs besides.</param>
    internal sealed record Right(string Operation, bool Anonymous, IReadOnlySet<Role> Roles, string Scope);

    public IEnumerable<Right> All => rights.Values;

    /// <summary>Every scope that an app can be given.</summary>
    public IReadOnlySet<string> Scopes { get; }

    public Right this[string operation] => rights[operation];

    /// <summary>Reads the embedded table; a row that cannot be read is a bug of this build and stops the start.</summary>
    public static Permissions Load()
    {
        using var stream = typeof(Permissions).Assembly.GetManifestResourceStream("permissions.csv")!;
        using var reader = new StreamReader(stream);
        var table = new Dictionary<string, Right>();
        foreach (var line in reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1))
        {
            var cells = line.TrimEnd('\r').Split(',');
            var anonymous = cells[1] == "anonymous";
            var roles = cells[1] is "anonymous" or "signed_in" ? [] : cells[1].Split(' ').Select(Codes.Parse<Role>).ToHashSet();
            table.Add(cells[0], new Right(cells[0], anonymous, roles, cells[2]));
        }
        return new Permissions(table);
    }

    public Refusal? Refuse(string operation, Caller caller)
    {
        var right = rights[operation];
        if (right.Anonymous) return null;
        if (caller.Barred is { } barred) return barred;
        if (caller.Actor is not { } actor) return HttpRefusals.SignInNeeded;
        if (right.Roles.Count > 0 && !right.Roles.Overlaps(actor.Roles))
            return HttpRefusals.RoleMissing.With(("operation", operation), ("roles", string.Join(", ", right.Roles.Select(role => Codes.Of(role)))));
        if (caller.Scopes is { } scopes && !scopes.Contains(right.Scope))
            return HttpRefusals.ScopeMissing.With(("operation", operation), ("scope", right.Scope));
        return null;
    }
}
