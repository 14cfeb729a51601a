using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Marketplace.Api.Tokens;

/// <summary>
/// The ES256 key that signs tokens, receipts and checkpoints. It has no default: Production names a file, the sandbox makes its
/// own. Keys that signed before are named by <c>Signing:RetiredKeyFiles</c>; they sign nothing any more and stay published.
/// </summary>
internal sealed class SigningKey(ECDsa key, IReadOnlyList<ECDsa> retired) : IDisposable
{
    public ECDsaSecurityKey Security { get; } = new(key)
    {
        KeyId = IdOf(key),
        // The default factory remembers by the key's id for the whole process, and would sign with a key disposed of long ago.
        CryptoProviderFactory = new CryptoProviderFactory(),
    };

    /// <summary>The one that signs, then the retired ones.</summary>
    public IEnumerable<(ECDsa Key, string Id)> All => retired.Prepend(key).Select(each => (each, IdOf(each)));

    /// <summary>By which a signature names its key: the first 12 bytes of SHA-256 over the public key, in Base64url.</summary>
    public static string IdOf(ECDsa key) => Base64UrlEncoder.Encode(SHA256.HashData(key.ExportSubjectPublicKeyInfo()).AsSpan(0, 12).ToArray());

    /// <exception cref="ConfigurationException">Production without a key, or a retired key that cannot be read.</exception>
    public static SigningKey Load(IConfiguration configuration, IHostEnvironment environment, string folder)
    {
        var file = configuration["Signing:KeyFile"];
        if (file is null && environment.IsProduction())
            throw new ConfigurationException("No signing key. Set Signing__KeyFile to a PEM file with a P-256 private key; make one with: openssl ecparam -name prime256v1 -genkey -noout -out signing-key.pem");
        file ??= Path.Combine(folder, "signing-key.pem");
        if (!File.Exists(file))
        {
            if (environment.IsProduction()) throw new ConfigurationException($"The signing key's file '{file}' does not exist. Set Signing__KeyFile to a PEM file with a P-256 private key.");
            using var fresh = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            PrivateFile.Write(file, fresh.ExportECPrivateKeyPem());
        }
        ECDsa[] retired = [.. (configuration.GetSection("Signing:RetiredKeyFiles").Get<string[]>() ?? []).Select(Retired)];
        var pem = PrivateFile.Read(file);
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            // A public key and one of another curve are read without complaint, and would fail at the first token only.
            if (key.ExportParameters(includePrivateParameters: true).Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value) return new SigningKey(key, retired);
        }
        catch (Exception bad) when (bad is ArgumentException or CryptographicException)
        {
            throw new ConfigurationException($"The signing key's file '{file}' holds no P-256 private key in PEM form.", bad);
        }
        throw new ConfigurationException($"The signing key's file '{file}' holds a key of another curve. ES256 needs P-256; make one with: openssl ecparam -name prime256v1 -genkey -noout -out signing-key.pem");
    }

    /// <summary>A public key is enough, and better.</summary>
    private static ECDsa Retired(string file)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(PrivateFile.Read(file));
            if (key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value) return key;
        }
        catch (Exception bad) when (bad is ArgumentException or CryptographicException)
        {
            throw new ConfigurationException($"The retired key's file '{file}' holds no P-256 key in PEM form.", bad);
        }
        throw new ConfigurationException($"The retired key's file '{file}' holds a key of another curve.");
    }

    public void Dispose()
    {
        foreach (var (each, _) in All) each.Dispose();
    }
}

/// <summary>What the operator has to set before the marketplace can start; the sentence says what.</summary>
internal sealed class ConfigurationException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>A file that only its owner may read.</summary>
internal static class PrivateFile
{
    public static void Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(path, options);
        writer.Write(content);
    }

    /// <exception cref="ConfigurationException">The file cannot be read.</exception>
    public static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"The key's file '{path}' cannot be read. {refused.Message}", refused);
        }
    }
}
