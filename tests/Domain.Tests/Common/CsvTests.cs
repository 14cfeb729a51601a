namespace Marketplace.Domain.Tests.Common;

public sealed class CsvTests
{
    [TestCase("a,b\nc,d\n", "a|b/c|d")]
    [TestCase("a,b\r\nc,d\r\n", "a|b/c|d")]
    [TestCase("a,b\nc,d", "a|b/c|d")]
    [TestCase("a,\n,d", "a|/|d")]
    [TestCase("a,", "a|")]
    [TestCase("\"甲,乙\",\"他说\"\"好\"\"\"", "甲,乙|他说\"好\"")]
    [TestCase("\"two\nlines\",x", "two\nlines|x")]
    [TestCase("\"\",x", "|x")]
    [TestCase("", "")]
    public void Rows_are_read_as_rfc_4180_has_them(string text, string expected) =>
        Assert.That(string.Join('/', Csv.Read(text).Select(row => string.Join('|', row))), Is.EqualTo(expected));

    [TestCase("\"open")]
    [TestCase("\"a\"b,c")]
    [TestCase("a\"b\",c")]
    public void A_file_with_misplaced_quotes_is_refused(string text) => Assert.That(() => Csv.Read(text), Throws.TypeOf<FormatException>());

    [Test]
    public void A_row_must_have_as_many_fields_as_the_header() =>
        Assert.That(() => Csv.ReadTable("a,b\n1,2\n3\n"), Throws.TypeOf<FormatException>().With.Message.Contains("Record 3"));

    [Test]
    public void Fields_are_found_by_the_name_of_their_column() => Assert.That(Csv.ReadTable("code,zh\nx,甲\n")[0]["zh"], Is.EqualTo("甲"));

    [Property]
    public bool What_is_quoted_reads_back(FsCheck.NonNull<string>[] fields)
    {
        if (fields.Length == 0) return true;
        var line = string.Join(',', fields.Select(f => $"\"{f.Get.Replace("\"", "\"\"")}\""));
        return Csv.Read(line) is [var row] && row.SequenceEqual(fields.Select(f => f.Get));
    }
}
