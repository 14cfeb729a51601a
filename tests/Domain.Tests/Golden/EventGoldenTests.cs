using System.Security.Cryptography;
using System.Text;

namespace Marketplace.Domain.Tests.Golden;

/// <summary>
/// One file of stored bytes for every version of every event that was ever released: <c>{name}.v{version}.json</c>, exactly
/// as the log holds them. They never change and never go away, because logs with such bytes are out there.
/// </summary>
/// <remarks>
/// A new event or version adds its file and, in <c>checksums.txt</c>, the line of <c>sha256sum</c>. Whoever thinks of changing a
/// line there is about to make old logs unreadable: make a new version with an upcaster instead.
/// </remarks>
public sealed class EventGoldenTests
{
    private const string Checksums = "checksums.txt";
    private const string Folder = "Golden/";

    private static readonly Dictionary<string, byte[]> Files = Read();

    private static IEnumerable<TestCaseData> Events => EventCatalogue.All.OrderBy(e => e.Name, StringComparer.Ordinal)
        .Select(e => new TestCaseData(e.Name, e.Version, e.Type).SetArgDisplayNames(e.Name));

    [TestCaseSource(nameof(Events))]
    public void Each_version_from_the_first_on_has_its_golden_file(string name, int version, Type type)
    {
        for (var v = 1; v <= version; v++)
            Assert.That(Files, Does.ContainKey($"{name}.v{v}.json"), $"Write down the bytes of a {type.Name} as version {v} stores them.");
    }

    [TestCaseSource(nameof(Events))]
    public void The_bytes_of_the_current_version_are_read_and_written_again_the_same(string name, int version, Type type)
    {
        var golden = Files[$"{name}.v{version}.json"];
        var read = EventCatalogue.Decode(name, version, golden);
        Assert.That(read, Is.TypeOf(type));
        var (writtenName, writtenVersion, written) = EventCatalogue.Encode(read!);
        Assert.That((writtenName, writtenVersion), Is.EqualTo((name, version)));
        Assert.That(Encoding.UTF8.GetString(written), Is.EqualTo(Encoding.UTF8.GetString(golden)));
        Assert.That(written, Is.EqualTo(golden));
    }

    /// <summary>A sample that leaves a member out proves nothing about it.</summary>
    [TestCaseSource(nameof(Events))]
    public void The_sample_holds_every_member_that_an_event_of_its_kind_can_have(string name, int version, Type type)
    {
        using var json = System.Text.Json.JsonDocument.Parse(Files[$"{name}.v{version}.json"]);
        var members = type.GetProperties().Select(property => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(property.Name));
        Assert.That(json.RootElement.EnumerateObject().Select(member => member.Name), Is.EquivalentTo(members.Except(Exclusive.GetValueOrDefault(name, []))));
    }

    /// <summary>Members that are never there together.</summary>
    private static readonly Dictionary<string, string[]> Exclusive = new()
    {
        // Sold: the reason is of the unsold.
        ["auction_closed"] = ["reason"],
        // A deal is on a listing or on a demand.
        ["deal_opened"] = ["demand"],
        // A registration office has a point, a market operator one above it.
        ["organization_registered"] = ["parentMarket"],
    };

    [Test]
    public void Old_versions_are_still_read()
    {
        foreach (var (file, data) in Files.Where(file => file.Key != Checksums))
        {
            var (name, version) = (file.Split('.')[0], int.Parse(file.Split('.')[1][1..], System.Globalization.CultureInfo.InvariantCulture));
            Assert.That(EventCatalogue.Decode(name, version, data), Is.Not.Null, $"{file} was released: no build may forget how to read it.");
        }
    }

    [Test]
    public void No_golden_file_changes_or_goes_away_unseen()
    {
        var listed = Encoding.UTF8.GetString(Files[Checksums]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var there = Files.Where(file => file.Key != Checksums).OrderBy(file => file.Key, StringComparer.Ordinal)
            .Select(file => $"{Convert.ToHexStringLower(SHA256.HashData(file.Value))}  {file.Key}");
        Assert.That(there, Is.EqualTo(listed));
    }

    private static Dictionary<string, byte[]> Read()
    {
        var assembly = typeof(EventGoldenTests).Assembly;
        return assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).ToDictionary(name => name[Folder.Length..], name =>
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return bytes.ToArray();
        });
    }
}
