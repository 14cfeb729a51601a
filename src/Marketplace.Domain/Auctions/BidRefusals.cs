namespace Marketplace.Domain.Auctions;

/// <summary>Refusals of a bid for its amount.</summary>
public static class BidRefusals
{
    public static readonly RefusalType NotFound = new("bid.not_found", RefusalKind.NotFound,
        "There is no such bid. It is not one of this auction's, or it is not yours.", "没有该出价。该出价不属于本场竞价，或不属于您。");

    public static readonly RefusalType OutOfRange = new("bid.out_of_range", RefusalKind.Invalid,
        "The amount is out of range. A bid is above 0.00 and at most {largest} yuan.",
        "出价超出范围。出价应大于0.00元且不超过{largest}元。");

    public static readonly RefusalType TooLow = new("bid.too_low", RefusalKind.Invalid,
        "The bid is too low. The least that counts now is {minimum} yuan.",
        "出价过低。当前最低有效出价为{minimum}元。");

    public static readonly RefusalType OffLadder = new("bid.off_ladder", RefusalKind.Invalid,
        "The bid is not a whole number of steps. Above the leading {leading} yuan the step is {step} yuan.",
        "加价不是加价幅度的整数倍。当前最高出价{leading}元，加价幅度为{step}元。");

    public static readonly RefusalType NotTaken = new("bid.not_taken", RefusalKind.Conflict,
        "A bid of this form is not taken now. The format of the auction has no place for {form} at this stage.",
        "目前不接受这种形式的报价。该场竞价方式在当前阶段不接受{form}。");

    public static readonly RefusalType PriceDiffers = new("bid.price_differs", RefusalKind.Conflict,
        "The price is another one. At this moment it is {price} yuan.",
        "价格已变动。当前价格为{price}元。");

    public static readonly RefusalType PriceTaken = new("bid.price_taken", RefusalKind.Conflict,
        "The price has been accepted already.",
        "该价格已被接受。");

    public static readonly RefusalType NotYourTurn = new("bid.not_your_turn", RefusalKind.Conflict,
        "It is not your turn. At this moment bidder {label} may bid.",
        "未轮到贵方报价。目前由{label}号竞买人报价。");

    public static readonly RefusalType BetweenRounds = new("bid.between_rounds", RefusalKind.Conflict,
        "The next round has not begun. It begins at {from}.",
        "下一轮尚未开始。将于{from}开始。");

    public static readonly RefusalType CommitmentMalformed = new("bid.commitment_malformed", RefusalKind.Invalid,
        "The commitment is not a SHA-256 hash. It has 32 bytes.",
        "密封报价的哈希值格式不正确。应为32字节的SHA-256值。");

    public static readonly RefusalType AlreadySealed = new("bid.already_sealed", RefusalKind.Conflict,
        "You have sealed a bid already. A bid is not taken back (Auction Law art. 36).",
        "贵方已提交密封报价。报价一经提交不得撤回（拍卖法第三十六条）。");

    public static readonly RefusalType AcceptedAlready = new("bid.accepted_already", RefusalKind.Conflict,
        "You have accepted the price. While the others seal their bids, you wait; at the end you may go above the highest.",
        "贵方已接受该价格。其他竞买人密封报价期间请等待，最后阶段贵方可高于最高报价再次报价。");

    public static readonly RefusalType RevealTooEarly = new("bid.reveal_too_early", RefusalKind.Conflict,
        "Bids are not revealed yet. That begins at {from}; keep the amount and the salt to yourself until then.",
        "尚未到揭示报价的时间。揭示于{from}开始，此前请勿透露金额和随机数。");

    public static readonly RefusalType NotSealed = new("bid.not_sealed", RefusalKind.NotFound,
        "You have sealed no such bid.",
        "贵方没有该笔密封报价。");

    public static readonly RefusalType AlreadyRevealed = new("bid.already_revealed", RefusalKind.Conflict,
        "The bid has been revealed already.",
        "该笔报价已经揭示。");

    public static readonly RefusalType RevealMismatch = new("bid.reveal_mismatch", RefusalKind.Invalid,
        "The amount and the salt do not lead to the commitment that was sealed.",
        "金额和随机数与已密封的哈希值不符。");

    public static readonly RefusalType NotRevealed = new("bid.not_revealed", RefusalKind.Conflict,
        "The bid was not revealed in time. It has no effect.",
        "该笔报价未在规定时间内揭示，不发生效力。");

    public static readonly RefusalType ProxyNotRaised = new("bid.proxy_not_raised", RefusalKind.Invalid,
        "The maximum is not above the one that you left before. A maximum can be raised and not taken back.",
        "最高限价未高于贵方此前设定的限价。最高限价只能提高，不得撤回。");
}
