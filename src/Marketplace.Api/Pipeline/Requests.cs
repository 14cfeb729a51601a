using MediatR;

namespace Marketplace.Api.Pipeline;

/// <summary>A use case's request: who asks, and what. The answer is a <see cref="Result{T}"/>.</summary>
public interface IMarketRequest
{
    Caller Caller { get; }
}

/// <summary>A request that may change something. Its own members, without the caller, are what an idempotency key is bound to.</summary>
public interface ICommand<T> : IMarketRequest, IRequest<Result<T>>;

/// <summary>A request that changes nothing.</summary>
public interface IQuery<T> : IMarketRequest, IRequest<Result<T>>;
