using Marketplace.Domain;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Http;

/// <summary>Whatever is wrong with a request is said in the reader's language, down to the single member.</summary>
public sealed class LanguageTests
{
    private TestMarket market = null!;
    private Client @operator = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        market = TestMarket.Open();
        @operator = await market.JoinAsync(OrganizationKind.MarketOperator, "浙江科技大市场", Role.Operator);
    }

    [OneTimeTearDown]
    public async Task Close() => await market.DisposeAsync();

    private static bool IsChinese(string text) => text.Any(c => c is >= '\u4e00' and <= '\u9fff');

    [TestCase("""{"by": "soon"}""", "request.invalid", "/by", "request.member_invalid")]
    [TestCase("""{"until": "2026-08-03"}""", "request.unreadable", "/until", "request.unreadable")]
    [TestCase("""{"until": 5, "by": null}""", "request.unreadable", "/until", "request.unreadable")]
    [TestCase("""{"untill": "2026-08-03T00:00:00Z"}""", "request.unreadable", "/untill", "request.unreadable")]
    [TestCase("""{"by": "PT1H", "by": "PT2H"}""", "request.unreadable", "/by", "request.unreadable")]
    [TestCase("""{"by": "PT1H" """, "request.unreadable", null, null)]
    [TestCase("", "request.unreadable", null, null)]
    public async Task A_fault_is_told_in_Chinese_or_in_English_and_never_in_the_words_of_the_program(string body, string code, string? pointer, string? detail)
    {
        foreach (var language in (string[])["zh-CN", "en"])
        {
            var reply = await @operator.Post("/sandbox/clock", body, null, ("Accept-Language", language));
            Assert.That(reply.Code, Is.EqualTo(code), reply.Body);
            if (pointer is not null) Assert.That((reply.Pointers.Single(), reply.Text("errors.0.code")), Is.EqualTo((pointer, detail)));
            foreach (var text in pointer is null ? [reply.Text("detail")] : new[] { reply.Text("detail"), reply.Text("errors.0.detail") })
            {
                Assert.That(IsChinese(text), Is.EqualTo(language == "zh-CN"), text);
                Assert.That(text, Does.Not.Contain("Marketplace.").And.Not.Contain("System.").And.Not.Contain("annotation"));
            }
        }
    }

    [Test]
    public async Task A_code_in_a_sentence_is_told_to_a_Chinese_reader_with_its_label()
    {
        var enterprise = await market.JoinAsync(OrganizationKind.Enterprise, "宁波东海玻璃有限公司", Role.OrgAdmin);
        object invitation = new { name = "周婷", roles = new[] { "reviewer" } };
        Assert.That((await enterprise.Post("/v1/people", invitation, null, ("Accept-Language", "zh-CN"))).Refused(422, "role.not_for_kind").Text("errors.0.detail"),
            Is.EqualTo("该角色不适用于此类组织。企业（enterprise）没有初审员（reviewer）角色。"));
        Assert.That((await enterprise.Post("/v1/people", invitation, null, ("Accept-Language", "en"))).Text("errors.0.detail"),
            Is.EqualTo("The role does not fit the kind of organization. reviewer is not a role of enterprise."));
    }

    [Test]
    public async Task A_query_that_cannot_be_read_is_told_in_both_languages_too()
    {
        foreach (var language in (string[])["zh-CN", "en"])
        {
            var reply = (await market.Stranger.Get("/v1/organizations?limit=many", ("Accept-Language", language))).Refused(400, "request.unreadable");
            Assert.That(reply.Pointers, Is.EqualTo(new[] { "/limit" }));
            Assert.That(IsChinese(reply.Text("detail")), Is.EqualTo(language == "zh-CN"));
        }
    }
}
