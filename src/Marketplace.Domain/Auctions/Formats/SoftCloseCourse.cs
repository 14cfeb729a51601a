namespace Marketplace.Domain.Auctions;

/// <summary>法释〔2016〕18号 20: a bid in the last stretch leaves the whole stretch after it.</summary>
public sealed record SoftCloseCourse : AscendingCourse
{
    private readonly TimeSpan extension;

    internal SoftCloseCourse(AuctionTerms terms, SoftClose format) : base(terms) => extension = TimeSpan.FromSeconds(format.ExtensionSeconds!.Value);

    private protected override Instant ClosesAfterBid(Instant now) => ClosesIn(extension, now);
}
