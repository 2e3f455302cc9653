using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace SocialFund.Oversight.Identity;

/// <summary>
/// Hashing of passwords: PBKDF2 with SHA-512 in ASP.NET Core Identity's own format. A hash costs some 150 ms of one
/// core, so only so many run at a time that a morning's rush of sign-ins leaves room for everybody else.
/// </summary>
public sealed class Passwords : IDisposable
{
    /// <summary>Without signs that are read wrongly from a slip of paper.</summary>
    private const string SlipSigns = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static readonly object Nobody = new();

    private readonly PasswordHasher<object> _hasher;
    private readonly SemaphoreSlim _gate = new(Math.Max(1, Environment.ProcessorCount - 1));
    private readonly Lazy<string> _decoy;

    public Passwords(IdentityPolicy policy)
    {
        _hasher = new PasswordHasher<object>(Options.Create(
            new PasswordHasherOptions { IterationCount = policy.Pbkdf2Iterations }));
        // A start need not wait for it; the first sign-in of all does, whoever it is.
        _decoy = new(() => _hasher.HashPassword(Nobody, RandomNumberGenerator.GetString(SlipSigns, 20)));
    }

    public Task<string> Hash(string password, CancellationToken stopping) =>
        Gated(() => _hasher.HashPassword(Nobody, password), stopping);

    /// <summary>Takes as long for a null hash as for a real one, so that the time does not tell who exists.</summary>
    public async Task<bool> Verify(string? hash, string password, CancellationToken stopping)
    {
        var verdict = await Gated(
            () =>
            {
                var decoy = _decoy.Value;
                return _hasher.VerifyHashedPassword(Nobody, hash ?? decoy, password);
            },
            stopping);
        return hash is not null && verdict != PasswordVerificationResult.Failed;
    }

    /// <summary>A first password to hand over on paper; it meets the rules and must be changed at once.</summary>
    public static string NewInitial()
    {
        // Four blocks of four; the fixed signs between them bring the classes that the rules ask for.
        var signs = RandomNumberGenerator.GetString(SlipSigns, 16);
        return $"{signs[..4]}-{signs[4..8]}-{signs[8..12]}-{signs[12..]}Aa9";
    }

    public void Dispose() => _gate.Dispose();

    private async Task<T> Gated<T>(Func<T> work, CancellationToken stopping)
    {
        await _gate.WaitAsync(stopping);
        try { return await Task.Run(work, stopping); }
        finally { _gate.Release(); }
    }
}
