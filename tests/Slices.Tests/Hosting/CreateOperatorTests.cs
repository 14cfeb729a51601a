using Marketplace.Api.Hosting;
using Marketplace.Tests;
using Microsoft.AspNetCore.Builder;

namespace Marketplace.Slices.Tests.Hosting;

public sealed class CreateOperatorTests
{
    private const string Name = "--name=浙江科技大市场", Code = "--credit-code=91330000MA27U05W13", Region = "--region=330000", Person = "--person=陈志远";
    private string folder = null!;

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("marketplace-operator-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    /// <summary>What the verb writes to the terminal, in a program that never serves.</summary>
    private async Task<string> Run(params string[] options)
    {
        string[] args = ["create-operator", .. options, .. TestMarket.SettingsOf(folder).Select(setting => $"--{setting.Name}={setting.Value}"), "--environment=Sandbox"];
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddMarketplace();
        await using var app = builder.Build();
        using var output = new StringWriter();
        await Verbs.Find(args)!.CarryOutAsync(args, app.Services, output);
        return output.ToString();
    }

    private Task<string> RunFirst() => Run(Name, Code, Region, Person, "--email=chen@example.cn");

    private static string Field(string text, string name) => text.Split('\n').Single(line => line.StartsWith(name + ":", StringComparison.Ordinal))[(name.Length + 1)..].Trim();

    [Test]
    public async Task The_first_operator_signs_in_with_the_secret_shown_once_and_administers_the_platform()
    {
        var text = await RunFirst();
        await using var market = TestMarket.Open(folder);
        var chen = await market.SignInAsync(Field(text, "organization"), Field(text, "clientId"), Field(text, "clientSecret"));
        var organization = (await chen.Get($"/v1/organizations/{chen.Organization}")).Is(200);
        Assert.That((organization.Text("nameZh"), organization.Text("kind"), organization.Text("state"), organization.Text("creditCode"), organization.Text("region")),
            Is.EqualTo(("浙江科技大市场", "market_operator", "verified", "91330000MA27U05W13", "330000")));
        var person = (await chen.Get($"/v1/people/{chen.Subject}")).Is(200);
        Assert.That((person.Text("name"), person.Text("email")), Is.EqualTo(("陈志远", "chen@example.cn")));
        Assert.That(person["roles"].EnumerateArray().Select(role => role.GetString()), Is.EqualTo(new[] { "org_admin", "operator", "platform_admin" }));
        Assert.That(Field(text, "data"), Is.EqualTo(folder));
    }

    [Test]
    public async Task A_second_operator_is_made_by_the_first_and_not_here()
    {
        var organization = Field(await RunFirst(), "organization");
        Assert.That(async () => await Run("--name=宁波科技大市场", "--credit-code=91330200MA2AH3KW0R", "--region=330200", Person),
            Throws.TypeOf<UsageException>().With.Message.Contains("浙江科技大市场").And.Message.Contains($"--organization={organization}"));
    }

    [Test]
    public async Task Whoever_holds_the_machine_lets_one_more_administrator_in()
    {
        var first = await RunFirst();
        var second = await Run($"--organization={Field(first, "organization")}", "--person", "周婷");
        await using var market = TestMarket.Open(folder);
        var zhou = await market.SignInAsync(Field(second, "organization"), Field(second, "clientId"), Field(second, "clientSecret"));
        Assert.That((await zhou.Get($"/v1/people/{Field(first, "clientId")}")).Is(200).Text("name"), Is.EqualTo("陈志远"));
    }

    [TestCase("create-operator: --person is missing.", Name, Code, Region)]
    [TestCase("create-operator: --name, --credit-code, --region are missing.", Person)]
    [TestCase("create-operator: --name needs a value.", "--name", Code, Region, Person)]
    [TestCase("create-operator: '--nmae=x' is not known.", "--nmae=x", Code, Region, Person)]
    [TestCase("create-operator: '浙江' is not known.", Name, Code, Region, Person, "浙江")]
    [TestCase("create-operator: --region comes twice.", Name, Code, Region, Region, Person)]
    [TestCase("--person is not valid.", Name, Code, Region, "--person= ")]
    [TestCase("--email is not valid.", Name, Code, Region, Person, "--email=chen")]
    [TestCase("The check character of the credit code 91330000MA27U05W1X does not fit: it would be 3.", Name, "--credit-code=91330000ma27u05w1x", Region, Person)]
    [TestCase("'org_1' is no market operator here.", "--organization=org_1", Person)]
    public void What_is_wrong_is_said_in_a_sentence(string sentence, params string[] options) =>
        Assert.That(async () => await Run(options), Throws.TypeOf<UsageException>().With.Message.StartsWith(sentence));

    [TestCase("This is not a unified social credit code.", Name, "--credit-code=123", Region, Person)]
    [TestCase("The region code is unknown.", Name, Code, "--region=999999", Person)]
    public void What_the_market_refuses_is_said_in_its_words(string sentence, params string[] options) =>
        Assert.That(async () => await Run(options), Throws.TypeOf<RefusedException>().With.Message.StartsWith(sentence));

    [Test]
    public async Task A_code_of_the_pilot_years_is_taken_on_evidence()
    {
        var text = await Run(Name, "--credit-code=91350100M0001TGQXM", Region, Person, "--evidence=营业执照副本原件");
        await using var market = TestMarket.Open(folder);
        Assert.That((await market.Stranger.Get($"/v1/organizations/{Field(text, "organization")}")).Is(200)["creditCodeConforms"].GetBoolean(), Is.False);
    }

    [Test]
    public async Task Help_says_what_it_takes_and_makes_nothing()
    {
        Assert.That(await Run("--help"), Does.Contain("--credit-code=CODE"));
        Assert.That(File.Exists(Path.Combine(folder, "log.db")), Is.False);
    }

    [Test]
    public void A_word_that_is_no_verb_is_refused_and_settings_are_none()
    {
        Assert.That(() => Verbs.Find(["creat-operator"]), Throws.TypeOf<UsageException>().With.Message.Contains("create-operator"));
        Assert.That(Verbs.Find([]), Is.Null);
        Assert.That(Verbs.Find(["--urls", "http://127.0.0.1:5080"]), Is.Null);
        Assert.That(Verbs.Find(["Data=/var/lib/marketplace"]), Is.Null);
    }
}
