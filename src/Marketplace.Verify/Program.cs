#pragma warning disable RS0030 // A program that speaks to whoever typed its name.
using System.Text.Json;
using Marketplace.Verify;

const string Usage = """
    Checks an auction's record without asking anybody.

      marketplace-verify RECORD --keys JWKS [--receipt FILE]… [--consistency FILE]… [--witnesses FILE --cosignatures FILE…]

      RECORD         GET /v1/auctions/{auctionId}/record
      --keys         GET /.well-known/jwks.json, best kept from before the auction
      --receipt      the answer to a bid, also to a refused one, or GET /v1/auctions/{auctionId}/receipts/{bidId}
      --consistency  GET /v1/log/consistency-proof?first=…&second=…
      --witnesses    GET /v1/log/witnesses, best kept from before, or in its form with keys from the witnesses themselves
      --cosignatures GET /v1/log/checkpoints/{size}/cosignatures

    Ends with 0 when all that was checked holds, with 1 when something does not, with 2 when it was not asked properly.
    """;

string? record = null, keys = null, witnesses = null;
List<string> receipts = [], consistencies = [], cosignatures = [];
for (var i = 0; i < args.Length; i++)
{
    var value = i + 1 < args.Length ? args[i + 1] : null;
    switch (args[i])
    {
        case "--keys" when value is not null: (keys, i) = (value, i + 1); break;
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
if (record is null || keys is null)
{
    Console.Error.WriteLine(Usage);
    return 2;
}

try
{
    var check = new RecordCheck(Read(keys, Signatures.Read));
    check.Check(Read(record, AuctionRecord.Read), new Evidence(
        [.. receipts.Select(file => Read(file, Receipt.Read))], [.. consistencies.Select(file => Read(file, Growth.Read))],
        witnesses is null ? [] : Read(witnesses, Witness.Read), [.. cosignatures.SelectMany(file => Read(file, Cosignature.Read))]));
    foreach (var finding in check.Findings) Console.WriteLine($"{finding.Holds switch { true => "holds      ", false => "FAILS      ", null => "not checked" }}  {finding.What}");
    Console.WriteLine(check.Holds ? "All that was checked holds." : "Something does not hold.");
    return check.Holds ? 0 : 1;
}
catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or FormatException or JsonException)
{
    Console.Error.WriteLine(unreadable.Message);
    return 2;
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
