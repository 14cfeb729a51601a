using Marketplace.Tests;

namespace Marketplace.Conformance.Tests.Examples;

/// <summary>An example as it was sent, with values in place of its variables, and the answer that it got.</summary>
/// <param name="Headers">Without the token, the key and the type of the body.</param>
internal sealed record Play(Client Caller, string Method, string Target, IReadOnlyList<(string Name, string Value)> Headers, string? MediaType, string Body, Reply Reply);
