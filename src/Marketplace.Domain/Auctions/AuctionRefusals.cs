namespace Marketplace.Domain.Auctions;

/// <summary>Refusals of auctions as such: announcing, the course of time, what follows the hammer.</summary>
public static class AuctionRefusals
{
    public static readonly RefusalType NotFound = new("auction.not_found", RefusalKind.NotFound,
        "There is no such auction.",
        "没有该场竞价。");

    public static readonly RefusalType HouseRequired = new("auction.house_required", RefusalKind.Invalid,
        "An auction needs a licensed house and an auctioneer. Without them (Auction Law art. 10-16) the procedure is competitive bidding.",
        "拍卖须由拍卖企业举办并由拍卖师主持。不具备条件的（拍卖法第十至十六条），应采用网络竞价程序。");

    public static readonly RefusalType HouseUnknown = new("auction.house_unknown", RefusalKind.Invalid,
        "The auction house is not known here. Name a verified organization that is not suspended.",
        "拍卖机构未知。请填写已核验且未被暂停的组织。");

    public static readonly RefusalType AuctioneerUnknown = new("auction.auctioneer_unknown", RefusalKind.Invalid,
        "The auctioneer is not known here. Name an active person of the auction house or of the market with the role auctioneer.",
        "拍卖师未知。请填写拍卖机构或本市场中具有拍卖师角色的有效人员。");

    public static readonly RefusalType HouseIsSeller = new("auction.house_is_seller", RefusalKind.Invalid,
        "The auction house may not put up its own lot (Auction Law art. 23).",
        "拍卖机构不得拍卖自己的物品或者财产权利（拍卖法第二十三条）。");

    public static readonly RefusalType NotEnded = new("auction.not_ended", RefusalKind.Conflict,
        "The auction has not ended. It runs to {closesAt}, or longer if late bids move the end.",
        "竞价尚未结束。将于{closesAt}结束，如有临近结束的出价则顺延。");

    public static readonly RefusalType StartPriceOutOfRange = new("auction.start_price_out_of_range", RefusalKind.Invalid,
        "The start price is out of range. It is above 0.00 and at most {largest} yuan.",
        "起拍价超出范围。起拍价应大于0.00元且不超过{largest}元。");

    public static readonly RefusalType LadderMalformed = new("auction.ladder_malformed", RefusalKind.Invalid,
        "The increment ladder leaves a price without a step. It has 1 to {most} bands, the first from 0.00, each from a higher amount than the one before, each with a step above 0.00.",
        "加价阶梯不完整。阶梯应有1至{most}档，首档自0.00元起，各档起点逐档升高，每档加价幅度大于0.00元。");

    public static readonly RefusalType FormatUnclear = new("auction.format_unclear", RefusalKind.Invalid,
        "The format is not clear. Exactly one member of the format is there, with its numbers.",
        "竞价方式不明确。竞价方式应当且仅应填写一种及其参数。");

    public static readonly RefusalType FormatOutOfRange = new("auction.format_out_of_range", RefusalKind.Invalid,
        "A number of the format is out of range. It is {min} to {max}.",
        "竞价方式参数超出范围。应为{min}至{max}。");

    public static readonly RefusalType ScheduleDiffers = new("auction.schedule_differs", RefusalKind.Invalid,
        "The end is not where the schedule has it. By the number of prices and the time of each it is {closesAt}.",
        "结束时间与降价安排不符。按价格档数和每档时长，应为{closesAt}。");

    public static readonly RefusalType OneBidderDecides = new("auction.one_bidder_decides", RefusalKind.Invalid,
        "In this format one bidder decides it. The first to accept the falling price is the only one to bid, so two cannot be asked for.",
        "该竞价方式由一人应价即成交。最先接受价格者即为唯一出价人，不能要求至少两人出价。");

    public static readonly RefusalType NextBidderImpossible = new("auction.next_bidder_impossible", RefusalKind.Invalid,
        "In this format there is no next bidder. The first to accept the falling price is the only one to bid, unless somebody has a priority; when the buyer defaults, the lot is put up again.",
        "该竞价方式没有下一顺位竞买人。最先接受价格者即为唯一出价人（存在优先权人的除外）；买受人悔拍的，应再次公告。");

