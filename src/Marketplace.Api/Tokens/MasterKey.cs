using System.Security.Cryptography;
using Marketplace.Log.Sealing;

namespace Marketplace.Api.Tokens;

/// <summary>The 32 bytes under which the subjects' keys are wrapped. Like the signing key it has no default in Production.</summary>
internal static class MasterKey
{
    /// <exception cref="ConfigurationException">Production without a key, or a file that holds something else.</exception>
    public static byte[] Load(IConfiguration configuration, IHostEnvironment environment, string folder)
    {
        var file = configuration["Sealing:KeyFile"];
        if (file is null && environment.IsProduction())
            throw new ConfigurationException("No master key for sealed values. Set Sealing__KeyFile to a file with 32 random bytes in Base64; make one with: openssl rand -base64 32 > master.key");
        file ??= Path.Combine(folder, "master.key");
        if (!File.Exists(file))
        {
            if (environment.IsProduction()) throw new ConfigurationException($"The master key's file '{file}' does not exist. Set Sealing__KeyFile to a file with 32 random bytes in Base64.");
            PrivateFile.Write(file, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        }
        var key = new byte[33];
        return Convert.TryFromBase64String(PrivateFile.Read(file).Trim(), key, out var length) && length == 32 ? key[..32]
            : throw new ConfigurationException($"The master key's file '{file}' does not hold 32 bytes in Base64.");
    }

    /// <exception cref="ConfigurationException">The keys were made under another master key.</exception>
    public static SubjectKeys Open(IKeyStore keys, byte[] master)
    {
        try
        {
            return new SubjectKeys(keys, master);
        }
        catch (CryptographicException foreign)
        {
            throw new ConfigurationException("The master key does not open the keys of sealed values. Set Sealing__KeyFile to the key that they were made under.", foreign);
        }
    }
}
