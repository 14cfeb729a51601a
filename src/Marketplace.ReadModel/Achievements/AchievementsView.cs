using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Documents;
using Marketplace.Log;
using Marketplace.ReadModel.Projection;

namespace Marketplace.ReadModel.Achievements;

/// <summary>Achievements as lists show them. Completers are people and stay out.</summary>
public sealed class AchievementsView : IView
{
    internal const string ViewName = "achievements";

    public string Name => ViewName;

    public int Version => 2;

    public string Schema => """
        create table achievements (
            position        integer primary key,
            id              text    not null unique,
            owner           text    not null,
            state           text    not null,
            title_zh        text,
            title_en        text,
            field           text,
            stage           text,
            region          text,
            level           text,
            price_intention integer,
            drafted_at      integer not null,
            submitted_at    integer,
            approved_at     integer,
            updated_at      integer not null
        ) strict;
        create index achievements_state on achievements (state, position);
        create index achievements_owner on achievements (owner, position);
        create index achievements_field on achievements (field, position);
        create index achievements_updated on achievements (updated_at);

        create table achievement_modes (
            achievement text not null,
            mode        text not null,
            primary key (achievement, mode)
        ) strict, without rowid;
        """;

    public IProjection Open(Rows rows) => new Projection(rows);

    private sealed class Projection(Rows rows) : IProjection
    {
        public void Apply(LogEvent e)
        {
            switch (e.Content)
            {
                case AchievementDrafted drafted:
                    rows.Run("insert into achievements (position, id, owner, state, drafted_at, updated_at) values (?1, ?2, ?3, ?4, ?5, ?5)",
                        e.Position, e.Stream, drafted.Owner, AchievementPhase.Draft, e.At);
                    Write(e, drafted.Content);
                    break;
                case AchievementRevised revised:
                    Write(e, revised.Content);
                    break;
                case AchievementSubmitted submitted:
                    Change(e, "state = ?3, submitted_at = ?4", AchievementPhase.Submitted, submitted.SubmittedAt);
                    break;
                case AchievementApproved approved:
                    Change(e, "state = ?3, approved_at = ?4", AchievementPhase.Approved, approved.ApprovedAt);
                    break;
                case AchievementReturned:
                    Change(e, "state = ?3", AchievementPhase.Returned);
                    break;
                case AchievementWithdrawn:
                    Change(e, "state = ?3", AchievementPhase.Withdrawn);
                    break;
                case DocumentAttached or DocumentChecked or DocumentRemoved when Ids.Is(Ids.Achievement, e.Stream):
                    Change(e, "");
                    break;
                default:
                    NotProjectedException.ThrowIfOf(typeof(AchievementDrafted), ViewName, e);
                    break;
            }
        }

        private void Write(LogEvent e, AchievementContent content)
        {
            Change(e, "state = ?3, title_zh = ?4, title_en = ?5, field = ?6, stage = ?7, region = ?8, level = ?9, price_intention = ?10",
                AchievementPhase.Draft, content.TitleZh, content.TitleEn, content.Field, content.Stage, content.Region, content.Level, content.PriceIntention);
            rows.Run("delete from achievement_modes where achievement = ?1", e.Stream);
            foreach (var mode in content.TransferModes.Distinct())
                rows.Run("insert into achievement_modes (achievement, mode) values (?1, ?2)", e.Stream, mode);
        }

        private void Change(LogEvent e, string set, params ReadOnlySpan<object?> values) =>
            rows.RunOne($"update achievements set {set}{(set.Length > 0 ? ", " : "")}updated_at = ?2 where id = ?1", [e.Stream, e.At, .. values]);
    }
}
