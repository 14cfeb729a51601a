namespace Marketplace.Api.Hosting;

/// <summary>
/// Where everything lives on an embedded installation: the log, the keys, the attachments, the read model's slot files.
/// <c>--Data=FOLDER</c> names it; the sandbox's default is <c>marketplace-data</c> in the working directory.
/// </summary>
internal sealed class DataFolder
{
    public DataFolder(IConfiguration configuration)
    {
        Path = System.IO.Path.GetFullPath(configuration["Data"] ?? "marketplace-data");
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public string Log => In("log.db");
    public string Keys => In("keys.db");
    public string Documents => In("documents");
    public string DemoCredentials => In("demo-credentials.json");

    public string In(string name) => System.IO.Path.Combine(Path, name);
}
