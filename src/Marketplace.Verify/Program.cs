#pragma warning disable RS0030 // A program that speaks to whoever typed its name.
using System.Text.Json;
using Marketplace.Verify;

const string Usage = """
    Checks an auction's record, or releases of reports, without asking anybody.

      marketplace-verify RECORD --keys JWKS [--receipt FILE]… [--consistency FILE]… [--witnesses FILE --cosignatures FILE…]
      marketplace-verify --release FILE [--release FILE]… --keys JWKS [--consistency FILE]…

      RECORD         GET /v1/auctions/{auctionId}/record
      --release      GET /v1/reports/releases/{releaseId}; with the vintage before, its adjustments are checked too
      --keys         GET /.well-known/jwks.json, best kept from before the auction or the release
      --receipt      the answer to a bid, also to a refused one, or GET /v1/auctions/{auctionId}/receipts/{bidId}
      --consistency  GET /v1/log/consistency-proof?first=…&second=…
      --witnesses    GET /v1/log/witnesses, best kept from before, or in its form with keys from the witnesses themselves
      --cosignatures GET /v1/log/checkpoints/{size}/cosignatures

    Ends with 0 when all that was checked holds, with 1 when something does not, with 2 when it was not asked properly.
    """;

string? record = null, keys = null, witnesses = null;
List<string> releases = [], receipts = [], consistencies = [], cosignatures = [];
for (var i = 0; i < args.Length; i++)
{
    var value = i + 1 < args.Length ? args[i + 1] : null;
    switch (args[i])
    {
        case "--keys" when value is not null: (keys, i) = (value, i + 1); break;
        case "--release" when value is not null: releases.Add(value); i++; break;
        case "--receipt" when value is not null: receipts.Add(value); i++; break;
        case "--consistency" when value is not null: consistencies.Add(value); i++; break;
        case "--witnesses" when value is not null: (witnesses, i) = (value, i + 1); break;
        case "--cosignatures" when value is not null: cosignatures.Add(value); i++; break;
        case var file when !file.StartsWith('-') && record is null: record = file; break;
        default:
            Console.Error.WriteLine(Usage);
            return 2;
    }
}
// One form or the other: what belongs to a record is nothing to a release.
if (keys is null || record is null == (releases.Count == 0) || (record is null && (receipts.Count > 0 || cosignatures.Count > 0 || witnesses is not null)))
{
    Console.Error.WriteLine(Usage);
    return 2;
}

try
{
    var (signatures, growths) = (Read(keys, Signatures.Read), consistencies.ConvertAll(file => Read(file, Growth.Read)));
    var findings = record is not null ? OfRecord(record, signatures, growths) : OfReleases(signatures, growths);
    foreach (var finding in findings) Console.WriteLine($"{finding.Holds switch { true => "holds      ", false => "FAILS      ", null => "not checked" }}  {finding.What}");
    var holds = findings.All(finding => finding.Holds is not false);
    Console.WriteLine(holds ? "All that was checked holds." : "Something does not hold.");
    return holds ? 0 : 1;
}
catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or FormatException or JsonException)
{
    Console.Error.WriteLine(unreadable.Message);
    return 2;
}

IReadOnlyList<Finding> OfRecord(string file, Signatures signatures, IReadOnlyList<Growth> growths)
{
    var check = new RecordCheck(signatures);
    check.Check(Read(file, AuctionRecord.Read), new Evidence(
        [.. receipts.Select(each => Read(each, Receipt.Read))], growths, witnesses is null ? [] : Read(witnesses, Witness.Read), [.. cosignatures.SelectMany(each => Read(each, Cosignature.Read))]));
    return check.Findings;
}

IReadOnlyList<Finding> OfReleases(Signatures signatures, IReadOnlyList<Growth> growths)
{
    var check = new ReleaseCheck(signatures);
    check.Check([.. releases.Select(each => Read(each, ReleaseFile.Read))], growths);
    return check.Findings;
}

static T Read<T>(string file, Func<JsonElement, T> read)
{
    try
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        return read(json.RootElement);
    }
    catch (Exception other) when (other is JsonException or FormatException)
    {
        throw new FormatException($"{file}: {other.Message}", other);
    }
}
