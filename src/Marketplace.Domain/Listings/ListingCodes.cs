namespace Marketplace.Domain.Listings;

/// <summary>State of a listing (挂牌).</summary>
public enum ListingPhase
{
    /// <summary>挂牌中.</summary>
    Open,
    /// <summary>竞价中.</summary>
    InAuction,
    /// <summary>已摘牌: a deal holds it, which is not agreed yet.</summary>
    Taken,
    /// <summary>已成交.</summary>
    Sold,
    /// <summary>已撤牌.</summary>
    Withdrawn,
}

/// <summary>定价方式: the three ways of 促进科技成果转化法 art. 18.</summary>
public enum PriceMethod
{
    /// <summary>协议定价.</summary>
    Agreement,
    /// <summary>挂牌交易.</summary>
    Listing,
    /// <summary>拍卖(竞价).</summary>
    Auction,
}
