using System.Security.Cryptography;
using System.Text;
using Marketplace.Log.Backups;
using Marketplace.Log.Sealing;
using Marketplace.Log.Sqlite;
using Marketplace.Log.Tests.Escrow;
using static Marketplace.Log.Tests.Escrow.EscrowCommands;

namespace Marketplace.Log.Tests.Backups;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class BackupTests
{
    private const long Hour = 3_600_000;
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("marketplace-backup-");
    private readonly byte[] master = RandomNumberGenerator.GetBytes(32);
    private readonly ManualTime time = new();

    [TearDown]
    public void RemoveFolder() => root.Delete(recursive: true);

    private string Folder(string name) => Path.Combine(root.FullName, name);

    private async Task<LogProcess> StartAsync(string name)
    {
        Directory.CreateDirectory(Folder(name));
        return await LogProcess.StartAsync(await SqliteLogStore.OpenAsync(Path.Combine(Folder(name), LogBackup.LogFile)), time);
    }

    private SqliteKeyStore KeyFile(string name) => new(Path.Combine(Folder(name), LogBackup.KeysFile));

    private SubjectKeys Keys(string name) => new(KeyFile(name), master);

    private static async Task<LogCheckpoint> CheckpointAsync(LogProcess office)
    {
        LogCheckpoint? seen = null;
        await office.RunAsync(new LogCommand(Clerk, [], log =>
        {
            seen = log.Checkpoint;
            return Effect.None;
        }));
        return seen!;
    }

    private static LogCommand StartEpoch(Func<LogCheckpoint, string> say) => new("system:restore", ["epochs"], log =>
        Effect.None.Append("epochs", new DepositPaid(say(log.Checkpoint), 0)).StartEpoch());

    /// <summary>40 events, a clock a day ahead, a key, a claim; backed up; then three more.</summary>
    private async Task<(BackupManifest Manifest, LogCheckpoint AtBackup, LogCheckpoint AtEnd)> MakeBackupAsync()
    {
        await using var office = await StartAsync("data");
        using var file = KeyFile("data");
        using var keys = Keys("data");
        await office.RunAsync(MoveClock(24 * Hour));
        for (var i = 0; i < 38; i++) await office.RunAsync(Pay($"acc_{i % 5}", i));
        await office.RunAsync(Register("acc_甲", "91330106MA2B0XYZ1K").WithKey("登记-1"));
        keys.GetOrCreate("usr_李静怡");
        var atBackup = await CheckpointAsync(office);
        var manifest = await LogBackup.MakeAsync(office.Store, file, Folder("backup"), time, CancellationToken.None);
        for (var i = 0; i < 3; i++) await office.RunAsync(Pay("acc_0", 1));
        return (manifest, atBackup, await CheckpointAsync(office));
    }

    [Test]
    public async Task A_backup_says_where_the_log_stood_and_holds_log_and_keys()
    {
        var (manifest, atBackup, _) = await MakeBackupAsync();

        Assert.That(manifest, Is.EqualTo(new BackupManifest(0, 40, Convert.ToHexStringLower(atBackup.Root), time.GetUtcNow())));
        Assert.That(Directory.GetFiles(Folder("backup")).Select(Path.GetFileName), Is.EquivalentTo(new[] { "log.db", "keys.db", "backup.json" }));
        Assert.That(() => LogBackup.MakeAsync(null!, null!, Folder("backup"), time, CancellationToken.None), Throws.TypeOf<InvalidDataException>().With.Message.Contains("not empty"));
    }

