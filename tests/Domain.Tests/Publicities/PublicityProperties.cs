using Marketplace.Domain.Publicities;
using Marketplace.Domain.Tests.Achievements;
using Marketplace.Domain.Tests.Common;
using static Marketplace.Domain.Tests.Common.Parties;
using static Marketplace.Domain.Tests.Publicities.Notices;

namespace Marketplace.Domain.Tests.Publicities;

/// <summary>The count against a calendar on which every day is crossed out that does not count.</summary>
public class PublicityProperties
{
    /// <summary>A wall calendar: days on which something happened are crossed out, and all days while an objection is open.</summary>
    private sealed class Calendar(DateOnly posted)
    {
        private readonly HashSet<DateOnly> crossedOut = [posted];
        private readonly HashSet<string> open = [];
        private DateOnly start = posted, seen = posted;

        public void Object(string id, DateOnly day) { Pass(day); open.Add(id); crossedOut.Add(day); }

        public void Reject(string id, DateOnly day) { Pass(day); crossedOut.Add(day); open.Remove(id); }

        public void Change(DateOnly day) { Pass(day); start = day; crossedOut.Add(day); }

        /// <summary>The fifteenth day that is not crossed out; none can be told while an objection is open.</summary>
        public DateOnly? LastDay()
        {
            if (open.Count > 0) return null;
            var counted = 0;
            for (var day = start.AddDays(1); ; day = day.AddDays(1))
                if (!crossedOut.Contains(day) && ++counted == 15) return day;
        }

        private void Pass(DateOnly day)
        {
            for (; seen < day; seen = seen.AddDays(1))
                if (open.Count > 0) crossedOut.Add(seen.AddDays(1));
        }
    }

    /// <summary>Two bytes a step: how many hours pass, and what happens then.</summary>
    [Property(MaxTest = 500)]
    public bool The_end_is_the_calendar_s(byte[] script)
    {
        var (notice, now, calendar) = (Publicity.Initial, Now, new Calendar(Now.ShanghaiDay));
        var events = new List<Event>();
        bool Happened(Decision decision)
        {
            events.AddRange(decision.Events);
            notice = decision.Events.Aggregate(notice, (at, e) => at.Apply(e));
            return !decision.Refused;
        }

        Happened(Start(Terms));
        var price = 480;
        for (var i = 0; i + 1 < script.Length; i += 2)
        {
            // Up to five days; now and then exactly midnight.
            now += TimeSpan.FromHours(script[i] % 120);
            if (script[i] > 240) now = Instant.EndOf(now.ShanghaiDay);
            var (day, over, id) = (now.ShanghaiDay, calendar.LastDay() is { } last && now >= Instant.EndOf(last), $"obj_{i:x32}");
            if (notice.HasEnded(now) != over) return false;
            switch (script[i + 1] % 3)
            {
                case 0:
                    var objector = Staff($"{i}", StrangerId, OrganizationKind.Enterprise, Role.Publisher);
                    if (Happened(notice.Object(objector, id, SealedFor(id), now)) == over) return false;
                    if (!over) calendar.Object(id, day);
                    break;
                case 1 when notice.Objections.FirstOrDefault(one => one.Decision is null) is { } open:
                    if (!Happened(notice.Decide(Publisher, open.Id, ObjectionDecision.Rejected, "异议不成立。", now))) return false;
                    calendar.Reject(open.Id, day);
                    break;
                case 2:
                    if (Happened(notice.Revise(Publisher, ByAgreement, Samples.Approved, Terms with { Price = Money.WanYuan(++price) }, null, now)) == over) return false;
                    if (!over) calendar.Change(day);
                    break;
            }

            if (notice.EndsAt != (calendar.LastDay() is { } end ? Instant.EndOf(end) : null)) return false;
            if (notice.Phase is PublicityPhase.Suspended != notice.EndsAt is null) return false;
        }

        return Folding.Picture(Folding.Replay<Publicity>(events)) == Folding.Picture(notice);
    }
}
