using System.Security.Cryptography;
using System.Text;
using Marketplace.Log.Sealing;
using Marketplace.Log.Sqlite;
using Microsoft.Data.Sqlite;

namespace Marketplace.Log.Tests.Sealing;

/// <summary>Keys in a file: what is promised of them, and that a destroyed one is in no byte of it.</summary>
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

    private SubjectKeys Open() => new(new SqliteKeyStore(File), [.. master]);

    private byte[] Wrapped(string subject = Person)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select wrapped from subject_keys where subject = $1";
        command.Parameters.AddWithValue("$1", subject);
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
        Assert.That(() => new SubjectKeys(new SqliteKeyStore(File), RandomNumberGenerator.GetBytes(32)),
            Throws.TypeOf<CryptographicException>().With.Message.Contains("made under another master key"));
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

    [Test]
    public void Two_hundred_destroyed_among_two_thousand_are_in_no_file_and_the_others_still_open()
    {
        using var keys = Open();
        var random = new Random(20260302);
        string[] subjects = [.. Enumerable.Range(0, 2000).Select(_ => $"usr_{random.NextInt64():x16}{random.NextInt64():x16}")];
        // In any order, so that the file's pages split and rows move about.
        foreach (var subject in subjects) keys.GetOrCreate(subject);
        var destroyed = subjects.Where(_ => random.Next(10) == 0).ToList();
        var wrapped = destroyed.ConvertAll(subject => Wrapped(subject));

        foreach (var subject in destroyed) keys.Destroy(subject);

        var files = folder.GetFiles().SelectMany(file => System.IO.File.ReadAllBytes(file.FullName)).ToArray();
        Assert.That(wrapped.Count(key => files.AsSpan().IndexOf(key.AsSpan(0, 24)) >= 0 || files.AsSpan().IndexOf(key.AsSpan(30)) >= 0), Is.Zero);
        Assert.That(destroyed.Select(keys.Find), Is.All.Null);
        Assert.That(subjects.Except(destroyed).Select(keys.Find), Is.All.Not.Null);
    }

    [Test]
    public void A_subject_that_was_erased_never_gets_a_key_again()
    {
        byte[] late;
        using (var keys = Open())
        {
            var vault = new Vault(keys);
            vault.Seal(Person, Name);
            vault.Erase(Person);
            // A change of the person's data that was on its way when the person was erased.
            (late, _) = vault.Seal(Person, Name);
            Assert.That(vault.Open(Person, late), Is.Null);
        }
        using var again = Open();
        Assert.That(new Vault(again).Open(Person, late), Is.Null, "after a restart too");
        Assert.That(again.Find(Person), Is.Null);
    }

    [Test]
    public void A_subject_erased_before_it_had_a_key_gets_none_later()
    {
        using var keys = Open();
        var vault = new Vault(keys);
        vault.Erase(Person);
        var (cipher, _) = vault.Seal(Person, Name);
        Assert.That(vault.Open(Person, cipher), Is.Null);
    }

    [Test]
    public void Callers_who_ask_for_a_new_key_at_once_get_the_same()
    {
        using var keys = Open();
        using var other = Open();
        var given = new byte[16][];
        Parallel.For(0, given.Length, i => given[i] = (i % 2 == 0 ? keys : other).GetOrCreate(Person));
        Assert.That(given, Is.All.EqualTo(given[0]));
    }

    [Test]
    public void No_more_keys_are_kept_in_memory_than_the_bound_and_the_others_are_read_again()
    {
        using var keys = new SubjectKeys(new SqliteKeyStore(File), master, remembered: 10);
        var given = Enumerable.Range(0, 35).Select(i => keys.GetOrCreate($"usr_{i}")).ToList();
        Assert.That(keys.Cached, Is.InRange(1, 10));
        Assert.That(Enumerable.Range(0, 35).Select(i => keys.Find($"usr_{i}")), Is.EqualTo(given));
    }

    [Test]
    public void A_file_that_is_not_one_of_keys_says_so()
    {
        System.IO.File.WriteAllText(File, new string('x', 5000));
        Assert.That(Open, Throws.TypeOf<StoreException>().With.Message.Contains("is damaged"));
    }
}
