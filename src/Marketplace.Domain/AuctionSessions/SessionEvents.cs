using Marketplace.Domain.Achievements;
using Marketplace.Domain.Auctions;

namespace Marketplace.Domain.AuctionSessions;

/// <summary>系列; codes in <c>api-specs/codelists/session_series.csv</c>.</summary>
public enum SessionSeries
{
    /// <summary>春拍.</summary>
    Spring,
    /// <summary>秋拍.</summary>
    Autumn,
    /// <summary>专场.</summary>
    Special,
}

/// <summary>What the announcement of a session says (拍卖法 46); its lots are announced into it one by one.</summary>
/// <param name="Procedure">Of all its lots.</param>
/// <param name="Field">Of a session for one field; absent where it is open to all.</param>
/// <param name="Host">The <c>org_</c> organisation for whose achievements the session is held; absent where there is none.</param>
/// <param name="Region">GB/T 2260 code of the place for which it is held.</param>
/// <param name="OpensAt">No lot opens before this moment.</param>
/// <param name="ClosesAt">The first moment at which no lot opens any more.</param>
/// <param name="Place">A hall's address, or the web address where bids are made.</param>
/// <param name="Exhibition">展示 of the lots that name none of their own; required for <see cref="AuctionProcedure.Auction"/>.</param>
/// <param name="Formalities">参与竞买应当办理的手续.</param>
/// <param name="Other">需要公告的其他事项.</param>
public sealed record SessionPlan(
    string Title,
    SessionSeries Series,
    AuctionProcedure Procedure,
    TechnicalField? Field,
    string? Host,
    string Region,
    Instant OpensAt,
    Instant ClosesAt,
    string Place,
    Exhibition? Exhibition,
    string Formalities,
    string? Other);

/// <summary>A session is public. Stream <c>ses_…</c>, as all of this file.</summary>
/// <param name="Operator">The <c>org_</c> market operator that holds it.</param>
/// <param name="RuleSet">Version of the rules under which its announcement was judged.</param>
[EventName("session_created")]
public sealed record SessionCreated(string Session, string Operator, SessionPlan Plan, string RuleSet, Instant CreatedAt) : Event;

/// <summary>A lot was announced into the session, by the command that announced its auction.</summary>
/// <param name="Number">标的序号: 1 for the first, then one more each time.</param>
[EventName("lot_added")]
public sealed record LotAdded(int Number, string Auction, string Title, Instant AddedAt) : Event;