    public static readonly RefusalType WholeStepsRequired = new("auction.whole_steps_required", RefusalKind.Invalid,
        "Timed rounds go by whole steps. A bid exceeds the leading one by a whole multiple of the step.",
        "限时报价须按加价幅度的整数倍加价。");

    public static readonly RefusalType ExtensionOutOfRange = new("auction.extension_out_of_range", RefusalKind.Invalid,
        "The extension is out of range. The rules {ruleSet} allow {min} to {max} seconds.",
        "延时时长超出范围。规则版本{ruleSet}允许{min}至{max}秒。");

    public static readonly RefusalType DepositOutOfRange = new("auction.deposit_out_of_range", RefusalKind.Invalid,
        "The deposit is out of range. At this start price the rules {ruleSet} allow {min} to {max} yuan.",
        "保证金超出范围。按规则版本{ruleSet}，该起拍价的保证金应为{min}至{max}元。");

    public static readonly RefusalType NoticeTooShort = new("auction.notice_too_short", RefusalKind.Invalid,
        "The auction would open too soon. The rules {ruleSet} ask for {days} days of notice: it can open from {earliest} on.",
        "公告期不足。规则版本{ruleSet}要求公告{days}日，最早可于{earliest}开始。");

    public static readonly RefusalType ExhibitionMissing = new("auction.exhibition_missing", RefusalKind.Invalid,
        "The announcement names no exhibition. Before an auction the lot can be inspected (Auction Law art. 48): name the days, {days} at least by the rules {ruleSet}, and the place.",
        "公告未载明标的展示。拍卖前应当展示标的（拍卖法第四十八条），请填写展示起止日期和地点；规则版本{ruleSet}要求展示不少于{days}日。");

    public static readonly RefusalType ExhibitionTooShort = new("auction.exhibition_too_short", RefusalKind.Invalid,
        "The exhibition is too short. The rules {ruleSet} ask for {days} days, counting the first and the last.",
        "展示时间不足。规则版本{ruleSet}要求展示不少于{days}日，首尾两日计算在内。");

    public static readonly RefusalType ExhibitionOutOfTime = new("auction.exhibition_out_of_time", RefusalKind.Invalid,
        "The exhibition is at the wrong time. Its days lie after the day of the announcement and before the day of the opening.",
        "展示日期不当。展示应在公告次日以后、开始竞价之日以前。");

    public static readonly RefusalType OpenTooShort = new("auction.open_too_short", RefusalKind.Invalid,
        "The bidding would be over too soon. The rules {ruleSet} ask for {hours} hours: it can end from {earliest} on.",
        "竞价时间不足。规则版本{ruleSet}要求竞价不少于{hours}小时，最早可于{earliest}结束。");

    public static readonly RefusalType TimesOutOfOrder = new("auction.times_out_of_order", RefusalKind.Invalid,
        "The times do not follow one another. Registration closes after now and not after the end; the end is after the opening; the latest end is not before the end.",
        "时间顺序不正确。报名截止应晚于当前时间且不晚于结束时间，结束应晚于开始，最迟结束不得早于结束时间。");

    public static readonly RefusalType NotYetOpen = new("auction.not_yet_open", RefusalKind.Conflict,
        "The bidding has not begun. It opens at {opensAt}.",
        "竞价尚未开始。将于{opensAt}开始。");

    public static readonly RefusalType Ended = new("auction.ended", RefusalKind.Conflict,
        "The bidding is over. It ended at {endedAt}.",
        "竞价已结束。结束时间为{endedAt}。");

    public static readonly RefusalType Withdrawn = new("auction.withdrawn", RefusalKind.Conflict,
        "The lot was withdrawn. That was at {withdrawnAt}, before the bidding began.",
        "标的已撤回。撤回时间为{withdrawnAt}，在竞价开始之前。");

    public static readonly RefusalType AlreadyOpen = new("auction.already_open", RefusalKind.Conflict,
        "The bidding has begun. A lot can be withdrawn before the start only (Auction Law art. 29); it began at {opensAt}.",
        "竞价已经开始。标的只能在开始前撤回（拍卖法第二十九条），竞价已于{opensAt}开始。");

    public static readonly RefusalType NotSold = new("auction.not_sold", RefusalKind.Conflict,
        "There is no sale to confirm. The lot has not been knocked down to anyone.",
        "没有可确认的成交。标的尚未成交。");

