using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Marketplace.Domain;
using Marketplace.Slices.Tests.Achievements;
using Marketplace.Tests;
using Microsoft.Data.Sqlite;

namespace Marketplace.Slices.Tests.Http;

public sealed class IdempotencyTests : AchievementFixture
{
    [Test]
    public async Task What_a_key_is_bound_to_does_not_tell_a_reserve_to_one_who_tries_them_all()
    {
        var achievement = (await Desk.ApprovedAsync()).Id;
        var body = new { achievement, market = Desk.Operator.Organization, transferMode = "transfer", priceMethod = "auction", reserve = Client.Yuan(4_000_000) };
        (await Desk.University.Post("/v1/listings", body, "open-with-reserve")).Is(201);

        var command = new Api.Listings.OpenListing.Command(new Api.Pipeline.Caller { ArrivedAt = default }, new Api.Listings.OpenListing.Body(
            achievement, Desk.Operator.Organization, Domain.Achievements.TransferMode.Transfer, Domain.Listings.PriceMethod.Auction, null, Money.Yuan(4_000_000)));
        byte[] guess = SHA256.HashData([.. Encoding.UTF8.GetBytes("OpenListing"), 0, .. JsonSerializer.SerializeToUtf8Bytes(command, EventCatalogue.Json)]);
        Assert.That(Stored("open-with-reserve"), Has.Length.EqualTo(32).And.Not.EqualTo(guess));
    }

    private byte[] Stored(string key)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(Desk.Market.Folder, "log.db"), Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select body_hash from used_keys where substr(handle, 1, 16) = $1";
        command.Parameters.AddWithValue("$1", Encoding.UTF8.GetBytes(key)[..16]);
        return (byte[])command.ExecuteScalar()!;
    }
}