    [Test]
    public async Task A_restored_log_takes_nothing_before_its_new_epoch_begins_and_goes_on_from_what_survived()
    {
        var (_, atBackup, atEnd) = await MakeBackupAsync();

        var restored = await LogRestore.RunAsync(Folder("backup"), Folder("new"), atEnd, CancellationToken.None);

        Assert.That(restored, Is.EqualTo(new RestoredLog(atBackup, 3)).UsingPropertiesComparer());
        Assert.That(Directory.GetFiles(Folder("new")).Select(Path.GetFileName), Is.EquivalentTo(new[] { "log.db", "keys.db" }));
        await using var office = await StartAsync("new");
        Assert.That(office.Writer.EpochNeeded);
        var early = await office.RunAsync(Pay("acc_0", 1));
        Assert.That((early.Kind, early.Written), Is.EqualTo((OutcomeKind.Unavailable, false)));
        Assert.That((await office.RunAsync(Release("acc_0", 9_999_999))).Kind, Is.EqualTo(OutcomeKind.Refused), "what writes nothing is answered");
        Assert.That((await office.RunAsync(Register("acc_甲", "91330106MA2B0XYZ1K").WithKey("登记-1"))).Kind, Is.EqualTo(OutcomeKind.Replayed));

        var begun = await office.RunAsync(StartEpoch(checkpoint => $"{checkpoint.Epoch + 1} {checkpoint.Position} {Convert.ToHexStringLower(checkpoint.Root)}"));

        Assert.Multiple(() =>
        {
            Assert.That((begun.Kind, begun.Position), Is.EqualTo((OutcomeKind.Done, 41L)));
            Assert.That(((DepositPaid)begun.Events[0].Content).Bidder, Is.EqualTo($"1 40 {Convert.ToHexStringLower(atBackup.Root)}"));
            Assert.That(office.Writer.EpochNeeded, Is.False);
            Assert.That(office.Writer.Head.Epoch, Is.EqualTo(1));
            Assert.That(office.Writer.MarketNow, Is.EqualTo(ManualTime.Start + (24 * Hour)), "the market clock stands where it stood");
        });
        Assert.That((await office.RunAsync(Pay("acc_0", 1))).Position, Is.EqualTo(42));
        await SoundLog.AssertAsync(office.Store);
    }

    [Test]
    public async Task The_first_command_of_a_batch_that_starts_the_epoch_opens_it_for_the_others()
    {
        await MakeBackupAsync();
        await LogRestore.RunAsync(Folder("backup"), Folder("new"), null, CancellationToken.None);
        await using var office = await StartAsync("new");

        var outcomes = await office.RunTogetherAsync(Pay("acc_0", 1), StartEpoch(_ => ""), Pay("acc_0", 1));

        Assert.That(outcomes.Select(outcome => outcome.Kind), Is.EqualTo(new[] { OutcomeKind.Unavailable, OutcomeKind.Done, OutcomeKind.Done }));
        Assert.That(outcomes[2].Position, Is.EqualTo(42));
    }

    [Test]
    public async Task A_restored_log_that_was_only_looked_at_still_wants_its_epoch_and_one_that_has_it_never_again()
    {
        await MakeBackupAsync();
        await LogRestore.RunAsync(Folder("backup"), Folder("new"), null, CancellationToken.None);
        await (await StartAsync("new")).DisposeAsync();

        await using (var office = await StartAsync("new"))
        {
            Assert.That(office.Writer.EpochNeeded);
            await office.RunAsync(StartEpoch(_ => ""));
        }
        await using var again = await StartAsync("new");

        Assert.That((again.Writer.EpochNeeded, again.Writer.Head.Epoch), Is.EqualTo((false, 1)));
    }

    [Test]
    public async Task Each_restore_begins_an_epoch_of_its_own()
    {
        await MakeBackupAsync();
        await LogRestore.RunAsync(Folder("backup"), Folder("second"), null, CancellationToken.None);
        await using (var office = await StartAsync("second"))
        using (var keys = KeyFile("second"))
        {
            await office.RunAsync(StartEpoch(_ => ""));
            await LogBackup.MakeAsync(office.Store, keys, Folder("backup 2"), time, CancellationToken.None);
        }

        var restored = await LogRestore.RunAsync(Folder("backup 2"), Folder("third"), null, CancellationToken.None);

        Assert.That((restored.Survived.Epoch, restored.Survived.Position, restored.Lost), Is.EqualTo((1, 41L, (long?)null)));
        await using var third = await StartAsync("third");
        await third.RunAsync(StartEpoch(_ => ""));
        Assert.That(third.Writer.Head.Epoch, Is.EqualTo(2));
    }