    public static readonly RefusalType AlreadyConfirmed = new("auction.already_confirmed", RefusalKind.Conflict,
        "The sale is confirmed already.",
        "成交已确认。");

    public static readonly RefusalType Paused = new("auction.paused", RefusalKind.Conflict,
        "The bidding rests. It was stopped at {pausedAt} for a reason that is published with the auction, and goes on with the time that was left.",
        "竞价已中止。自{pausedAt}起中止，原因已公布；恢复后按剩余时间继续。");

    public static readonly RefusalType NotPaused = new("auction.not_paused", RefusalKind.Conflict,
        "The bidding does not rest. There is nothing to resume.",
        "竞价未处于中止状态。无需恢复。");

    public static readonly RefusalType Annulled = new("auction.set_aside", RefusalKind.Conflict,
        "The auction was set aside. That was at {annulledAt}, and nothing of it has any effect.",
        "该场竞价已撤销。撤销时间为{annulledAt}，其结果不发生效力。");

    public static readonly RefusalType PhaseForbids = new("auction.phase_forbids", RefusalKind.Conflict,
        "The state of the auction does not allow this. It is {phase}.",
        "竞价当前状态不允许此操作。当前状态为{phase}。");

    public static readonly RefusalType ContractFiled = new("auction.contract_filed", RefusalKind.Conflict,
        "The contract of this sale has been filed for registration. What becomes of it is decided there.",
        "该成交的技术合同已申请登记。后续事项依合同处理。");

    public static readonly RefusalType AlreadyRelisted = new("auction.already_relisted", RefusalKind.Conflict,
        "The lot has been put up again already. That is the auction {auction}.",
        "该标的已再次公告。再次竞价为{auction}。");

    public static readonly RefusalType ReductionTooGreat = new("auction.reduction_too_great", RefusalKind.Invalid,
        "The start price is reduced too far. It may be lower by {percent} %, so it is {least} yuan at least.",
        "降价幅度过大。再次竞价的起拍价最多降低{percent}%，不得低于{least}元。");

    public static readonly RefusalType CommissionOutOfRange = new("auction.commission_out_of_range", RefusalKind.Invalid,
        "The commission is out of range. In hundredths of a percent it is 0 to {most}.",
        "佣金比例超出范围。以万分之一计，应为0至{most}。");

    public static readonly RefusalType NotOperator = new("auction.not_operator", RefusalKind.Forbidden,
        "Only the market that runs the auction may do this.",
        "仅主办该场竞价的市场可以进行此操作。");

    public static readonly RefusalType NotParty = new("auction.not_party", RefusalKind.Forbidden,
        "The minutes name the buyer. The market, the auction house, the seller, the buyer and the supervisor read them.",
        "笔录载有买受人名称。仅主办市场、拍卖机构、转让方、买受人和监管机构可以查阅。");

    public static readonly RefusalType NotSellerNorOperator = new("auction.not_seller_nor_operator", RefusalKind.Forbidden,
        "Only the seller or the market that runs the auction may do this.",
        "仅转让方或主办该场竞价的市场可以进行此操作。");
}

/// <summary>Refusals of those who want to bid, and of their deposits.</summary>
public static class BidderRefusals
{
    public static readonly RefusalType NotFound = new("bidder.not_found", RefusalKind.NotFound,
        "There is no such bidder. Nobody has the label {label} in this auction.",
        "没有该竞买人。本场没有{label}号竞买人。");

    public static readonly RefusalType NotRegistered = new("bidder.not_registered", RefusalKind.Forbidden,
        "Your organization is not registered for this auction.",
        "贵单位未报名参加本场竞价。");

    public static readonly RefusalType RegistrationClosed = new("bidder.registration_closed", RefusalKind.Conflict,
        "Registration is closed. It ended at {closedAt}.",
        "报名已截止。截止时间为{closedAt}。");

    public static readonly RefusalType AlreadyRegistered = new("bidder.already_registered", RefusalKind.Conflict,
        "Your organization is registered already. Its label is {label}.",
        "贵单位已报名。竞买号为{label}号。");

    public static readonly RefusalType IsSeller = new("bidder.is_seller", RefusalKind.Forbidden,
        "The seller may not bid for its own lot (Auction Law art. 30).",
        "转让方不得竞买自己的标的（拍卖法第三十条）。");

