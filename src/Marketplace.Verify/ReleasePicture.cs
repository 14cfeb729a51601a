using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.Domain;
using Marketplace.Domain.Releases;

namespace Marketplace.Verify;

/// <summary>
/// What a release must show, drawn anew from its event. All arithmetic is this program's own and in whole numbers; of the marketplace it takes
/// the shape of the event and the labels of the code lists.
/// </summary>
internal sealed class ReleasePicture(bool chinese)
{
    /// <summary>The whole answer but for <c>supersededBy</c> and <c>adjustments</c>, which do not follow from the event.</summary>
    public JsonObject Of(ReleaseFile file)
    {
        var (e, shown) = (file.Event, new JsonObject());
        shown["id"] = file.Id;
        shown["period"] = e.Period.ToString();
        shown["base"] = Code(e.Base);
        if (e.Region is not null) shown["region"] = e.Region;
        shown["status"] = Code(e.Status);
        shown["vintage"] = e.Vintage;
        if (e.Previous is not null) shown["previous"] = e.Previous;
        if (e.Note is not null) shown["note"] = e.Note;
        if (e.SmallCellsAccepted is { } accepted) shown["smallCellsAccepted"] = accepted;
        shown["releasedBy"] = e.ReleasedBy;
        shown["releasedAt"] = e.ReleasedAt.ToString();
        shown["ruleSet"] = e.RuleSet;
        shown["figuresPosition"] = e.FiguresPosition;
        shown["position"] = file.Proved.Position;
        shown["total"] = Sums(e.Total);
        shown["groups"] = new JsonArray([.. e.Groups.Select(Group)]);
        shown["proof"] = Proof(file);
        return shown;
    }

    private JsonObject Group(ReleasedGroup group) => new()
    {
        ["by"] = Code(group.By),
        ["rows"] = new JsonArray([.. group.Rows.Select(row => new JsonObject { ["code"] = row.Code, ["label"] = ReportLabels.Of(group.By, row.Code, chinese), ["sums"] = Sums(row.Figures) })]),
    };

    private static JsonObject Sums(ReleasedFigures figures)
    {
        var sums = Plain(figures.Month);
        if (figures.Month.Contracts > 0) sums["averageTurnover"] = Money(Average(figures.Month.Turnover.Fen, figures.Month.Contracts));
        sums["growthOnMonth"] = Growth(figures.MonthBefore, figures.Month);
        sums["growthOnYear"] = Growth(figures.YearBefore, figures.Month);
        var year = Plain(figures.YearToDate);
        year["growth"] = Growth(figures.YearToDateBefore, figures.YearToDate);
        sums["yearToDate"] = year;
        return sums;
    }

    /// <summary>Contracts, turnover and technology amount.</summary>
    private static JsonObject Plain(ReleasedSums sums) => new() { ["contracts"] = sums.Contracts, ["turnover"] = Money(sums.Turnover.Fen), ["technologyAmount"] = Money(sums.TechnologyAmount.Fen) };

    private static JsonObject Money(long fen) => new() { ["amount"] = fen, ["currency"] = Domain.Money.Currency };

    private static JsonObject Growth(ReleasedSums before, ReleasedSums now)
    {
        var growth = new JsonObject();
        foreach (var (name, was, becomes) in new[] { ("contracts", before.Contracts, now.Contracts), ("turnover", before.Turnover.Fen, now.Turnover.Fen), ("technologyAmount", before.TechnologyAmount.Fen, now.TechnologyAmount.Fen) })
            if (Percent(was, becomes) is { } rate) growth[name] = rate;
        return growth;
    }

    /// <summary>In hundredths of a per cent, a half away from zero; from nothing there is no rate.</summary>
    private static decimal? Percent(long before, long now)
    {
        if (before <= 0) return null;
        var hundredths = ((BigInteger)now - before) * 10_000;
        var rounded = (BigInteger.Abs(hundredths) * 2 + before) / (2 * (BigInteger)before);
        return (decimal)(hundredths.Sign * rounded) / 100;
    }

