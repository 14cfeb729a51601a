namespace Marketplace.Domain.Contracts;

// Codes by which the statistics tell contracts apart besides those of the form.

/// <summary>涉及知识产权: whether a contract involves intellectual property; the published tables give its share.</summary>
public enum IpInvolvement
{
    /// <summary>涉及知识产权.</summary>
    Involved,
    /// <summary>未涉及知识产权.</summary>
    NotInvolved,
}

/// <summary>How a contract came into the register.</summary>
public enum ContractOrigin
{
    /// <summary>Filed and registered here.</summary>
    Filed,
    /// <summary>Taken over from another register as it stood there.</summary>
    Imported,
    /// <summary>Invented so that sums equal published totals; of its splits nothing is published.</summary>
    Generated,
}
