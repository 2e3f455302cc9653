using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using SocialFund.Kernel;

namespace SocialFund.Oversight.Identity;

/// <summary>
/// Tokens to actors. A token that was checked once is remembered by its hash for a while, so that the usual request
/// costs a hash and a look-up; commands that change an account make it forget at once.
/// </summary>
public sealed class Actors(
    IDocumentStore store, ITokens tokens, Roles roles, IdentityPolicy policy, TimeProvider clock) : IActors
{
    /// <summary>How long another process may still honour what this one has revoked.</summary>
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Some 700 people with a new token every ten minutes stay far below; beyond it the stale ones go.
    /// </summary>
    private const int Many = 20_000;

    private sealed record Known(Task<Actor?> Answer, string Account, DateTimeOffset Until);

    private static readonly Task<Actor?> Nobody = Task.FromResult<Actor?>(null);

    private readonly ConcurrentDictionary<UInt128, Known> _known = new();
    private int _forgettings;

    public Task<Actor?> FromToken(string bearer)
    {
        if (bearer.Length > 4096) { return Nobody; }
        var key = KeyOf(bearer);
        return _known.TryGetValue(key, out var known) && clock.GetUtcNow() < known.Until
            ? known.Answer
            : Check(key, bearer);
    }

    /// <summary>The account, as its session acts; null when it may not sign in (any more).</summary>
    public async Task<Actor?> Load(string account, string session)
    {
        var partition = Account.PartitionOf(account);
        var person = await store.Find<Account>(Containers.Identity, partition, Account.Document);
        var opened = await store.Find<Session>(Containers.Identity, partition, Session.DocumentOf(session));
        if (person?.Value is not { IsDisabled: false } found || !(opened?.Value.GoesOn(found) ?? false))
        {
            return null;
        }
        return found.ToActor(roles, session, found.Password?.IsDue(clock.GetUtcNow(), policy) ?? false);
    }

    /// <summary>Drops what is remembered of an account; call it after every change of it.</summary>
    public void Forget(string account)
    {
        Interlocked.Increment(ref _forgettings);
        foreach (var (key, known) in _known)
        {
            if (known.Account == account) { _known.TryRemove(key, out _); }
        }
    }

    private async Task<Actor?> Check(UInt128 key, string bearer)
    {
        var forgettings = Volatile.Read(ref _forgettings);
        if (await tokens.Validate(bearer) is not { } claims) { return null; }
        if (await Load(claims.Account, claims.Session) is not { } actor) { _known.TryRemove(key, out _); return null; }

        var now = clock.GetUtcNow();
        var until = claims.ExpiresAt < now + FreshFor ? claims.ExpiresAt : now + FreshFor;
        Trim(now);
        _known[key] = new Known(Task.FromResult<Actor?>(actor), claims.Account, until);
        // A change that came while the account was being read may be missing in what was read.
        if (forgettings != Volatile.Read(ref _forgettings)) { _known.TryRemove(key, out _); }
        return actor;
    }

    private void Trim(DateTimeOffset now)
    {
        if (_known.Count < Many) { return; }
        foreach (var (key, known) in _known)
        {
            if (known.Until <= now) { _known.TryRemove(key, out _); }
        }
    }

    /// <summary>Half of a SHA-256: nobody can find a second token for it.</summary>
    private static UInt128 KeyOf(string bearer)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(bearer.AsSpan()), hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }
}