    /// <summary>Rounded half up.</summary>
    private static long Average(long amount, long count) => (long)(((BigInteger)amount * 2 + count) / (2 * (BigInteger)count));

    /// <summary>One entry of the adjustments.</summary>
    public JsonObject Change(ReleaseSlot slot, ReleasedSums from, ReleasedSums to)
    {
        var change = new JsonObject();
        if (slot.By is { } by) (change["by"], change["code"]) = (Code(by), slot.Code);
        change["label"] = slot.By is { } dimension ? ReportLabels.Of(dimension, slot.Code!, chinese) : ReportLabels.Total(chinese);
        change["part"] = Code(slot.Part);
        change["from"] = Plain(from);
        change["to"] = Plain(to);
        change["difference"] = Plain(new(to.Contracts - from.Contracts, new Money(to.Turnover.Fen - from.Turnover.Fen), new Money(to.TechnologyAmount.Fen - from.TechnologyAmount.Fen)));
        return change;
    }

    private static JsonObject Proof(ReleaseFile file)
    {
        var e = file.Proved;
        return new JsonObject
        {
            ["event"] = new JsonObject
            {
                ["position"] = e.Position,
                ["stream"] = e.Stream,
                ["version"] = e.Version,
                ["type"] = $"{e.Type}.{e.TypeVersion}",
                ["at"] = new Instant(e.At).ToString(),
                ["salt"] = Convert.ToBase64String(e.Salt),
                ["actorHash"] = Convert.ToBase64String(e.ActorHash),
                ["data"] = System.Text.Encoding.UTF8.GetString(e.Data),
            },
            ["checkpoint"] = file.Checkpoint,
            ["path"] = new JsonArray([.. e.Path.Select(hash => JsonValue.Create(Convert.ToBase64String(hash)))]),
        };
    }

    private static string Code<TEnum>(TEnum code) where TEnum : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(code.ToString());

    /// <summary>Where what is shown first differs from what must be, as a JSON pointer with what is there; null where nothing does. Numbers are compared as numbers.</summary>
    public static string? Difference(JsonNode? expected, JsonElement shown, string at = "")
    {
        switch (expected)
        {
            case JsonObject members:
                if (shown.ValueKind is not JsonValueKind.Object) return at;
                var names = shown.EnumerateObject().Select(member => member.Name).ToList();
                if (names.FirstOrDefault(name => !members.ContainsKey(name)) is { } strange) return $"{at}/{strange}";
                if (names.Count != names.Distinct(StringComparer.Ordinal).Count()) return at;
                return members.Select(member => shown.TryGetProperty(member.Key, out var value) ? Difference(member.Value, value, $"{at}/{member.Key}") : $"{at}/{member.Key}").FirstOrDefault(found => found is not null);
            case JsonArray items:
                if (shown.ValueKind is not JsonValueKind.Array || shown.GetArrayLength() != items.Count) return at;
                return items.Select((item, i) => Difference(item, shown[i], $"{at}/{i}")).FirstOrDefault(found => found is not null);
            case JsonValue value:
                return value.GetValueKind() switch
                {
                    JsonValueKind.Number => shown.ValueKind is JsonValueKind.Number && shown.TryGetDecimal(out var number) && number == decimal.Parse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture),
                    JsonValueKind.String => shown.ValueKind is JsonValueKind.String && shown.GetString() == value.GetValue<string>(),
                    var kind => shown.ValueKind == kind,
                } ? null : at;
            default:
                return at;
        }
    }
}

/// <summary>A place for sums in a release.</summary>
/// <param name="By">Absent for the total.</param>
/// <param name="Code">Absent for the total.</param>
internal readonly record struct ReleaseSlot(ReportDimension? By, string? Code, ReleasePart Part);
