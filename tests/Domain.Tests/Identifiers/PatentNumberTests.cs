using FsCheck;
using FsCheck.Fluent;
using Marketplace.Domain.Identifiers;

namespace Marketplace.Domain.Tests.Identifiers;

/// <summary>Numbers of both forms in their normal form.</summary>
public static class ValidPatentNumbers
{
    public static Arbitrary<string> Numbers()
    {
        var kind = Gen.Elements('1', '2', '3', '8', '9');
        var since2003 = from year in Gen.Choose(2003, 2099) from k in kind from serial in Gen.Choose(0, 9_999_999) select $"{year}{k}{serial:0000000}";
        var before = from year in Gen.Choose(1985, 2003) from k in kind from serial in Gen.Choose(0, 99_999) select $"{year % 100:00}{k}{serial:00000}";
        return Gen.OneOf(since2003, before).Select(digits => $"{digits}.{PatentNumber.CheckDigit(digits)}").ToArbitrary();
    }
}

public sealed class PatentNumberTests
{
    [TestCase("ZL201710601862.3", "201710601862.3", PatentKind.Invention, 2017)]
    [TestCase("zl 2017 1 0601862.3", "201710601862.3", PatentKind.Invention, 2017)]
    [TestCase("CN2017106018623", "201710601862.3", PatentKind.Invention, 2017)]
    [TestCase("201710601862.3", "201710601862.3", PatentKind.Invention, 2017)]
    [TestCase("95115608.X", "95115608.X", PatentKind.Invention, 1995)]
    [TestCase("ZL95115608x", "95115608.X", PatentKind.Invention, 1995)]
    [TestCase("97101765.4", "97101765.4", PatentKind.Invention, 1997)]
    public void A_number_is_read_as_people_write_it(string text, string number, PatentKind kind, int year)
    {
        Assert.That(PatentNumber.TryParse(text, out var parsed, out var fault), Is.True);
        Assert.That(parsed, Is.EqualTo(new PatentNumber(number, kind, year)));
        Assert.That(fault, Is.EqualTo(PatentNumberFault.None));
    }

    [TestCase('1', PatentKind.Invention)]
    [TestCase('2', PatentKind.UtilityModel)]
    [TestCase('3', PatentKind.Design)]
    [TestCase('8', PatentKind.PctInvention)]
    [TestCase('9', PatentKind.PctUtilityModel)]
    public void The_kind_is_the_fifth_digit_of_twelve_and_the_third_of_eight(char digit, PatentKind kind)
    {
        foreach (var digits in new[] { $"2019{digit}0123456", $"02{digit}01234" })
        {
            Assert.That(PatentNumber.TryParse($"{digits}{PatentNumber.CheckDigit(digits)}", out var number, out _), Is.True);
            Assert.That(number!.Kind, Is.EqualTo(kind));
        }
    }

    [TestCase("201710601862.4", PatentNumberFault.ChecksumMismatch)]
    [TestCase("95115608.0", PatentNumberFault.ChecksumMismatch)]
    [TestCase("201740601862.3", PatentNumberFault.UnknownKind)]
    [TestCase("200210601862.3", PatentNumberFault.UnknownYear)]
    [TestCase("84115608.X", PatentNumberFault.UnknownYear)]
    [TestCase("04115608.X", PatentNumberFault.UnknownYear)]
    [TestCase("CN1234567", PatentNumberFault.Malformed)]
    [TestCase("ZL201710601862", PatentNumberFault.Malformed)]
    [TestCase("20171060186.23", PatentNumberFault.Malformed)]
    [TestCase("2017X0601862.3", PatentNumberFault.Malformed)]
    [TestCase("ZLZL201710601862.3", PatentNumberFault.Malformed)]
    [TestCase("２01710601862.3", PatentNumberFault.Malformed)]
    [TestCase("ZL", PatentNumberFault.Malformed)]
    [TestCase("", PatentNumberFault.Malformed)]
    [TestCase(null, PatentNumberFault.Malformed)]
    public void What_is_wrong_with_a_number_is_said(string? text, PatentNumberFault fault)
    {
        Assert.That(PatentNumber.TryParse(text, out var number, out var found), Is.False);
        Assert.That(found, Is.EqualTo(fault));
        Assert.That(number, Is.Null);
    }

    [Property(Arbitrary = [typeof(ValidPatentNumbers)])]
    public bool The_normal_form_reads_back_as_itself(string number) =>
        PatentNumber.TryParse(number, out var parsed, out _) && parsed.Number == number && parsed.ToString() == number;

    // 11 is prime and the weights lie between 2 and 9, so one changed digit always moves the sum.
    [Property(Arbitrary = [typeof(ValidPatentNumbers)])]
    public bool Any_single_changed_digit_is_noticed(string number) => Enumerable.Range(0, number.Length)
        .Where(place => number[place] != '.')
        .All(place => "0123456789".Where(digit => digit != number[place])
            .All(digit => !PatentNumber.TryParse(string.Concat(number.AsSpan(0, place), [digit], number.AsSpan(place + 1)), out _, out _)));
}
