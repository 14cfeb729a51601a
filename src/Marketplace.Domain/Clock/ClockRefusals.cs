namespace Marketplace.Domain.Clock;

public static class ClockRefusals
{
    public static readonly RefusalType Backwards = new("clock.backwards", RefusalKind.Invalid,
        "The market clock only goes forward. It shows {now}, and the requested {until} is not later.",
        "市场时钟只能前进。当前为{now}，不早于请求的{until}。");

    public static readonly RefusalType TooFar = new("clock.too_far", RefusalKind.Invalid,
        "The step is too long. One request moves the market clock by {days} days at most.",
        "步长过大。一次请求最多将市场时钟前移{days}天。");

    public static readonly RefusalType Moving = new("clock.moving", RefusalKind.Conflict,
        "The market clock is already moving. It is on its way to {until}; try again when it has arrived.",
        "市场时钟正在移动。目标为{until}，请在到达后重试。");
}
