using Marketplace.Api.Auctions;
using Marketplace.Domain;

namespace Marketplace.Api.Pipeline;

/// <summary>An answer that can be a refusal, so that the pipeline can give one without knowing the value's type.</summary>
public interface IAnswer<TSelf> where TSelf : IAnswer<TSelf>
{
    static abstract TSelf Refused(Refusal refusal);
}

/// <summary>What every use case answers: a value, or why not.</summary>
/// <param name="Position">A read that names this position sees the effect.</param>
/// <param name="Version">Of the resource, for its ETag; 0 where it has none.</param>
/// <param name="Replayed">The key was used before, and this is the first answer again.</param>
public sealed record Result<T>(T? Value, Refusal? Refusal, long Position = 0, long Version = 0, bool Replayed = false) : IAnswer<Result<T>>
{
    /// <summary>Which of several representations this is (say, with names or masked); part of the ETag.</summary>
    public string View { get; init; } = "full";

    /// <summary>Of a bid that was refused: that is on record too, and is proved like one that counted.</summary>
    public BidReceipt? Receipt { get; init; }

    /// <summary>Adds what is shown once, such as a secret of which only the hash is kept: never to a first answer given again.</summary>
    public Result<T> ShowOnce(Func<T, T> add) => Refusal is null && !Replayed ? this with { Value = add(Value!) } : this;

    public static Result<T> Refused(Refusal refusal) => new(default, refusal);

    public static implicit operator Result<T>(Refusal refusal) => Refused(refusal);

    public static implicit operator Result<T>(RefusalType refusal) => new(default, refusal);

    public static implicit operator Result<T>(T value) => new(value, null);
}
