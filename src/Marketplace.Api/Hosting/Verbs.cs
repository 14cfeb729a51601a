using Marketplace.Api.Seeding;

namespace Marketplace.Api.Hosting;

/// <summary>What the program does besides serving: <c>dotnet Marketplace.Api.dll VERB --option=value</c>. A new verb is one more line here.</summary>
internal static class Verbs
{
    private static readonly Verb[] All = [CreateOperator.Verb, BackupVerbs.Backup, BackupVerbs.Restore, BackupVerbs.Verify, BackupVerbs.Rebuild, MigrateLog.Verb, MigrateLog.MarkRestored, MigrateKeys.Verb, SeedVerb.Verb];

    /// <summary>The verb that the command line begins with; null when it has none and the marketplace is to serve.</summary>
    /// <exception cref="UsageException">There is no such verb.</exception>
    public static Verb? Find(string[] args)
    {
        if (args is not [{ Length: > 0 } name, ..] || name[0] is '-' or '/' || name.Contains('=', StringComparison.Ordinal)) return null;
        return All.FirstOrDefault(verb => verb.Name == name)
            ?? throw new UsageException($"There is no '{name}' here. Without a word the marketplace serves; the others are: {string.Join(", ", All.Select(verb => verb.Name))}.");
    }

    /// <summary>Carries the verb out, or says what it can do.</summary>
    public static async Task CarryOutAsync(this Verb verb, string[] args, IServiceProvider services, TextWriter output)
    {
        var arguments = new Arguments(verb, args[1..]);
        if (arguments.Has("help")) await output.WriteLineAsync(verb.Help);
        else await verb.RunAsync(services, arguments, output);
    }
}

/// <param name="Help">What it does and takes, for whoever sits at the terminal.</param>
/// <param name="Options">The names that may stand behind two hyphens.</param>
internal sealed record Verb(string Name, string Help, IReadOnlyList<string> Options, Func<IServiceProvider, Arguments, TextWriter, Task> RunAsync)
{
    /// <summary>One of them may stand behind the verb itself, without hyphens.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];
}

/// <summary>
/// A verb's options, <c>--name=value</c> or <c>--name value</c>. The settings of the marketplace itself (<c>--Data=FOLDER</c>,
/// <c>--Section:Key=value</c>) may stand among them; anything else is a typo and refused.
/// </summary>
internal sealed class Arguments
{
    private static readonly string[] Settings = ["Data", "urls", "environment", "contentRoot"];
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);
    private readonly Verb verb;

    /// <exception cref="UsageException">Something that is no option, or one that comes twice.</exception>
    public Arguments(Verb verb, IReadOnlyList<string> args)
    {
        this.verb = verb;
        for (var i = 0; i < args.Count; i++)
        {
            if (i == 0 && verb.Words.Contains(args[i]))
            {
                Word = args[i];
                continue;
            }
            var parts = args[i].Split('=', 2);
            var name = parts[0].StartsWith("--", StringComparison.Ordinal) ? parts[0][2..] : "";
            var setting = name.Contains(':', StringComparison.Ordinal) || Settings.Contains(name, StringComparer.OrdinalIgnoreCase);
            if (!setting && name != "help" && !verb.Options.Contains(name)) throw Wrong($"'{args[i]}' is not known");
            var value = parts.Length == 2 ? parts[1] : i + 1 < args.Count && !args[i + 1].StartsWith("--", StringComparison.Ordinal) ? args[++i] : "";
            if (!setting && !values.TryAdd(name, value)) throw Wrong($"--{name} comes twice");
        }
    }

    /// <summary>The word behind the verb; null when there is none.</summary>
    public string? Word { get; }

    public bool Has(string option) => values.ContainsKey(option);

    /// <summary>The option's value; null when it is not given.</summary>
    public string? this[string option] => values.GetValueOrDefault(option) switch
    {
        null => null,
        "" => throw Wrong($"--{option} needs a value"),
        var value => value,
    };

    /// <exception cref="UsageException">One of them is missing; the sentence names all that are.</exception>
    public void Need(params ReadOnlySpan<string> options)
    {
        var missing = new List<string>();
        foreach (var option in options)
            if (!Has(option)) missing.Add("--" + option);
        if (missing.Count > 0) throw Wrong($"{string.Join(", ", missing)} {(missing.Count == 1 ? "is" : "are")} missing");
    }

    private UsageException Wrong(string what) => new($"{verb.Name}: {what}. See: {verb.Name} --help");
}

/// <summary>What whoever typed the command has to type otherwise; the sentence says what.</summary>
internal sealed class UsageException(string message) : Exception(message);
