using Marketplace.Api.Tokens;

namespace Marketplace.Api.Hosting;

/// <summary>
/// Where everything lives on an embedded installation: the log, the keys, the attachments, the read model's slot files.
/// <c>--Data=FOLDER</c> names it; the sandbox's default is <c>marketplace-data</c> in the working directory. Over a SQL Server it holds
/// what is this process's own, and <c>Documents:Folder</c> names the folder that all processes share.
/// </summary>
internal sealed class DataFolder
{
    /// <exception cref="ConfigurationException">There is no such folder and none can be made; or the log is on a server, and the folder of the attachments is not named.</exception>
    public DataFolder(IConfiguration configuration)
    {
        Path = System.IO.Path.GetFullPath(configuration["Data"] ?? "marketplace-data");
        try
        {
            Directory.CreateDirectory(Path);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"The data folder '{Path}' cannot be made. Set Data to a folder that this user may write. {refused.Message}", refused);
        }
        var documents = configuration["Documents:Folder"];
        if (documents is null && configuration[LogStores.SqlServer] is { Length: > 0 })
            throw new ConfigurationException("The log is on a server, and every process over it needs the same attachments. Set Documents__Folder to a folder that all of them share.");
        Documents = documents is null ? In("documents") : System.IO.Path.GetFullPath(documents);
    }

    public string Path { get; }

    public string Log => In("log.db");
    public string Keys => In("keys.db");
    public string Documents { get; }
    public string DemoCredentials => In("demo-credentials.json");

    public string In(string name) => System.IO.Path.Combine(Path, name);
}
