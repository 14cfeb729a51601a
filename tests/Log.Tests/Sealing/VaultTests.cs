using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Marketplace.Log.Sealing;
using Marketplace.Log.Sqlite;

namespace Marketplace.Log.Tests.Sealing;

public sealed class VaultTests
{
    private const string Auction = "auc_01990000000070008000000000000001";
    private static readonly byte[] Reserve = Encoding.UTF8.GetBytes("36000000000");
    private DirectoryInfo folder = null!;
    private SubjectKeys keys = null!;
    private Vault vault = null!;

    [SetUp]
    public void OpenVault()
    {
        folder = Directory.CreateTempSubdirectory("marketplace-vault-");
        keys = new SubjectKeys(new SqliteKeyStore(Path.Combine(folder.FullName, "keys.db")), RandomNumberGenerator.GetBytes(32));
        vault = new Vault(keys);
    }

    [TearDown]
    public void RemoveVault()
    {
        keys.Dispose();
        folder.Delete(recursive: true);
    }

    [Test]
    public void A_sealed_value_is_nonce_ciphertext_and_tag_and_opens_to_the_plaintext_with_16_random_bytes()
    {
        var (cipher, commitment) = vault.Seal(Auction, Reserve);

        var opened = vault.Open(Auction, cipher)!;

        Assert.Multiple(() =>
        {
            Assert.That(cipher, Has.Length.EqualTo(12 + Reserve.Length + 16 + 16));
            Assert.That(opened, Has.Length.EqualTo(Reserve.Length + 16));
            Assert.That(opened[..Reserve.Length], Is.EqualTo(Reserve));
            Assert.That(SHA256.HashData(opened), Is.EqualTo(commitment), "whoever gets the plaintext can check it");
        });
    }

    // What a checker in another language does with the key of a subject.
    [Test]
    public void A_sealed_value_is_plain_aes_256_gcm_with_the_subject_as_associated_data()
    {
        var (cipher, _) = vault.Seal(Auction, Reserve);

        var plaintext = new byte[cipher.Length - 28];
        using var aes = new AesGcm(keys.Find(Auction)!, 16);
        aes.Decrypt(cipher.AsSpan(0, 12), cipher.AsSpan(12, plaintext.Length), cipher.AsSpan(cipher.Length - 16), plaintext, Encoding.UTF8.GetBytes(Auction));

        Assert.That(plaintext[..Reserve.Length], Is.EqualTo(Reserve));
    }

    [Test]
    public void The_same_value_sealed_twice_looks_different_in_every_part()
    {
        var (first, second) = (vault.Seal(Auction, Reserve), vault.Seal(Auction, Reserve));

        Assert.Multiple(() =>
        {
            Assert.That(first.Commitment, Is.Not.EqualTo(second.Commitment), "or a reserve could be found by hashing every amount");
            Assert.That(first.Cipher[..12], Is.Not.EqualTo(second.Cipher[..12]));
            Assert.That(first.Cipher[12..], Is.Not.EqualTo(second.Cipher[12..]));
        });
    }

    [Test]
    public void A_value_changed_in_any_byte_does_not_open()
    {
        var (cipher, _) = vault.Seal(Auction, Reserve);

        for (var at = 0; at < cipher.Length; at++)
        {
            var changed = cipher.ToArray();
            changed[at] ^= 0x01;
            Assert.That(() => vault.Open(Auction, changed), Throws.TypeOf<AuthenticationTagMismatchException>(), $"byte {at}");
        }
    }

    [TestCase(0)]
    [TestCase(12)]
    [TestCase(27)]
    [TestCase(28)]
    [TestCase(50)]
    public void A_value_that_was_cut_does_not_open(int length)
    {
        var (cipher, _) = vault.Seal(Auction, Reserve);

        Assert.That(() => vault.Open(Auction, cipher.AsSpan(0, length)), Throws.TypeOf<AuthenticationTagMismatchException>());
    }

    [Test]
    public void A_subject_that_was_never_heard_of_opens_nothing()
    {
        var (cipher, _) = vault.Seal(Auction, Reserve);

        Assert.That(vault.Open("auc_01990000000070008000000000000009", cipher), Is.Null);
    }

    [Property(MaxTest = 50)]
    public Property Any_bytes_of_any_subject_come_back() =>
        Prop.ForAll(ArbMap.Default.ArbFor<(byte[], NonEmptyString)>(), value =>
        {
            var (plaintext, subject) = (value.Item1, value.Item2.Get);
            var (cipher, _) = vault.Seal(subject, plaintext);
            return vault.Open(subject, cipher)!.AsSpan(0, plaintext.Length).SequenceEqual(plaintext);
        });
}