    [Test]
    public async Task The_restored_keys_open_what_was_sealed()
    {
        byte[] cipher;
        using (var keys = Keys(Directory.CreateDirectory(Folder("data")).Name)) (cipher, _) = new Vault(keys).Seal("usr_李静怡", "李静怡"u8);
        await MakeBackupAsync();

        await LogRestore.RunAsync(Folder("backup"), Folder("new"), null, CancellationToken.None);

        using var restored = Keys("new");
        Assert.That(Encoding.UTF8.GetString(new Vault(restored).Open("usr_李静怡", cipher)!.AsSpan()[..^16]), Is.EqualTo("李静怡"));
    }

    [Test]
    public async Task A_restore_never_replaces_a_log()
    {
        await MakeBackupAsync();

        Assert.That(() => LogRestore.RunAsync(Folder("backup"), Folder("data"), null, CancellationToken.None), Throws.TypeOf<InvalidDataException>().With.Message.Contains("never replaces"));
    }

    private static IEnumerable<TestCaseData> Damages()
    {
        static TestCaseData Damage(string name, Action<string> damage, string sentence) => new TestCaseData(damage, sentence).SetArgDisplayNames(name);

        yield return Damage("no manifest", backup => File.Delete(Path.Combine(backup, "backup.json")), "no complete backup");
        yield return Damage("no keys", backup => File.Delete(Path.Combine(backup, "keys.db")), "has no keys.db");
        yield return Damage("manifest is not JSON", backup => File.WriteAllText(Path.Combine(backup, "backup.json"), "{"), "cannot be read");
        yield return Damage("manifest of another moment", backup => Replace(Path.Combine(backup, "backup.json"), "\"position\": 40", "\"position\": 41"), "stands at 40");
        yield return Damage("log is no database", backup => File.WriteAllBytes(Path.Combine(backup, "log.db"), new byte[9000]), "cannot be opened");
        yield return Damage("an amount was changed", backup => Sql(backup, "update events set data = replace(cast(data as text), '\"fen\":30', '\"fen\":31') where position = 32"), "not the tree over the events");
    }

    [TestCaseSource(nameof(Damages))]
    public async Task A_damaged_backup_is_not_restored_and_leaves_nothing_behind(Action<string> damage, string sentence)
    {
        await MakeBackupAsync();
        damage(Folder("backup"));

        Assert.That(() => LogRestore.RunAsync(Folder("backup"), Folder("new"), null, CancellationToken.None), Throws.TypeOf<InvalidDataException>().With.Message.Contains(sentence));
        Assert.That(Directory.Exists(Folder("new")) ? Directory.GetFileSystemEntries(Folder("new")) : [], Is.Empty);
    }

    [Test]
    public async Task A_backup_of_another_log_than_the_known_checkpoint_is_not_restored()
    {
        var (_, atBackup, _) = await MakeBackupAsync();
        var foreign = new LogCheckpoint(0, 40, SHA256.HashData("另一份日志"u8));

        Assert.That(() => LogRestore.RunAsync(Folder("backup"), Folder("new"), foreign, CancellationToken.None), Throws.TypeOf<InvalidDataException>().With.Message.Contains("another log"));
        Assert.That((await LogRestore.RunAsync(Folder("backup"), Folder("new"), atBackup, CancellationToken.None)).Lost, Is.Zero);
    }

    private static void Replace(string file, string what, string by) => File.WriteAllText(file, File.ReadAllText(file).Replace(what, by, StringComparison.Ordinal));

    internal static void Sql(string folder, string sql)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(folder, "log.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.That(command.ExecuteNonQuery(), Is.GreaterThan(0), "the damage was done");
    }
}
