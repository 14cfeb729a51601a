namespace Marketplace.Domain.Tests;

public sealed class CodelistsTests
{
    private static readonly DateOnly Today = new(2026, 9, 1);

    [Test]
    public void The_eleven_technical_fields_are_there_in_the_official_order()
    {
        Assert.That(Codelists.Get("technical_field").Select(e => e.Zh), Is.EqualTo(new[]
        {
            "电子信息技术", "航空航天技术", "先进制造技术", "生物、医药和医疗器械技术", "新材料及其应用", "新能源与高效节能",
            "环境保护与资源综合利用技术", "核应用技术", "农业技术", "现代交通", "城市建设与社会发展",
        }));
    }

    [Test]
    public void A_code_is_looked_up_for_a_day()
    {
        Assert.That(Codelists.Has("technical_field", "aerospace", Today), Is.True);
        Assert.That(Codelists.Has("technical_field", "Aerospace", Today), Is.False);
        Assert.That(Codelists.Has("no_such_list", "aerospace", Today), Is.False);
    }

    [Test]
    public void Licences_are_a_contract_type_since_the_Civil_Code()
    {
        Assert.That(Codelists.Has("contract_type", "licence", new DateOnly(2020, 12, 31)), Is.False);
        Assert.That(Codelists.Has("contract_type", "licence", new DateOnly(2021, 1, 1)), Is.True);
    }

    [Test]
    public void A_code_may_be_used_from_its_first_day_and_no_longer_on_its_last()
    {
        var entry = new CodelistEntry("x", "甲", "X", "", new DateOnly(2021, 1, 1), new DateOnly(2026, 1, 1), null);
        Assert.That(entry.InForce(new DateOnly(2020, 12, 31)), Is.False);
        Assert.That(entry.InForce(new DateOnly(2021, 1, 1)), Is.True);
        Assert.That(entry.InForce(new DateOnly(2025, 12, 31)), Is.True);
        Assert.That(entry.InForce(new DateOnly(2026, 1, 1)), Is.False);
    }

    [Test]
    public void A_list_that_the_program_names_and_that_does_not_exist_is_a_bug()
    {
        Assert.That(() => Codelists.Get("no_such_list"), Throws.TypeOf<KeyNotFoundException>());
        Assert.That(Codelists.Find("no_such_list"), Is.Null);
    }

    [Test]
    public void Every_contract_subtype_stands_under_a_contract_type() =>
        Assert.That(Codelists.Get("contract_subtype"), Has.All.Matches<CodelistEntry>(e => Codelists.Find("contract_type")!.Find(e.Parent!) is not null));

    [Test]
    public void Names_come_in_order() => Assert.That(Codelists.All, Is.Ordered.And.Contain("region"));
}
