using FluentValidation;
using Marketplace.Api.Hosting;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Api.Reactions;
using Marketplace.Domain;
using Marketplace.Domain.Clock;
using Marketplace.Log;
using MediatR;

namespace Marketplace.Api.Sandbox;

/// <summary>
/// Moves the market clock forward and answers when all work that fell due on the way is in the log, in due order. In the
/// sandbox only: a market whose clock can be moved is no market.
/// </summary>
public static class AdvanceClock
{
    /// <param name="Until">Market time to arrive at; or</param>
    /// <param name="By">an ISO 8601 duration, such as P15D or PT5M.</param>
    public sealed record Body(Instant? Until = null, string? By = null);

    public sealed record Command(Caller Caller, Body Body) : ICommand<Clock>;

    /// <param name="Now">Market time after the move.</param>
    public sealed record Clock(Instant Now);

    internal static void Map(IEndpointRouteBuilder api)
    {
        if (!api.ServiceProvider.GetRequiredService<IHostEnvironment>().IsSandbox()) return;
        api.MapPost("/sandbox/clock", (Body body, HttpContext http, ISender sender) => sender.Do(http, new Command(http.Caller(), body)))
            .Describe(typeof(AdvanceClock), "Move the market clock forward",
                "Give either until or by. Auctions open and close, deposits go back and deadlines pass on the way, each at its own moment. Exists in the sandbox only.",
                ClockRefusals.Backwards, ClockRefusals.TooFar, ClockRefusals.Moving)
            .Returns<Clock>();
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body).Must(body => body.Until is null != body.By is null).Says("Give either until or by.", "until 与 by 须填写其中一项，且只填一项。");
            RuleFor(c => c.Body.By).Must(by => by is null || Duration(by) > TimeSpan.Zero).Says("A duration such as P15D, PT24H or PT5M is expected.", "应为时长，例如 P15D、PT24H 或 PT5M。");
        }
    }

    internal sealed class Handler(Market market, Feed feed, ILogStore store, ReactionRunner reactions) : IRequestHandler<Command, Result<Clock>>
    {
        public async Task<Result<Clock>> Handle(Command command, CancellationToken cancellationToken)
        {
            var until = command.Body.Until ?? market.Now + Duration(command.Body.By!)!.Value;
            var outcome = await OrderAsync(command, until, cancellationToken);
            var answer = Market.Answer(outcome, _ => new Result<Clock>(new Clock(market.Now), null));
            if (answer.Refusal is { } refusal) return command.Body.By is null || refusal.Pointer is null ? refusal : refusal.At("/by");
            long seen;
            do seen = feed.Head;
            while ((await market.ReadAsync<MarketClock>(MarketClock.Stream, cancellationToken)).State.Target is not null && await Next(seen, cancellationToken));
            return answer with { Value = new Clock(market.Now), Position = market.Position };
        }

        /// <summary>
        /// What has fallen due by now comes before the order, or it would stand in the log at the order's time and not at its own.
        /// </summary>
        private async Task<Outcome> OrderAsync(Command command, Instant until, CancellationToken cancel)
        {
            while (true)
            {
                if ((await market.ReadAsync<MarketClock>(MarketClock.Stream, cancel)).State.Target is null) await reactions.SettleAsync(cancel);
                var (next, early) = (await store.ReadDueAsync(long.MaxValue, 1, cancel), false);
                var outcome = await market.DecideAsync(command, [MarketClock.Stream], log =>
                {
                    var clock = log.State<MarketClock>(MarketClock.Stream);
                    early = clock.Target is null && next is [var due] && due.At <= log.Now;
                    return early ? Effect.None : clock.Order(until, new Instant(log.SystemNow)).On(MarketClock.Stream);
                }, cancel);
                if (!early) return outcome;
            }
        }

        private async Task<bool> Next(long seen, CancellationToken cancel)
        {
            await feed.WaitAsync(seen, cancel);
            return true;
        }
    }

    private static TimeSpan? Duration(string by)
    {
        try
        {
            return System.Xml.XmlConvert.ToTimeSpan(by);
        }
        catch (Exception unreadable) when (unreadable is FormatException or OverflowException)
        {
            return null;
        }
    }
}
