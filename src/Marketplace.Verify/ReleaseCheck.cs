using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.Domain;
using Marketplace.Domain.Releases;

namespace Marketplace.Verify;

/// <summary>
/// Holds releases of reports against their own events, the marketplace's signature and each other. It needs no network and trusts nothing but the
/// keys. That a contract was counted at all, no release can prove; that what was published is this, to the last figure, and that it was
/// not exchanged since, it does.
/// </summary>
internal sealed class ReleaseCheck(Signatures signatures)
{
    private static readonly (string Name, Func<ReleasedSums, long> Of)[] Numbers =
        [("contracts", sums => sums.Contracts), ("turnover", sums => sums.Turnover.Fen), ("technologyAmount", sums => sums.TechnologyAmount.Fen)];

    private readonly Judgement judgement = new(signatures);

    public IReadOnlyList<Finding> Findings => judgement.Findings;

    public bool Holds => judgement.Holds;

    /// <param name="growths">Proofs that the log only grew from one size to another.</param>
    /// <exception cref="FormatException">A release is none.</exception>
    public void Check(IReadOnlyList<ReleaseFile> files, IReadOnlyList<Growth> growths) => Documents.Read(() =>
    {
        foreach (var file in files) Judge(file, files);
        foreach (var same in files.DistinctBy(file => file.Id).GroupBy(file => (file.Event.Period, file.Event.Base, file.Event.Region, file.Event.Vintage)).Where(same => same.Count() > 1))
            judgement.Say(false, $"there are two releases with the number {same.Key.Vintage} of {same.Key.Period}: {string.Join(" and ", same.Select(file => file.Id))}");
        judgement.Consistent(growths);
        return true;
    });

    private void Judge(ReleaseFile file, IReadOnlyList<ReleaseFile> files)
    {
        var e = file.Event;
        if (judgement.Tree(file.Id, file.Checkpoint) is not { } tree) return;
        var stands = file.Proved.IsIn(tree) && Ids.Is(Ids.Release, file.Id) && file.Proved.Version == 1;
        judgement.Say(stands, stands ? $"{file.Id} is vintage {e.Vintage} ({Code(e.Status)}) of {e.Period}, in the signed tree of {tree.Size}" : $"the event of {file.Id} is not in the signed tree");
        if (!stands) return;
        AddsUp(file);
        if (e.ReleasedAt.UnixMilliseconds != file.Proved.At || e.FiguresPosition >= file.Proved.Position) judgement.Say(false, $"{file.Id} was released at another time than it says, or before its figures were there");
        Shows(file, files.FirstOrDefault(other => other.Id == e.Previous));
        Line(file, files);
    }

    private void AddsUp(ReleaseFile file)
    {
        var faults = (from cell in file.Event.Cells() from part in Enum.GetValues<ReleasePart>() from number in Numbers where number.Of(cell.Figures.Of(part)) < 0 select $"the {number.Name} of {cell.Code ?? "the total"} is below zero").Concat(
            from grouped in file.Event.Groups
            from part in Enum.GetValues<ReleasePart>()
            from number in Numbers
            where grouped.Rows.Aggregate(BigInteger.Zero, (sum, row) => sum + number.Of(row.Figures.Of(part))) != number.Of(file.Event.Total.Of(part))
            select $"by {Code(grouped.By)} the {number.Name} of {Code(part)} is not the total's").ToList();
        judgement.Say(faults.Count == 0, faults.Count == 0 ? $"the rows of its {file.Event.Groups.Length} groups add up to the total" : $"{file.Id} does not add up: {faults[0]}");
    }

    /// <summary>What it shows is what its event says, in one of the two languages.</summary>
    private void Shows(ReleaseFile file, ReleaseFile? previous)
    {
        var chinese = Difference(file, previous, new ReleasePicture(chinese: true));
        var fault = chinese is null ? null : Difference(file, previous, new ReleasePicture(chinese: false)) is { } english ? Longer(chinese, english) : null;
        judgement.Say(fault is null, fault is null ? "every figure, average and growth that it shows follows from its event" : $"{file.Id} shows something else than follows from its event: {fault}");
        if (file.Event.Vintage == 1) return;
        if (previous is null) judgement.Say(null, $"whether all adjustments of {file.Id} are shown: for this give GET /v1/reports/releases/{file.Event.Previous}");
        else if (fault is null) judgement.Say(true, $"its adjustments are what differs from {previous.Id}");
    }

    /// <summary>Of two places the one further on: the other language differs at its first label already.</summary>
    private static string Longer(string one, string other) => one.EndsWith("/label", StringComparison.Ordinal) && !other.EndsWith("/label", StringComparison.Ordinal) ? other : one;

    private static string? Difference(ReleaseFile file, ReleaseFile? previous, ReleasePicture picture)
    {
        var expected = picture.Of(file);
        if (file.SupersededBy is { } next) expected["supersededBy"] = next;
        if (file.Event.Previous is not null) expected["adjustments"] = previous is not null ? Adjustments(previous.Event, file.Event, picture) : Adjustments(file, picture);
        return ReleasePicture.Difference(expected, file.Shown);
    }

