using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Marketplace.Api.Http;

/// <summary>What belongs to the document as a whole: its tags, the problems' examples, and what is absent instead of null.</summary>
internal sealed class OpenApiDocumentParts : IDocumentFilter
{
    /// <summary>One for each folder of operations.</summary>
    public static IReadOnlyDictionary<string, string> Tags { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["Achievements"] = "科技成果: what universities and institutes have made and may offer, from the draft to the approval.",
        ["Apps"] = "Programs that act for an organization, with scopes and roles.",
        ["AuctionSessions"] = "竞价专场: lots under one name, day and place, their calendar and what they came to.",
        ["Auctions"] = "网络竞价 and 拍卖: announcement, bidders, deposits, bids, the picture of now, the result.",
        ["Bids"] = "竞价记录: what was bid, by label.",
        ["Changes"] = "What changed, in the order of the log: to keep a copy that loses nothing.",
        ["Checkpoints"] = "Where the log stood, signed by the marketplace and by those who watch it, and the proofs that it only grew.",
        ["Clock"] = "The clock by which bids count and deadlines pass.",
        ["Contracts"] = "技术合同: from the deal to its recognition and registration (认定登记) and the certificate.",
        ["Deals"] = "洽谈与成交: inquiries, offers, take-ups, consents and priorities, up to the terms from which the contract is drafted.",
        ["Demands"] = "技术需求: the problems that enterprises want solved and pay for, and what is proposed to them.",
        ["Documents"] = "材料附件: files of achievements, demands and contracts, read and written as what they belong to.",
        ["Health"] = "Whether the process lives, and whether it should get requests.",
        ["Listings"] = "挂牌: what is offered on which market, in which way and how its price is found.",
        ["Mandates"] = "授权委托: powers of attorney by which one organization acts for another.",
        ["OAuth"] = "Tokens for people and apps.",
        ["Organizations"] = "Universities, enterprises, registration offices, market operators and supervisors.",
        ["People"] = "Who acts for an organization, and in which roles.",
        ["Publicities"] = "公示: the notice of a price by agreement, its days and the objections to it.",
        ["Reference"] = "Code lists with their labels.",
        ["Relations"] = "关联关系: what people of markets and auction houses have declared, so that whom it concerns does not bid there.",
        ["Releases"] = "Published figures in numbered vintages, each with its proof.",
        ["Reports"] = "What was registered, in figures.",
        ["RuleSets"] = "交易规则: what applies from a day on, with the source of every number.",
        ["Sandbox"] = "What only a marketplace to try things in has.",
        ["Search"] = "检索: achievements, listings, demands and auctions by words, in both scripts and in English.",
    };

    public void Apply(OpenApiDocument document, DocumentFilterContext context)
    {
        // In one order everywhere: Swashbuckle's own is that of the machine's culture.
        var paths = new OpenApiPaths();
        foreach (var (path, item) in document.Paths.OrderBy(path => path.Value.Operations!.Values.First().Tags!.First().Name, StringComparer.Ordinal)) paths.Add(path, item);
        document.Paths = paths;
        var operations = document.Paths.Values.SelectMany(path => path.Operations!.Values).ToList();
        document.Servers = [new OpenApiServer { Url = "/", Description = "This installation." }];
        document.Tags = operations.SelectMany(operation => operation.Tags!).Select(tag => tag.Name!).Distinct().Order(StringComparer.Ordinal)
            .Select(tag => new OpenApiTag { Name = tag, Description = Tags.GetValueOrDefault(tag) }).ToHashSet();
        document.Components!.Examples = operations.SelectMany(operation => operation.Responses!.Values).SelectMany(response => response.Content ?? new Dictionary<string, OpenApiMediaType>())
            .Where(content => content.Key == Problems.MediaType).SelectMany(problem => problem.Value.Examples!.Keys).Distinct().Order(StringComparer.Ordinal)
            .ToDictionary(code => code, IOpenApiExample (code) => OpenApiExamples.Problem(RefusalTypes.ByCode[code]));
        var schemas = document.Components.Schemas!;
        var asked = Asked(schemas, operations);
        foreach (var (name, schema) in schemas) Tidy((OpenApiSchema)schema, asked.Contains(name), schemas);
        foreach (var media in operations.SelectMany(operation => operation.Responses!.Values.SelectMany(response => response.Content?.Values ?? []).Concat(operation.RequestBody?.Content?.Values ?? [])))
            Unrepeat(media.Schema!, schemas);
    }

    /// <summary>Unknown members are refused in what is sent; what is answered may grow.</summary>
    private static void Tidy(OpenApiSchema schema, bool asked, IDictionary<string, IOpenApiSchema> schemas)
    {
        if (schema.Type?.HasFlag(JsonSchemaType.Object) is true) schema.AdditionalPropertiesAllowed = !asked;
        foreach (var member in (schema.Properties ?? new Dictionary<string, IOpenApiSchema>()).Values)
        {
            // A value that is not there is left out, so no member is ever null.
            if (member is OpenApiSchema { Type: { } type } plain) plain.Type = type & ~JsonSchemaType.Null;
            Unrepeat(member, schemas);
            if (member is OpenApiSchema { Items: { } items }) Unrepeat(items, schemas);
        }
    }

    /// <summary>A reference that only repeats what its target says of itself says nothing.</summary>
    private static void Unrepeat(IOpenApiSchema schema, IDictionary<string, IOpenApiSchema> schemas)
    {
        if (schema is OpenApiSchemaReference { Reference: { Description: { } said } reference } && schemas[reference.Id!].Description?.StartsWith(said, StringComparison.Ordinal) is true)
            reference.Description = null;
    }

    /// <summary>The schemas that a request body can contain.</summary>
    private static HashSet<string> Asked(IDictionary<string, IOpenApiSchema> schemas, IReadOnlyList<OpenApiOperation> operations)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<IOpenApiSchema>(operations.SelectMany(operation => operation.RequestBody?.Content?.Values ?? []).Select(media => media.Schema!));
        while (open.TryDequeue(out var schema))
        {
            if (schema is OpenApiSchemaReference reference)
            {
                if (found.Add(reference.Reference.Id!)) open.Enqueue(schemas[reference.Reference.Id!]);
                continue;
            }
            foreach (var member in schema.Properties?.Values ?? []) open.Enqueue(member);
            if (schema.Items is { } items) open.Enqueue(items);
        }
        return found;
    }
}
