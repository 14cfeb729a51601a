namespace Marketplace.Domain.Contracts;

/// <summary>
/// 技术合同登记编号: 16 digits, YYYY + province and city (first four digits of GB/T 2260) + registration point (2) + serial (6).
/// The old form of 14 digits with a year of two is printed in the ministry's model contract; that the longer one is the same
/// with a full year is inferred, not documented (domain notes, 2.4.4). It has no check digit.
/// </summary>
public static class RegistrationNumber
{
    public const int LargestSerial = 999_999;

    /// <param name="officeRegion">Six digits.</param>
    /// <param name="officePoint">Two digits.</param>
    public static string Format(int year, string officeRegion, string officePoint, int serial) =>
        $"{year:0000}{officeRegion[..4]}{officePoint}{serial:000000}";

    /// <summary>Whether the text is a number that an office of the region gives in the year.</summary>
    public static bool Fits(string number, int year, string officeRegion) =>
        number.Length == 16 && !number.AsSpan().ContainsAnyExceptInRange('0', '9') && officeRegion.Length == 6
        && int.Parse(number.AsSpan(0, 4), System.Globalization.CultureInfo.InvariantCulture) == year
        && number.AsSpan(4, 4).SequenceEqual(officeRegion.AsSpan(0, 4));
}

/// <summary>One office's numbers of one year, given in order and without a gap (stream <see cref="Stream"/>).</summary>
/// <param name="Last">The serial given last; 0 before the first.</param>
public sealed record NumberSeries(int Last) : IState<NumberSeries>
{
    public static NumberSeries Initial { get; } = new(0);

    /// <summary>Name of the stream: the year is that of the day in Shanghai.</summary>
    public static string Stream(string office, int year) => $"num_{office}_{year}";

    /// <summary>Gives the next number to a contract. Refusal: <c>contract.numbers_exhausted</c>.</summary>
    public Decision Take(string contract) =>
        Last < RegistrationNumber.LargestSerial ? new NumberTaken(Last + 1, contract) : ContractRefusals.NumbersExhausted;

    public NumberSeries Apply(Event e) => e switch
    {
        NumberTaken taken => new(taken.Serial),
        _ => throw new InvalidOperationException($"A number series does not know the event {e.GetType().Name}."),
    };
}
