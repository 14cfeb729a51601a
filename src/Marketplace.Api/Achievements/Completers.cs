using System.Collections.Immutable;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Achievements;

namespace Marketplace.Api.Achievements;

/// <summary>
/// Seals completers' names, each under a key of its own, so that one person can be erased and the others stay. A completer who
/// is named already keeps id and key, and an unchanged name keeps its ciphertext: a revision adds nothing that an erasure would miss.
/// </summary>
public sealed class Completers(Market market, Seals seals)
{
    /// <param name="known">The completers of the achievement as it is; empty for a new one.</param>
    /// <returns>The completers in the order of the entries, or the refusal <c>achievement.completer_unknown</c>.</returns>
    public (ImmutableArray<Completer> Completers, Refusal? Refusal) Seal(ImmutableArray<CompleterEntry> entries, ImmutableArray<Completer> known)
    {
        var completers = ImmutableArray.CreateBuilder<Completer>(entries.Length);
        for (var i = 0; i < entries.Length; i++)
        {
            var entry = entries[i];
            if (entry.Id is null)
            {
                completers.Add(New(entry));
                continue;
            }
            if (known.FirstOrDefault(completer => completer.Id == entry.Id) is not { } completer)
                return ([], AchievementRefusals.CompleterUnknown.With().At($"/completers/{i}/id"));
            completers.Add(Renew(completer, entry));
        }
        return (completers.MoveToImmutable(), null);
    }

    private Completer New(CompleterEntry entry)
    {
        var id = market.NewId(Ids.Completer);
        return new Completer(id, seals.Seal(id, entry.Name!), entry.Organization);
    }

    private Completer Renew(Completer completer, CompleterEntry entry)
    {
        var name = seals.Read(completer.Name);
        if (entry.Name is null || entry.Name == name) return completer with { Organization = entry.Organization };
        // Whoever was erased is not brought back under the same id.
        return name is null ? New(entry) : completer with { Name = seals.Seal(completer.Id, entry.Name), Organization = entry.Organization };
    }
}
