using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Pipeline.Requests;

/// <summary>Decides who comes in. Nothing else in the heads checks a permission.</summary>
internal sealed class Doorkeeper(IActors actors, IConsumers? consumers, ApiOptions options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _anonymous = PartitionedRateLimiter.Create<string, string>(
        address => RateLimitPartition.GetSlidingWindowLimiter(address, _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = options.AnonymousCommandsPerMinute,
            Window = TimeSpan.FromMinutes(1),
            SegmentsPerWindow = 6,
        }));

    /// <summary>Who is calling: a person by his token, or a machine by its key or certificate.</summary>
    /// <returns>The actor, or <see cref="TooManyAttempts"/>, <see cref="SignInNeeded"/>, or why the machine's proof
    /// does not hold.</returns>
    public async ValueTask<Result<Actor>> Admit(Door door, HttpContext http, string path, string requestId)
    {
        if (door.Endpoint.Access is Access.Anonymous)
        {
            return door.IsCommand && TooMany(AddressOf(http)) is { } problem ? problem : Actor.Anonymous;
        }
        var token = TokenOf(http.Request);
        if (consumers is not null)
        {
            var shown = Proofs.Of(http, options.ClientCertificates, hasToken: token is not null);
            if (!shown.TryGet(out var proof, out var unreadable) && unreadable is not null) { return unreadable; }
            if (proof is not null)
            {
                var visit = new Visit(
                    http.Request.Method, path, http.Request.QueryString.Value ?? "", AddressOf(http), requestId);
                return await consumers.Admit(proof, visit, http.RequestAborted);
            }
        }
        return token is not null && await actors.FromToken(token) is { } actor ? actor : new SignInNeeded();
    }

    /// <summary>Whether this door is for such a caller at all.</summary>
    /// <returns>Null, or the first that applies of <see cref="PasswordChangeNeeded"/>,
    /// <see cref="NotAllowed"/>.</returns>
    public static Problem? Bars(Door door, Actor actor) => door.Endpoint.Access switch
    {
        Access.Anonymous => null,
        // What is open to whoever is signed in is for people: a machine has nothing of its own there.
        Access.SignedIn when actor.IsConsumer => new NotAllowed(door.Endpoint.Title),
        _ when PasswordFirst.Bars(actor, door.Endpoint) is { } barred => barred,
        Access.Needs needs when !actor.MayAnywhere(needs.Permission) => new NotAllowed(needs.Permission.Title),
        _ => null,
    };

    /// <summary>Whether the actor may do this where the request says.</summary>
    /// <returns>Null, or <see cref="NotAllowed"/>.</returns>
    public static NotAllowed? Check(Door door, object request, Actor actor) =>
        door.Endpoint.Access is Access.Needs needs
        && !actor.May(needs.Permission, ((IScoped)request).ScopeFor(actor))
            ? new NotAllowed(needs.Permission.Title)
            : null;

    /// <summary>From where the call comes: the caller's address as audit records show it.</summary>
    public string AddressOf(HttpContext http)
    {
        var direct = http.Connection.RemoteIpAddress?.ToString() ?? "";
        if (options.FrontsBefore == 0) { return direct; }
        var entries = http.Request.Headers["X-Forwarded-For"].ToString().Split(',');
        var forwarded = entries[Math.Max(0, entries.Length - options.FrontsBefore)].Trim();
        // Some fronts add the port, which is another one with every connection.
        if (IPEndPoint.TryParse(forwarded, out var end)) { return end.Address.ToString(); }
        return forwarded.Length is > 0 and <= 64 ? forwarded : direct;
    }

    public void Dispose() => _anonymous.Dispose();

    private TooManyAttempts? TooMany(string address)
    {
        using var lease = _anonymous.AttemptAcquire(address);
        return lease.IsAcquired ? null : new TooManyAttempts(RetryAfterSeconds: 30);
    }

    private static string? TokenOf(HttpRequest request)
    {
        const string scheme = "Bearer ";
        // Azure Static Web Apps puts a token of its own into Authorization, so our front end tells its token twice.
        var header = request.Headers.TryGetValue("X-Authorization", out var told)
            ? told.ToString()
            : request.Headers.Authorization.ToString();
        return header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? header[scheme.Length..].Trim() : null;
    }
}
