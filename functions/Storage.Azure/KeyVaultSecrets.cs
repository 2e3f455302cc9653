using System.Collections.Concurrent;
using Azure;
using Azure.Security.KeyVault.Secrets;
using SocialFund.Kernel;

namespace SocialFund.Storage.Azure;

/// <summary>
/// The system's keys in Key Vault. The vault makes a new version with every write and refuses none, so which version
/// counts is decided in the document store, where the second of two first uses is refused.
/// </summary>
public sealed class KeyVaultSecrets(SecretClient vault, IDocumentStore store) : ISecrets
{
    private const string Partition = "secrets";
    private const string Type = "secret";

    /// <param name="Version">Of the vault's secret of that name. The value itself is never in a document.</param>
    private sealed record Chosen(string Version);

    private readonly ConcurrentDictionary<string, string> _known = new();

    public async Task<string> GetOrCreate(string name, Func<string> make, CancellationToken stopping = default)
    {
        if (name.Length == 0
            || !name.All(sign => char.IsAsciiLetterLower(sign) || char.IsAsciiDigit(sign) || sign == '-'))
        {
            throw new ArgumentException($"“{name}” cannot name a secret.", nameof(name));
        }
        if (_known.TryGetValue(name, out var known)) { return known; }
        var version = await VersionOf(name, stopping) ?? await Make(name, make(), stopping);
        Response<KeyVaultSecret> secret = await vault.GetSecretAsync(name, version, stopping);
        return _known[name] = secret.Value.Value;
    }

    private async Task<string?> VersionOf(string name, CancellationToken stopping) =>
        (await store.Find<Chosen>(Containers.System, Partition, name, stopping))?.Value.Version;

    private async Task<string> Make(string name, string value, CancellationToken stopping)
    {
        Response<KeyVaultSecret> made = await vault.SetSecretAsync(name, value, stopping);
        var version = made.Value.Properties.Version;
        var write = new Write.Create(name, Type, Json.Write(new Chosen(version)));
        return (await store.Commit(Containers.System, Partition, [write], stopping)).TryGet(out _, out _)
            ? version
            : (await VersionOf(name, stopping))!;
    }
}
