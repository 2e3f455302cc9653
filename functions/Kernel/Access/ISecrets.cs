namespace SocialFund.Kernel;

/// <summary>The system's own keys, kept apart from its documents: a folder, or Key Vault.</summary>
public interface ISecrets
{
    /// <summary>The secret of that name, made and kept on first use. Two first uses at once get one value.</summary>
    /// <param name="name">Lower-case letters, digits and hyphens.</param>
    Task<string> GetOrCreate(string name, Func<string> make, CancellationToken stopping = default);
}
