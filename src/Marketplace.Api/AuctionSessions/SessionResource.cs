using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.AuctionSessions;

namespace Marketplace.Api.AuctionSessions;

/// <summary>专场, as its announcement has it (拍卖法 46), with the lots that were announced into it.</summary>
public sealed record SessionResource
{
    public required string Id { get; init; }
    /// <summary>Id of the market operator that holds it.</summary>
    public required string Operator { get; init; }
    public required string Title { get; init; }
    public required SessionSeries Series { get; init; }
    /// <summary>Of all its lots.</summary>
    public required AuctionProcedure Procedure { get; init; }
    /// <summary>Of a session for one field.</summary>
    public TechnicalField? Field { get; init; }
    /// <summary>Id of the organization for whose achievements it is held.</summary>
    public string? Host { get; init; }
    /// <summary>GB/T 2260 code of the place for which it is held.</summary>
    public required string Region { get; init; }
    /// <summary>No lot opens before this moment.</summary>
    public required Instant OpensAt { get; init; }
    /// <summary>The first moment at which no lot opens any more.</summary>
    public required Instant ClosesAt { get; init; }
    /// <summary>A hall's address, or the web address where bids are made.</summary>
    public required string Place { get; init; }
    /// <summary>展示 of the lots that name none of their own.</summary>
    public Exhibition? Exhibition { get; init; }
    /// <summary>参与竞买应当办理的手续.</summary>
    public required string Formalities { get; init; }
    /// <summary>需要公告的其他事项.</summary>
    public string? Other { get; init; }
    public required IReadOnlyList<Lot> Lots { get; init; }
    /// <summary>The version of the rules under which it was announced.</summary>
    public required string RuleSet { get; init; }
    public required Instant AnnouncedAt { get; init; }
    public required long Version { get; init; }

    /// <param name="Number">标的序号.</param>
    /// <param name="Auction">Id of the lot's auction.</param>
    public sealed record Lot(int Number, string Auction, string Title);

    internal static SessionResource From(Snapshot<AuctionSession> session)
    {
        var (created, plan) = (session.State.Created!, session.State.Created!.Plan);
        return new SessionResource
        {
            Id = session.Id,
            Operator = created.Operator,
            Title = plan.Title,
            Series = plan.Series,
            Procedure = plan.Procedure,
            Field = plan.Field,
            Host = plan.Host,
            Region = plan.Region,
            OpensAt = plan.OpensAt,
            ClosesAt = plan.ClosesAt,
            Place = plan.Place,
            Exhibition = plan.Exhibition,
            Formalities = plan.Formalities,
            Other = plan.Other,
            Lots = [.. session.State.Lots.Select(lot => new Lot(lot.Number, lot.Auction, lot.Title))],
            RuleSet = created.RuleSet,
            AnnouncedAt = created.CreatedAt,
            Version = session.Version,
        };
    }
}