    public static readonly RefusalType IsOperator = new("bidder.is_operator", RefusalKind.Forbidden,
        "The staff of a market may not bid (Auction Law art. 22).",
        "市场运营机构及其工作人员不得参与竞买（拍卖法第二十二条）。");

    public static readonly RefusalType IsAuctionHouse = new("bidder.is_auction_house", RefusalKind.Forbidden,
        "The staff of the auction house may not bid (Auction Law art. 22).",
        "拍卖企业及其工作人员不得参与竞买（拍卖法第二十二条）。");

    /// <summary>民法典 art. 168: an agent does not act for both.</summary>
    public static readonly RefusalType ForSeller = new("bidder.for_seller", RefusalKind.Forbidden,
        "Whoever acts for the seller neither bids nor acts for a bidder. Your organization or its agent holds a mandate of the seller.",
        "转让方的代理人不得竞买，也不得代理他人竞买。贵单位或其代理人持有转让方的授权。");

    public static readonly RefusalType AgentOfAnother = new("bidder.agent_of_another", RefusalKind.Forbidden,
        "An agent acts for one bidder of a lot only. It acts for another here, or bids itself.",
        "同一标的的代理人只能代理一名竞买人。其已代理他人或自行参加竞买。");

    public static readonly RefusalType NotItsAgent = new("bidder.not_its_agent", RefusalKind.Forbidden,
        "Your organization did not register this bidder. The agent who presented the power of attorney at the registration bids for it.",
        "该竞买人并非由贵单位代理报名。应由报名时提交授权委托书的代理人出价。");

    public static readonly RefusalType OfStaff = new("bidder.of_staff", RefusalKind.Forbidden,
        "Your organization may not bid here. Somebody of the market's or the auction house's staff has declared a relation to it (Auction Law art. 22).",
        "贵单位不得参与本场竞买。市场或拍卖企业的工作人员已申报与贵单位存在关联关系（拍卖法第二十二条）。");

    public static readonly RefusalType EvidenceMissing = new("bidder.evidence_missing", RefusalKind.Invalid,
        "A priority is not found without evidence. Say by what it was found.",
        "认定优先权须说明依据。请填写认定依据。");

    public static readonly RefusalType Barred = new("bidder.barred", RefusalKind.Forbidden,
        "Your organization bought this lot before and did not keep to it. It takes no part when the lot is put up again.",
        "贵单位曾竞得该标的后悔拍。悔拍的买受人不得参加再次竞价。");

    public static readonly RefusalType Suspended = new("bidder.suspended", RefusalKind.Forbidden,
        "Your organization may not bid at present. It has been suspended.",
        "贵单位目前不得参与竞买。贵单位已被暂停业务。");

    public static readonly RefusalType NotQualified = new("bidder.not_qualified", RefusalKind.Forbidden,
        "Your organization has not been qualified yet. The market decides on its registration first.",
        "贵单位尚未通过资格审查。须先由市场审查报名资格。");

    public static readonly RefusalType Rejected = new("bidder.rejected", RefusalKind.Forbidden,
        "The registration was turned down. The bidder takes no part in this auction.",
        "报名未通过资格审查。该竞买人不能参加本场竞价。");

    public static readonly RefusalType AlreadyDecided = new("bidder.already_decided", RefusalKind.Conflict,
        "The registration has been decided already. What was decided about a bidder stands.",
        "报名资格已审查完毕。审查结论作出后不再更改。");

    public static readonly RefusalType ReasonMissing = new("bidder.reason_missing", RefusalKind.Invalid,
        "A registration is not turned down without a reason.",
        "不予通过资格审查须说明理由。");

    public static readonly RefusalType DepositMissing = new("deposit.missing", RefusalKind.Forbidden,
        "The deposit has not arrived. Bids count once {expected} yuan are confirmed.",
        "保证金尚未到账。确认收到{expected}元后方可出价。");

    public static readonly RefusalType DepositDiffers = new("deposit.amount_differs", RefusalKind.Invalid,
        "The amount is not the deposit of this auction. It is {expected} yuan.",
        "金额与本场保证金不符。保证金为{expected}元。");

    public static readonly RefusalType DepositConfirmed = new("deposit.already_confirmed", RefusalKind.Conflict,
        "The deposit of this bidder is confirmed already.",
        "该竞买人的保证金已确认。");
}
