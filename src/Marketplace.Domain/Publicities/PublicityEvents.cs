namespace Marketplace.Domain.Publicities;

/// <summary>A notice was posted: the first of its listing, or another after one ended or failed. Stream <c>{listing}-publicity</c>, as all of this file.</summary>
/// <param name="ContentHash">See <see cref="NoticeContent.Hash"/>.</param>
/// <param name="RuleSet">Version of the rules in force on the day, under which the notice runs to its end.</param>
/// <param name="Days">The calendar days that it must stand.</param>
/// <param name="EndsAt">24:00 Shanghai time of the last day, if nothing happens to it.</param>
[EventName("notice_posted")]
public sealed record NoticePosted(string Listing, string Seller, NoticeContent Content, string ContentHash, string RuleSet, int Days, Instant PostedAt, Instant EndsAt) : Event;

/// <summary>The content changed, so the count begins anew.</summary>
/// <param name="EndsAt">Absent while an objection is open.</param>
[EventName("notice_revised")]
public sealed record NoticeRevised(NoticeContent Content, string ContentHash, Instant RevisedAt, Instant? EndsAt) : Event;

/// <summary>Somebody objected; while an objection is open no day counts.</summary>
/// <param name="Objection">An <c>obj_</c> id.</param>
/// <param name="Organization">Id of the objector's organisation; shown to the seller, the market and the supervisor alone.</param>
/// <param name="By">Id of the person.</param>
/// <param name="Text">Sealed under the objection's own key: it may name people.</param>
/// <param name="CountedDays">Whole days that counted up to here.</param>
[EventName("objection_raised")]
public sealed record ObjectionRaised(string Objection, string Organization, string By, Sealed Text, Instant RaisedAt, int CountedDays) : Event;

/// <param name="Reasons">Public.</param>
/// <param name="EndsAt">The end as it stands now; absent while another objection is open, and for ever when this one was upheld.</param>
[EventName("objection_decided")]
public sealed record ObjectionDecided(string Objection, ObjectionDecision Decision, string Reasons, Instant DecidedAt, Instant? EndsAt) : Event;

/// <param name="ContentHash">Of what stood for the whole time.</param>
/// <param name="EndedAt">The end as it was due, not when it was noticed.</param>
[EventName("publicity_ended")]
public sealed record PublicityEnded(string ContentHash, Instant EndedAt) : Event;

/// <summary>The listing was withdrawn, and its notice with it, whatever had become of it.</summary>
[EventName("notice_withdrawn")]
public sealed record NoticeWithdrawn(Instant WithdrawnAt) : Event;
