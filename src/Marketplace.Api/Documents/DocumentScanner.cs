using System.ComponentModel;
using System.Diagnostics;
using Marketplace.Api.Hosting;
using Marketplace.Api.Tokens;
using Marketplace.Domain.Documents;

namespace Marketplace.Api.Documents;

/// <summary>
/// Asks the operator's scanner about a file: <c>Documents:Scanner</c> is an executable, <c>Documents:ScannerArguments</c> its
/// arguments, with the file in place of <c>{file}</c> or behind them. It says 0 for clean and 1 for infected; anything else, and
/// more time than <c>Documents:ScannerSeconds</c>, leaves the file unchecked.
/// </summary>
internal sealed partial class DocumentScanner : IDisposable
{
    private const string FileMark = "{file}";

    /// <summary>A scanner loads its signatures first, so a crowd of them would slow each other and everything else.</summary>
    private const int AtOnce = 4;

    private readonly string? executable;
    private readonly string[] arguments;
    private readonly TimeSpan limit;
    private readonly bool allowUnscanned;
    private readonly SemaphoreSlim gate = new(AtOnce);
    private readonly ILogger<DocumentScanner> logger;

    /// <exception cref="ConfigurationException">There is no such executable, or a marketplace that is no sandbox is told to do without one.</exception>
    public DocumentScanner(IConfiguration configuration, IHostEnvironment environment, ILogger<DocumentScanner> logger)
    {
        var documents = configuration.GetSection("Documents");
        (executable, this.logger) = (documents["Scanner"], logger);
        arguments = documents.GetSection("ScannerArguments").Get<string[]>() ?? [];
        if (!arguments.Any(argument => argument.Contains(FileMark, StringComparison.Ordinal))) arguments = [.. arguments, FileMark];
        limit = TimeSpan.FromSeconds(documents.GetValue("ScannerSeconds", 60));
        allowUnscanned = documents.GetValue("AllowUnscanned", defaultValue: false);
        if (allowUnscanned && !environment.IsSandbox())
            throw new ConfigurationException("Documents:AllowUnscanned is for a sandbox alone. Set Documents:Scanner to the executable of a scanner instead.");
        if (executable is not null && !File.Exists(executable))
            throw new ConfigurationException($"Documents:Scanner names '{executable}', which is not there. Set it to the full path of the scanner's executable.");
    }

    /// <returns><see cref="DocumentCheck.Unchecked"/> when the scanner came to no end, or there is none.</returns>
    public async Task<DocumentCheck> CheckAsync(string file, CancellationToken cancel)
    {
        if (executable is null) return allowUnscanned ? DocumentCheck.UnscannedAllowed : DocumentCheck.Unchecked;
        await gate.WaitAsync(cancel);
        try
        {
            return await RunAsync(executable, file, cancel);
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    private async Task<DocumentCheck> RunAsync(string program, string file, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in arguments) start.ArgumentList.Add(argument.Replace(FileMark, file, StringComparison.Ordinal));
        // The master key may stand in this process's environment; a scanner has no business with it.
        foreach (var name in start.Environment.Keys.Except(["PATH", "HOME", "TMPDIR", "LANG", "SystemRoot"], StringComparer.Ordinal).ToList()) start.Environment.Remove(name);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(limit);
        try
        {
            using var process = Process.Start(start)!;
            try
            {
                process.StandardInput.Close();
                // What it prints is read so that it does not wait for a reader, and thrown away: it may name files and people.
                await Task.WhenAll(process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, patience.Token),
                    process.StandardError.BaseStream.CopyToAsync(Stream.Null, patience.Token), process.WaitForExitAsync(patience.Token));
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                cancel.ThrowIfCancellationRequested();
                TookTooLong(logger, limit.TotalSeconds);
                return DocumentCheck.Unchecked;
            }
            if (process.ExitCode is 0 or 1) return process.ExitCode == 0 ? DocumentCheck.Clean : DocumentCheck.Infected;
            CameToNoEnd(logger, process.ExitCode);
            return DocumentCheck.Unchecked;
        }
        catch (Win32Exception fault)
        {
            DidNotStart(logger, fault);
            return DocumentCheck.Unchecked;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The scanner took longer than {Seconds} s; the file stays unchecked.")]
    private static partial void TookTooLong(ILogger logger, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The scanner ended with {ExitCode}, which is neither clean (0) nor infected (1); the file stays unchecked.")]
    private static partial void CameToNoEnd(ILogger logger, int exitCode);

    [LoggerMessage(Level = LogLevel.Error, Message = "The scanner could not be started; the file stays unchecked.")]
    private static partial void DidNotStart(ILogger logger, Exception fault);
}
