using FsCheck;
using FsCheck.Fluent;
using Marketplace.Domain.Identifiers;

namespace Marketplace.Domain.Tests.Identifiers;

/// <summary>Codes whose check character fits, over the whole alphabet in every place.</summary>
public static class ValidCreditCodes
{
    public static Arbitrary<string> Codes() => Gen.Elements(CreditCode.Alphabet.ToCharArray()).ArrayOf(CreditCode.Length - 1)
        .Select(first17 => new string(first17) + CreditCode.CheckCharacter(first17)).ToArbitrary();
}

public sealed class CreditCodeTests
{
    // Real codes of institutions, companies and traders, from the vectors of python-stdnum.
    [TestCase("91110000600037341L")]
    [TestCase("121200004013590816")]
    [TestCase("91110000710926094P")]
    [TestCase("911522010783710635")]
    [TestCase("9115220107837941X1")]
    [TestCase("91310115MA1K3BTP2B")]
    [TestCase("91420684MA4927PJ7B")]
    [TestCase("91440300568520498A")]
    [TestCase("9144060573144633XL")]
    [TestCase("91620105L015101280")]
    [TestCase("92340602MA2PBMEM24")]
    [TestCase("92340621MA2UK3PJXE")]
    public void A_code_with_the_right_check_character_is_valid(string code) =>
        Assert.That(CreditCode.Check(code), Is.EqualTo(CreditCodeCheck.Valid));

    [TestCase("91110000600037341N", 'L')]
    public void A_wrong_check_character_is_told_apart_from_a_wrong_form(string code, char right)
    {
        Assert.That(CreditCode.Check(code), Is.EqualTo(CreditCodeCheck.ChecksumMismatch));
        Assert.That(CreditCode.CheckCharacter(code.AsSpan(0, 17)), Is.EqualTo(right));
    }

    // Codes in force that were issued in pilot areas before the algorithm was settled; the standard computes another character.
    [TestCase("91350100M0001TGQXM", '1')]
    [TestCase("91350211M0000XUF46", 'R')]
    [TestCase("91350203M0001FUE2P", 'J')]
    public void A_pilot_era_code_is_a_mismatch_for_an_operator_to_confirm_and_not_malformed(string code, char computed)
    {
        Assert.That(CreditCode.Check(code), Is.EqualTo(CreditCodeCheck.ChecksumMismatch));
        Assert.That(CreditCode.CheckCharacter(code.AsSpan(0, 17)), Is.EqualTo(computed));
    }

    [TestCase("9111000060003IOZSV", TestName = "The_letters_I_O_Z_S_V_do_not_exist")]
    [TestCase("12345", TestName = "Five_characters_are_too_few")]
    [TestCase("91110000600037341L1", TestName = "Nineteen_characters_are_too_many")]
    [TestCase("91110000600037341l", TestName = "Lower_case_is_not_the_normal_form")]
    [TestCase("91110000-600037341", TestName = "A_dash_does_not_belong")]
    [TestCase("９1110000600037341L", TestName = "A_full_width_digit_does_not_belong")]
    [TestCase("", TestName = "Nothing_is_no_code")]
    [TestCase(null, TestName = "Absence_is_no_code")]
    public void Malformed(string? code) => Assert.That(CreditCode.Check(code), Is.EqualTo(CreditCodeCheck.Malformed));

    [Test]
    public void Letters_in_the_first_eight_places_are_in_order()
    {
        // N is the registering department of rural collectives. A library that demands eight digits refuses both codes.
        const string collective = "N2330523MA2B0C7X1";
        Assert.That(CreditCode.Check(collective + CreditCode.CheckCharacter(collective)), Is.EqualTo(CreditCodeCheck.Valid));
        Assert.That(CreditCode.Check("A1110000600037341L"), Is.EqualTo(CreditCodeCheck.ChecksumMismatch));
    }

    [Test]
    public void The_normal_form_has_no_blanks_around_it_and_capitals() =>
        Assert.That(CreditCode.Normalize(" 91110000600037341l\n"), Is.EqualTo("91110000600037341L"));

    [Test]
    public void The_alphabet_has_31_characters() => Assert.That(CreditCode.Alphabet, Has.Length.EqualTo(31).And.Unique);

    [Property(Arbitrary = [typeof(ValidCreditCodes)])]
    public bool Every_generated_code_is_valid(string code) => CreditCode.Check(code) is CreditCodeCheck.Valid;

    // 31 is prime and no weight is a multiple of it, so one changed character always moves the sum.
    [Property(Arbitrary = [typeof(ValidCreditCodes)])]
    public bool Any_single_changed_character_is_noticed(string code) => Enumerable.Range(0, CreditCode.Length).All(place =>
        CreditCode.Alphabet.Where(c => c != code[place]).All(c =>
            CreditCode.Check(string.Concat(code.AsSpan(0, place), [c], code.AsSpan(place + 1))) is CreditCodeCheck.ChecksumMismatch));

    // The weights of neighbours differ by twice a power of three, which is no multiple of 31 either.
    [Property(Arbitrary = [typeof(ValidCreditCodes)])]
    public bool Any_swap_of_two_different_neighbours_is_noticed(string code) => Enumerable.Range(0, CreditCode.Length - 2)
        .Where(place => code[place] != code[place + 1])
        .All(place => CreditCode.Check(string.Concat(code.AsSpan(0, place), [code[place + 1], code[place]], code.AsSpan(place + 2))) is CreditCodeCheck.ChecksumMismatch);
}