    /// <summary>Each sum that is another than before, of the total and of what both tell apart: first the rows of the later, then those that only the earlier has.</summary>
    private static JsonArray Adjustments(ReportReleased before, ReportReleased after, ReleasePicture picture)
    {
        var (old, now, changes) = (Slots(before), Slots(after), new JsonArray());
        var both = before.Groups.Select(group => (ReportDimension?)group.By).Intersect(after.Groups.Select(group => (ReportDimension?)group.By)).Append(null).ToHashSet();
        foreach (var slot in now.Keys.Concat(old.Keys.Where(slot => !now.ContainsKey(slot))))
        {
            var (from, to) = (old.GetValueOrDefault(slot, ReleasedSums.None), now.GetValueOrDefault(slot, ReleasedSums.None));
            if (both.Contains(slot.By) && from != to) changes.Add(picture.Change(slot, from, to));
        }
        return changes;
    }

    private static OrderedDictionary<ReleaseSlot, ReleasedSums> Slots(ReportReleased release)
    {
        var slots = new OrderedDictionary<ReleaseSlot, ReleasedSums>();
        foreach (var cell in release.Cells())
            foreach (var part in Enum.GetValues<ReleasePart>()) slots.Add(new(cell.By, cell.Code, part), cell.Figures.Of(part));
        return slots;
    }

    /// <summary>Without the vintage before: what is said to be now must be, and its difference from what is said to have been.</summary>
    private static JsonArray Adjustments(ReleaseFile file, ReleasePicture picture)
    {
        var (now, changes, seen) = (Slots(file.Event), new JsonArray(), new HashSet<ReleaseSlot>());
        if (!file.Shown.TryGetProperty("adjustments", out var shown)) return changes;
        foreach (var each in shown.EnumerateArray())
        {
            var slot = new ReleaseSlot(each.TryGetProperty("by", out var by) ? Parse<ReportDimension>(by) : null, each.TryGetProperty("code", out var code) ? code.GetString() : null, Parse<ReleasePart>(each.GetProperty("part")));
            var (was, to) = (each.GetProperty("from"), now.GetValueOrDefault(slot, ReleasedSums.None));
            var from = new ReleasedSums(was.GetProperty("contracts").GetInt64(), Fen(was.GetProperty("turnover")), Fen(was.GetProperty("technologyAmount")));
            if (from != to && seen.Add(slot)) changes.Add(picture.Change(slot, from, to));
        }
        return changes;
    }

    private static Money Fen(JsonElement money) => new(money.GetProperty("amount").GetInt64());

    /// <summary>That it goes on from the vintage before as it should, where that one is there.</summary>
    private void Line(ReleaseFile file, IReadOnlyList<ReleaseFile> files)
    {
        var e = file.Event;
        if (e.Previous is null != (e.Vintage == 1) || e.Vintage < 1) judgement.Say(false, $"{file.Id} says that it is vintage {e.Vintage}, and {(e.Previous is null ? "names none before it" : "names one before it")}");
        if (file.SupersededBy is { } next)
        {
            if (files.FirstOrDefault(other => other.Id == next) is not { } later) judgement.Say(Ids.Is(Ids.Release, next) ? null : false, $"whether {next} supersedes {file.Id}: for this give GET /v1/reports/releases/{next}");
            else judgement.Say(later.Event.Previous == file.Id, later.Event.Previous == file.Id ? $"{file.Id} is superseded by {next}" : $"{next} does not follow {file.Id}, as that says");
        }
        foreach (var later in files.Where(other => other.Event.Previous == file.Id))
        {
            var follows = Follows(file, later);
            judgement.Say(follows, follows ? $"{later.Id} follows it as vintage {later.Event.Vintage}" : $"{later.Id} does not follow {file.Id}: they are of different things, out of order, or final figures were changed");
            if (file.SupersededBy is { } said && said != later.Id) judgement.Say(false, $"{file.Id} says that {said} follows it, and {later.Id} does");
        }
    }

    private static bool Follows(ReleaseFile file, ReleaseFile later)
    {
        var (e, next) = (file.Event, later.Event);
        return (e.Period, e.Base, e.Region, e.Vintage + 1) == (next.Period, next.Base, next.Region, next.Vintage)
            && e.Status is not ReleaseStatus.Final && next.Status is not ReleaseStatus.Preliminary
            && file.Proved.Position < later.Proved.Position && e.FiguresPosition <= next.FiguresPosition;
    }

    private static string Code<TEnum>(TEnum code) where TEnum : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(code.ToString());

    private static TEnum Parse<TEnum>(JsonElement code) where TEnum : struct, Enum =>
        Enum.GetValues<TEnum>().Cast<TEnum?>().FirstOrDefault(value => Code(value!.Value) == code.GetString()) ?? throw new FormatException($"'{code}' is no {typeof(TEnum).Name}.");
}
