using System.Diagnostics;
using System.Security.Cryptography;

namespace Marketplace.Slices.Tests.Hosting;

/// <summary>The program as it is started, where nothing is seeded and no secret has a default.</summary>
public sealed class ProgramTests
{
    private string folder = null!;

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("marketplace-program-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    private string In(string name) => Path.Combine(folder, name);

    private string SigningKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Write("signing-key.pem", key.ExportECPrivateKeyPem());
    }

    private string MasterKey() => Write("master.key", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));

    private string Write(string name, string content)
    {
        File.WriteAllText(In(name), content);
        return In(name);
    }

    private async Task<(int ExitCode, string Output, string Error)> Start(params string[] args)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (var arg in (string[])[Path.Combine(TestContext.CurrentContext.TestDirectory, "Marketplace.Api.dll"), .. args, $"--Data={In("data")}", "--urls=http://127.0.0.1:0"]) start.ArgumentList.Add(arg);
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("ASPNETCORE_", StringComparison.Ordinal) || name.StartsWith("DOTNET_ENV", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        start.Environment["DOTNET_ENVIRONMENT"] = "Production";
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException late)
        {
            process.Kill();
            throw new TimeoutException("The program serves although it should have stopped.", late);
        }
        return (process.ExitCode, await output, await error);
    }

    private static void StopsWith((int ExitCode, string Output, string Error) ended, string sentence)
    {
        Assert.That(ended.ExitCode, Is.EqualTo(1), ended.Error + ended.Output);
        Assert.That(ended.Error, Does.StartWith(sentence));
        Assert.That(ended.Error.TrimEnd('\n').Split('\n'), Has.Length.EqualTo(1), "one sentence and no stack trace");
        Assert.That(ended.Output, Does.Not.Contain("   at "));
    }

    [Test]
    public async Task Without_a_scanner_nothing_is_let_through_but_in_a_sandbox() => StopsWith(
        await Start($"--Signing:KeyFile={SigningKey()}", $"--Sealing:KeyFile={MasterKey()}", "--Documents:AllowUnscanned=true"),
        "Documents:AllowUnscanned is for a sandbox alone. Set Documents:Scanner to the executable of a scanner instead.");

    [Test]
    public async Task A_scanner_that_is_not_there_stops_the_start() => StopsWith(
        await Start($"--Signing:KeyFile={SigningKey()}", $"--Sealing:KeyFile={MasterKey()}", $"--Documents:Scanner={In("clamscan")}"),
        $"Documents:Scanner names '{In("clamscan")}', which is not there. Set it to the full path of the scanner's executable.");

    [Test]
    public async Task Production_without_a_signing_key_stops_and_says_what_to_set() =>
        StopsWith(await Start($"--Sealing:KeyFile={MasterKey()}"), "No signing key. Set Signing__KeyFile to a PEM file with a P-256 private key");

    [Test]
    public async Task Production_without_a_master_key_stops_and_says_what_to_set() =>
        StopsWith(await Start($"--Signing:KeyFile={SigningKey()}"), "No master key for sealed values. Set Sealing__KeyFile");

    [Test]
    public async Task A_key_that_is_no_private_P_256_key_stops_the_start()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var master = $"--Sealing:KeyFile={MasterKey()}";
        StopsWith(await Start(master, $"--Signing:KeyFile={In("absent.pem")}"), $"The signing key's file '{In("absent.pem")}' does not exist.");
        StopsWith(await Start(master, $"--Signing:KeyFile={Write("words.pem", "not a key")}"), $"The signing key's file '{In("words.pem")}' holds no P-256 private key");
        StopsWith(await Start(master, $"--Signing:KeyFile={Write("public.pem", key.ExportSubjectPublicKeyInfoPem())}"), $"The signing key's file '{In("public.pem")}' holds no P-256 private key");
        StopsWith(await Start(master, $"--Signing:KeyFile={Write("p384.pem", other.ExportECPrivateKeyPem())}"), $"The signing key's file '{In("p384.pem")}' holds a key of another curve.");
    }

    [Test]
    public async Task Another_master_key_than_the_folders_stops_the_start()
    {
        string[] first = ["create-operator", "--name=浙江科技大市场", "--credit-code=91330000MA27U05W13", "--region=330000", "--person=陈志远"];
        var made = await Start([.. first, $"--Sealing:KeyFile={MasterKey()}"]);
        Assert.That((made.ExitCode, made.Error), Is.EqualTo((0, "")));
        Assert.That(made.Output, Does.Contain("clientSecret: "));
        StopsWith(await Start($"--Signing:KeyFile={SigningKey()}", $"--Sealing:KeyFile={MasterKey()}"), "The master key does not open");
    }

    [Test]
    public async Task A_log_on_a_server_wants_keys_in_another_database_and_documents_in_a_shared_folder()
    {
        string[] server = [$"--Signing:KeyFile={SigningKey()}", $"--Sealing:KeyFile={MasterKey()}", "--Log:SqlServer=Server=127.0.0.1,1;Database=marketplace;Connect Timeout=1"];
        StopsWith(await Start(server), "The log is on a server, and every process over it needs the same attachments. Set Documents__Folder");
        StopsWith(await Start([.. server, $"--Documents:Folder={In("documents")}"]), "The log is on a server, and every process over it needs the same keys of sealed values. Set Keys__SqlServer");
    }

    [Test]
    public async Task A_refused_verb_says_why_and_ends_with_1()
    {
        var master = $"--Sealing:KeyFile={MasterKey()}";
        StopsWith(await Start("create-operator", master, "--name=浙江科技大市场", "--credit-code=123", "--region=330000", "--person=陈志远"), "This is not a unified social credit code.");
        StopsWith(await Start("create-operator", master), "create-operator: --person is missing.");
        StopsWith(await Start("creat-operator"), "There is no 'creat-operator' here.");
    }

    [Test]
    public async Task A_data_folder_that_cannot_be_made_stops_the_start()
    {
        Write("data", "a file");
        StopsWith(await Start($"--Signing:KeyFile={SigningKey()}", $"--Sealing:KeyFile={MasterKey()}"), $"The data folder '{In("data")}' cannot be made.");
    }
}
