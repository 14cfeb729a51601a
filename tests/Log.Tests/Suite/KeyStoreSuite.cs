using System.Security.Cryptography;
using System.Text;
using Marketplace.Log.Backups;
using Marketplace.Log.Sealing;
using Marketplace.Log.Sqlite;

namespace Marketplace.Log.Tests.Suite;

/// <summary>What a store of keys promises on every engine; nothing in here may ask which engine it is.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public abstract class KeyStoreSuite
{
    private const string Person = "usr_01990000000070008000000000000001";
    private static readonly byte[] Name = Encoding.UTF8.GetBytes("陈志远");
    private readonly byte[] master = RandomNumberGenerator.GetBytes(32);
    private readonly List<IDisposable> opened = [];

    /// <summary>Makes an empty store for one test.</summary>
    protected abstract Task CreateAsync();

    /// <summary>Opens the test's store, once for each process.</summary>
    protected abstract Task<IKeyStore> OpenAsync();

    /// <summary>Where another store of keys may be, in a file.</summary>
    protected abstract string FilePath(string name);

    protected abstract Task DropAsync();

    [SetUp]
    public Task SetUpAsync() => CreateAsync();

    [TearDown]
    public async Task TearDownAsync()
    {
        foreach (var each in opened) each.Dispose();
        await DropAsync();
    }

    private T Closing<T>(T store) where T : IDisposable
    {
        opened.Add(store);
        return store;
    }

    private async Task<IKeyStore> StoreAsync() => Closing(await OpenAsync());

    private async Task<SubjectKeys> ProcessAsync() => Closing(new SubjectKeys(await OpenAsync(), master));

    private static byte[] Wrapped(byte fill) => [.. Enumerable.Repeat(fill, WrappedKey.Size)];

    private static bool IsDestroyed(byte[]? wrapped) => wrapped is { Length: WrappedKey.Size } && new WrappedKey(Person, wrapped).IsDestroyed;

    [Test]
    public async Task The_first_key_of_a_subject_stays_and_every_process_finds_it()
    {
        var (east, west) = (await StoreAsync(), await StoreAsync());
        Assert.That(east.Find(Person), Is.Null);
        east.Add([new WrappedKey(Person, Wrapped(1)), new WrappedKey("auc_1", Wrapped(2))]);
        west.Add([new WrappedKey(Person, Wrapped(3)), new WrappedKey("auc_2", Wrapped(4))]);
        Assert.That((west.Find(Person)![0], east.Find("auc_1")![59], east.Find("auc_2")![0]), Is.EqualTo((1, 2, 4)));
    }

    [Test]
    public async Task Sixteen_callers_at_two_processes_who_ask_for_a_new_key_at_once_get_the_same()
    {
        SubjectKeys[] processes = [await ProcessAsync(), await ProcessAsync()];
        var given = new byte[16][];
        Parallel.For(0, given.Length, i => given[i] = processes[i % 2].GetOrCreate(Person));
        Assert.That(given, Is.All.EqualTo(given[0]));
    }

    [Test]
    public async Task A_destroyed_key_is_sixty_zeros_for_every_process_and_the_subject_gets_no_other()
    {
        var (east, west) = (await StoreAsync(), await StoreAsync());
        east.Add([new WrappedKey(Person, Wrapped(1))]);
        west.Destroy(Person);
        Assert.That(IsDestroyed(east.Find(Person)));
        east.Add([new WrappedKey(Person, Wrapped(5))]);
        Assert.That(IsDestroyed(west.Find(Person)));
        Assert.That(() => east.Destroy(Person), Throws.Nothing, "a second time");
    }

    [Test]
    public async Task A_subject_without_a_key_can_be_destroyed_and_gets_none_later()
    {
        var store = await StoreAsync();
        store.Destroy(Person);
        store.Add([new WrappedKey(Person, Wrapped(1))]);
        Assert.That(IsDestroyed(store.Find(Person)));
    }

    [Test]
    public async Task A_key_that_is_made_and_destroyed_by_eight_at_once_ends_destroyed()
    {
        IKeyStore[] stores = [await StoreAsync(), await StoreAsync()];
        for (var round = 0; round < 10; round++)
        {
            var subject = $"usr_{round}";
            Parallel.For(0, 8, i =>
            {
                if (i % 2 == 0) stores[i / 2 % 2].Add([new WrappedKey(subject, Wrapped(1))]);
                else EventuallyDestroy(stores[i / 2 % 2], subject);
            });
            Assert.That(IsDestroyed(stores[0].Find(subject)));
        }

        // As a reaction does: what could not be done is tried again.
        static void EventuallyDestroy(IKeyStore store, string subject)
        {
            for (var attempt = 0; ; attempt++)
            {
                try
                {
                    store.Destroy(subject);
                    return;
                }
                catch (StoreException busy) when (busy.Fault is StoreFault.Transient && attempt < 100)
                {
                    // Somebody has the file open for reading.
                }
            }
        }
    }

    [Test]
    public async Task Subjects_that_differ_in_case_or_width_have_keys_of_their_own()
    {
        var store = await StoreAsync();
        store.Add([new WrappedKey("usr_a", Wrapped(1)), new WrappedKey("usr_A", Wrapped(2)), new WrappedKey("usr_ａ", Wrapped(3))]);
        store.Destroy("usr_A");
        Assert.That((store.Find("usr_a")![0], IsDestroyed(store.Find("usr_A")), store.Find("usr_ａ")![0]), Is.EqualTo((1, true, 3)));
    }

    [Test]
    public async Task All_keys_are_read_in_pages_by_subject()
    {
        var store = await StoreAsync();
        store.Add([.. Enumerable.Range(0, 250).Select(i => new WrappedKey($"usr_{i:000}", Wrapped(1)))]);
        store.Destroy("usr_120");
        var read = new List<WrappedKey>();
        for (var page = store.Read("", 100); page.Count > 0; page = store.Read(page[^1].Subject, 100)) read.AddRange(page);
        Assert.That(read.Select(key => key.Subject), Is.EqualTo(Enumerable.Range(0, 250).Select(i => $"usr_{i:000}")));
        Assert.That(read.Where(key => key.IsDestroyed).Select(key => key.Subject), Is.EqualTo(new[] { "usr_120" }));
    }

    [Test]
    public async Task What_one_process_sealed_another_opens_until_it_has_passed_the_end_of_the_key()
    {
        var (east, west) = (await ProcessAsync(), await ProcessAsync());
        var (cipher, _) = new Vault(east).Seal(Person, Name);
        Assert.That(new Vault(west).Open(Person, cipher)![..^Vault.SaltSize], Is.EqualTo(Name));

        west.End(Person);
        Assert.That(new Vault(west).Open(Person, cipher), Is.Null, "although the key is in the store and was in memory");
        var (late, _) = new Vault(west).Seal(Person, Name);
        east.Destroy(Person);
        foreach (var process in new[] { east, west, await ProcessAsync() })
            Assert.That((new Vault(process).Open(Person, cipher), new Vault(process).Open(Person, late)), Is.EqualTo(((byte[]?)null, (byte[]?)null)));
    }

    [Test]
    public async Task Another_master_key_stops_the_start()
    {
        await ProcessAsync();
        var store = await StoreAsync();
        Assert.That(() => new SubjectKeys(store, RandomNumberGenerator.GetBytes(32)), Throws.TypeOf<CryptographicException>().With.Message.Contains("made under another master key"));
    }

    [Test]
    public async Task Keys_are_copied_to_a_file_and_back_and_what_was_destroyed_on_either_side_stays_so()
    {
        using var file = new SqliteKeyStore(FilePath("other"));
        var store = await StoreAsync();
        store.Add([.. Enumerable.Range(0, 1100).Select(i => new WrappedKey($"usr_{i:0000}", Wrapped(1)))]);
        store.Destroy("usr_0007");
        Assert.That(KeyCopy.Run(store, file), Is.EqualTo(1100));
        Assert.That((IsDestroyed(file.Find("usr_0007")), file.Find("usr_1099")![0]), Is.EqualTo((true, 1)));

        store.Destroy("usr_0008");
        file.Destroy("usr_0009");
        file.Add([new WrappedKey("usr_9999", Wrapped(2))]);
        KeyCopy.Run(file, store);
        KeyCopy.Run(store, file);
        foreach (var side in new[] { store, (IKeyStore)file })
        {
            Assert.That(Enumerable.Range(6, 5).Select(i => IsDestroyed(side.Find($"usr_{i:0000}"))), Is.EqualTo(new[] { false, true, true, true, false }));
            Assert.That(side.Find("usr_9999")![0], Is.EqualTo(2));
        }
    }

    [Test]
    public async Task The_keys_of_another_marketplace_are_not_mixed_in()
    {
        using var file = new SqliteKeyStore(FilePath("another"));
        var store = await StoreAsync();
        store.Add([new WrappedKey(Person, Wrapped(1))]);
        file.Add([new WrappedKey(Person, Wrapped(2))]);
        Assert.That(() => KeyCopy.Run(file, store), Throws.TypeOf<InvalidDataException>().With.Message.Contains("another key for"));
        Assert.That(store.Find(Person)![0], Is.EqualTo(1));
    }
}
