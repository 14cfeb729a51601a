using System.Text.Json;

namespace Marketplace.Api.Http;

/// <summary>A sentence in the two languages that readers choose between.</summary>
internal readonly record struct Phrase(string English, string Chinese)
{
    public string In(bool chinese) => chinese ? Chinese : English;
}

/// <summary>A value of ours that has another form than the reader of JSON expects.</summary>
internal sealed class FormException(Phrase fault) : JsonException(fault.English)
{
    public Phrase Fault { get; } = fault;
}
