using System.Security.Cryptography;
using System.Text;
using Marketplace.Log.Sealing;
using Microsoft.Data.Sqlite;

namespace Marketplace.Log.Tests.Sealing;

public sealed class SubjectKeysTests
{
    private const string Person = "usr_01990000000070008000000000000001";
    private static readonly byte[] Name = Encoding.UTF8.GetBytes("陈志远");
    private readonly byte[] master = RandomNumberGenerator.GetBytes(32);
    private DirectoryInfo folder = null!;

    private string File => Path.Combine(folder.FullName, "keys.db");

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("marketplace-keys-");

    [TearDown]
    public void RemoveFolder() => folder.Delete(recursive: true);

    private SubjectKeys Open() => new(File, [.. master]);

    private byte[] Wrapped()
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select wrapped from subject_keys where subject = $1";
        command.Parameters.AddWithValue("$1", Person);
        return (byte[])command.ExecuteScalar()!;
    }

    private bool AnyFileHolds(byte[] bytes) =>
        folder.GetFiles().Any(file => System.IO.File.ReadAllBytes(file.FullName).AsSpan().IndexOf(bytes) >= 0);

    [Test]
    public void What_was_sealed_is_opened_after_a_restart()
    {
        byte[] cipher;
        using (var keys = Open()) (cipher, _) = new Vault(keys).Seal(Person, Name);
        using var again = Open();
        var opened = new Vault(again).Open(Person, cipher)!;
        Assert.That(opened[..^Vault.SaltSize], Is.EqualTo(Name));
    }

    [Test]
    public void Another_subjects_key_does_not_open_it()
    {
        using var keys = Open();
        var vault = new Vault(keys);
        var (cipher, _) = vault.Seal(Person, Name);
        const string Other = "usr_01990000000070008000000000000002";
        vault.Seal(Other, Name);
        Assert.That(() => vault.Open(Other, cipher), Throws.TypeOf<AuthenticationTagMismatchException>());
    }

    [Test]
    public void Another_master_key_stops_the_start()
    {
        Open().Dispose();
        Assert.That(() => new SubjectKeys(File, RandomNumberGenerator.GetBytes(32)), Throws.TypeOf<CryptographicException>());
    }

    [Test]
    public void A_destroyed_key_opens_nothing_and_is_in_no_file()
    {
        using var keys = Open();
        var vault = new Vault(keys);
        var (cipher, _) = vault.Seal(Person, Name);
        var wrapped = Wrapped();
        Assert.That(AnyFileHolds(wrapped), Is.True, "before");
        vault.Erase(Person);
        Assert.That(vault.Open(Person, cipher), Is.Null);
        Assert.That(AnyFileHolds(wrapped), Is.False, "after");
        Assert.That(() => vault.Erase(Person), Throws.Nothing, "a second time");
    }

    [Test]
    public void A_key_that_a_reader_keeps_in_the_write_ahead_log_is_not_said_to_be_destroyed()
    {
        using var keys = Open();
        var vault = new Vault(keys);
        var (cipher, _) = vault.Seal(Person, Name);
        var wrapped = Wrapped();
        using (var reader = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            reader.Open();
            using var transaction = reader.BeginTransaction(deferred: true);
            using var command = reader.CreateCommand();
            command.CommandText = "select count(*) from subject_keys";
            command.ExecuteScalar();
            Assert.That(() => vault.Erase(Person), Throws.TypeOf<StoreException>());
            Assert.That(vault.Open(Person, cipher), Is.Null, "gone for every reader all the same");
        }
        vault.Erase(Person);
        Assert.That(AnyFileHolds(wrapped), Is.False);
    }
}
