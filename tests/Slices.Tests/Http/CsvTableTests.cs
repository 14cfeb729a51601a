using System.Text;
using Marketplace.Api.Http;
using Marketplace.Domain;

namespace Marketplace.Slices.Tests.Http;

public sealed class CsvTableTests
{
    private static string Line(params object?[] cells)
    {
        var table = new CsvTable("a");
        table.Row(cells);
        var text = Encoding.UTF8.GetString(table.ToBytes(mark: false));
        Assert.That(text, Does.StartWith("a\r\n").And.EndsWith("\r\n"));
        return text[3..^2];
    }

    [TestCase("=HYPERLINK(0)", "'=HYPERLINK(0)")]
    [TestCase("+86", "'+86")]
    [TestCase("-1", "'-1", Description = "a text, whatever it looks like")]
    [TestCase("@SUM(A1)", "'@SUM(A1)")]
    [TestCase("＝1+1", "'＝1+1")]
    [TestCase("\t=1", "'\t=1")]
    [TestCase("技术=转让", "技术=转让")]
    public void A_text_that_a_spreadsheet_would_run_is_made_harmless(string text, string cell) => Assert.That(Line(text), Is.EqualTo(cell));

    [TestCase("浙江,宁波", "\"浙江,宁波\"")]
    [TestCase("所谓\"转让\"", "\"所谓\"\"转让\"\"\"")]
    [TestCase("一\r\n二", "\"一\r\n二\"")]
    [TestCase(" 空格 ", "\" 空格 \"")]
    [TestCase("", "")]
    public void Commas_quotes_and_line_breaks_are_quoted(string text, string cell) => Assert.That(Line(text), Is.EqualTo(cell));

    [Test]
    public void Numbers_stay_numbers_also_below_zero() =>
        Assert.That(Line(-3L, -12.5m, new Money(-1_05), new Money(480_000_000), null, 7), Is.EqualTo("-3,-12.5,-1.05,4800000.00,,7"));

    [Test]
    public void What_has_no_form_in_a_table_is_our_bug() => Assert.That(() => Line(DateTimeOffset.UnixEpoch), Throws.ArgumentException);
}
