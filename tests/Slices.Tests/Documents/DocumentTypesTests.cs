using System.IO.Compression;
using System.Text;
using Marketplace.Api.Documents;

namespace Marketplace.Slices.Tests.Documents;

public sealed class DocumentTypesTests
{
    private static byte[] Word()
    {
        using var memory = new MemoryStream();
        using (var package = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var part in (string[])["[Content_Types].xml", "word/document.xml", "word/styles.xml"])
                using (var writer = new StreamWriter(package.CreateEntry(part).Open())) writer.Write("<x>玻璃窑炉</x>");
        return memory.ToArray();
    }

    private static string? Of(byte[] content)
    {
        using var stream = new MemoryStream(content);
        return DocumentTypes.Of(stream);
    }

    [Test]
    public void Twenty_thousand_damaged_packages_are_packages_or_nothing_and_never_an_accident()
    {
        var (random, whole) = (new Random(2026), Word());
        Assert.That(Of(whole), Is.EqualTo(DocumentTypes.Word));
        for (var i = 0; i < 20_000; i++)
        {
            byte[] damaged = [.. whole];
            for (var n = random.Next(1, 9); n > 0; n--) damaged[random.Next(4, damaged.Length)] = random.Next(3) == 0 ? (byte)0xFF : (byte)random.Next(256);
            if (random.Next(4) == 0) damaged = damaged[..random.Next(4, damaged.Length)];
            Assert.That(Of(damaged), Is.Null.Or.EqualTo(DocumentTypes.Word));
        }
    }

    [TestCase(65_535)]
    [TestCase(65_536)]
    [TestCase(65_537)]
    [TestCase(200_000)]
    public void Text_is_read_to_its_end_also_where_a_character_is_cut_by_the_buffer(int length)
    {
        var text = new string('x', length - 2) + "窑炉";
        Assert.That(Of(Encoding.UTF8.GetBytes(text)), Is.EqualTo(DocumentTypes.PlainText));
        Assert.That(Of([.. Encoding.UTF8.GetBytes(text), 0xE7]), Is.Null, "half a character at the end");
        Assert.That(Of(Encoding.UTF8.GetBytes(text + "\u0001")), Is.Null);
    }
}
