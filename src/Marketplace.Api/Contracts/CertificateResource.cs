using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Contracts;
using Marketplace.Domain.Organizations;

namespace Marketplace.Api.Contracts;

/// <summary>技术合同登记证明: what is printed on it, and no more.</summary>
public sealed record CertificateResource
{
    /// <summary>技术合同登记编号.</summary>
    public required string Number { get; init; }
    /// <summary>查验码, for GET /v1/certificates/{code}; whoever has it can read what the certificate says.</summary>
    public required string CheckCode { get; init; }
    public required DateOnly RegisteredOn { get; init; }
    /// <summary>Name of the registration office.</summary>
    public required string Office { get; init; }
    /// <summary>合同名称.</summary>
    public required string Title { get; init; }
    public required ContractType Type { get; init; }
    public required ContractSubtype Subtype { get; init; }
    /// <summary>卖方.</summary>
    public required string SellerName { get; init; }
    /// <summary>买方.</summary>
    public required string BuyerName { get; init; }
    public required DateOnly SignedOn { get; init; }
    /// <summary>合同成交额.</summary>
    public required Money Turnover { get; init; }
    /// <summary>技术交易额 as approved.</summary>
    public required Money TechnologyAmount { get; init; }
    /// <summary>技术性收入 as approved.</summary>
    public required Money TechnologyIncome { get; init; }
    /// <summary>Where the registration stands in the log, from 1. GET /v1/log/inclusion-proof proves it in the checkpoint's tree.</summary>
    public required long Position { get; init; }
    /// <summary>
    /// The first signed checkpoint (a JWS, RFC 7515) that covers the registration: whoever keeps the certificate keeps a mark of the log that no
    /// later one may contradict. Absent for up to a minute after the registration.
    /// </summary>
    public string? Checkpoint { get; init; }

    /// <summary>Part of the ETag: the checkpoint comes without a new version of the contract.</summary>
    internal string View => Checkpoint is null ? "unmarked" : "full";

    /// <param name="contract">A registered one.</param>
    internal static CertificateResource From(Snapshot<Contract> contract, Organization office, string checkCode, long position, string? checkpoint)
    {
        var (state, form) = (contract.State, contract.State.Form);
        return new CertificateResource
        {
            Number = state.Number!,
            CheckCode = checkCode,
            RegisteredOn = state.RegisteredOn!.Value,
            Office = office.NameZh,
            Title = form.Title!,
            Type = form.Type!.Value,
            Subtype = form.Subtype!.Value,
            SellerName = state.Seller.Name,
            BuyerName = state.Buyer.Name,
            SignedOn = form.SignedOn!.Value,
            Turnover = form.Turnover!.Value,
            TechnologyAmount = state.ApprovedTechnologyAmount!.Value,
            TechnologyIncome = state.ApprovedTechnologyIncome!.Value,
            Position = position,
            Checkpoint = checkpoint,
        };
    }
}

public static class CertificateRefusals
{
    public static readonly RefusalType NotFound = new("certificate.not_found", RefusalKind.NotFound,
        "There is no such certificate. A certificate is issued with the registration; its check code stands on it.",
        "登记证明不存在。登记证明在合同登记时出具，查验码印在登记证明上。");
}
