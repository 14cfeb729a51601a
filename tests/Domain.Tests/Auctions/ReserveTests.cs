using System.Security.Cryptography;
using System.Text;
using Marketplace.Domain.Auctions;

namespace Marketplace.Domain.Tests.Auctions;

public class ReserveTests
{
    private static readonly byte[] Salt = Convert.FromHexString("00112233445566778899aabbccddeeff");

    [Test]
    public void The_plaintext_is_the_amount_in_fen_and_sixteen_random_bytes()
    {
        var plaintext = Reserve.Encode(Money.WanYuan(400), Salt);
        Assert.That(Encoding.UTF8.GetString(plaintext.AsSpan(..9)), Is.EqualTo("400000000"));
        Assert.That(plaintext[9..], Is.EqualTo(Salt));
        Assert.That(Reserve.Decode(plaintext), Is.EqualTo(Money.WanYuan(400)));
    }

    [Test]
    public void Random_bytes_that_look_like_digits_are_not_read_into_the_amount() =>
        Assert.That(Reserve.Decode(Reserve.Encode(new Money(7), "9999999999999999"u8)), Is.EqualTo(new Money(7)));

    [Test]
    public void Anyone_can_hold_the_plaintext_against_the_commitment()
    {
        var plaintext = Reserve.Encode(Money.WanYuan(400), Salt);
        var reserve = new Sealed("auc_x", [], SHA256.HashData(plaintext));
        Assert.That(Reserve.Commit(plaintext), Is.EqualTo(reserve.Commitment));
        Assert.That(Reserve.Matches(reserve, plaintext), Is.True);
        for (var i = 0; i < plaintext.Length; i++)
        {
            plaintext[i] ^= 1;
            Assert.That(Reserve.Matches(reserve, plaintext), Is.False, $"byte {i}");
            plaintext[i] ^= 1;
        }
    }

    [TestCase("")]
    [TestCase("0123456789abcdef")]
    [TestCase("00123456789abcdef")]
    [TestCase("-50123456789abcdef")]
    [TestCase("5 0123456789abcdef")]
    [TestCase("99999999999999999990123456789abcdef")]
    public void Bytes_of_another_layout_are_no_reserve(string text) =>
        Assert.That(() => Reserve.Decode(Encoding.UTF8.GetBytes(text)), Throws.InstanceOf<FormatException>());

    [Test]
    public void A_reserve_is_above_zero_and_its_salt_is_sixteen_bytes()
    {
        Assert.That(() => Reserve.Encode(Money.Zero, Salt), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => Reserve.Encode(Money.Yuan(1), Salt.AsSpan(1)), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}
