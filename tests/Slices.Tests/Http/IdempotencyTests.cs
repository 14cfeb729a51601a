using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Marketplace.Domain;
using Marketplace.Log;
using Marketplace.Slices.Tests.Achievements;
using Marketplace.Tests;
using Microsoft.Extensions.DependencyInjection;

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
        Assert.That(await StoredAsync("open-with-reserve"), Has.Length.EqualTo(32).And.Not.EqualTo(guess));
    }

    private async Task<byte[]> StoredAsync(string key) =>
        (await Desk.Market.Services.GetRequiredService<ILogStore>().ReadKeysAsync(0, 1000, CancellationToken.None))
            .Single(kept => kept.Key.Handle.AsSpan().StartsWith(Encoding.UTF8.GetBytes(key).AsSpan(0, 16))).Key.BodyHash;
}
