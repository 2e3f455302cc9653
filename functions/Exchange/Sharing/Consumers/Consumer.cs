using System.Text.Json.Serialization;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Sharing;

/// <summary>Names a consumer (共享单位): <c>630000-tjj</c> is division and code.</summary>
[JsonConverter(typeof(TextJson<ConsumerId>))]
public readonly record struct ConsumerId : ITextValue<ConsumerId>
{
    private readonly string? _text;

    private ConsumerId(string text, Division division) => (_text, Division) = (text, division);

    public static string Name => "共享单位编号（区划代码-单位代码）";

    /// <summary>Whose administrators run it.</summary>
    public Division Division { get; }

    public string Text => _text ?? throw new InvalidOperationException("A consumer id without text.");

    [JsonIgnore]
    public Scope Scope => new(Division);

    public static bool TryParse(string? text, out ConsumerId value)
    {
        value = default;
        if (text?.Split('-') is not [var division, { Length: >= 2 and <= 20 } code]) { return false; }
        if (!Division.TryParse(division, out var where)) { return false; }
        if (!code.All(symbol => char.IsAsciiLetterLower(symbol) || char.IsAsciiDigit(symbol))) { return false; }
        value = new ConsumerId(text, where);
        return true;
    }

    public override string ToString() => _text ?? "";
}

/// <summary>An API key. The key itself is nowhere kept.</summary>
/// <param name="Number">Counts from 1 in its consumer.</param>
/// <param name="Hash">SHA-256 of the key, hex: it holds 256 random bits, so nothing slower is needed.</param>
/// <param name="Tail">Its last four signs, by which people tell keys apart.</param>
public sealed record ApiKey(
    int Number, string Hash, string Tail, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt,
    DateTimeOffset? RevokedAt = null)
{
    /// <summary>What stands in the way of using it; null when nothing does.</summary>
    public Problem? Fault(DateTimeOffset now) =>
        RevokedAt is not null ? new ApiKeyRevoked(Number) : ExpiresAt <= now ? new ApiKeyExpired(Number) : null;
}

/// <param name="Thumbprint">SHA-256, lower-case hex.</param>
public sealed record ClientCertificate(
    string Thumbprint, string Note, DateTimeOffset AddedAt, DateTimeOffset? RevokedAt = null);

/// <summary>What a consumer may call of one subject; one grant a subject.</summary>
/// <param name="Fields">Null: all columns that are not sensitive.</param>
/// <param name="Divisions">Each with all below it; none lies in another.</param>
/// <param name="Funds">Null: every fund.</param>
/// <param name="From">First day, China.</param>
/// <param name="Until">Last day; null: no end.</param>
public sealed record SharedGrant(
    string Subject, IReadOnlyList<string>? Fields, IReadOnlyList<Division> Divisions, IReadOnlyList<Fund>? Funds,
    DateOnly From, DateOnly? Until)
{
    public bool HoldsOn(DateOnly day) => From <= day && (Until is not { } last || day <= last);

    [JsonIgnore]
    public IReadOnlyList<Fund> FundsGranted => Funds ?? [.. FundList.All.Select(entry => entry.Fund)];

    public IReadOnlyList<string> FieldsGranted(SharedSubject subject) => Fields ?? subject.OpenFields;
}

/// <param name="CallsPerDay">Of a day in China, refused ones included.</param>
public sealed record ConsumerQuota(int CallsPerDay, int RowsPerCall)
{
    public const int CallsMax = 100_000;
    public const int RowsMax = 10_000;

    /// <summary>A department that reads everything once a day stays far below.</summary>
    public static readonly ConsumerQuota Default = new(1_000, 1_000);
}

/// <summary>A department whose machines may call (共享单位). All lie in one partition: there are some dozens.</summary>
/// <param name="StoppedReason">Null while it may call.</param>
/// <param name="KeysIssued">So that numbers are never given twice.</param>
public sealed record Consumer(
    ConsumerId Id, string Name, string Contact, Division Division, DateTimeOffset CreatedAt, string? StoppedReason,
    ConsumerQuota Quota, int KeysIssued, IReadOnlyList<ApiKey> Keys, IReadOnlyList<ClientCertificate> Certificates,
    IReadOnlyList<SharedGrant> Grants)
{
    public const string Partition = "consumers";
    public const string Document = "consumer";

    /// <summary>Old keys and certificates stay as a trace, but not without end.</summary>
    public const int ProofsMax = 50;

    public SharedGrant? GrantOf(string subject) => Grants.FirstOrDefault(grant => grant.Subject == subject);

    /// <summary>
    /// As the pipeline sees it: it may call where any grant reaches, and nothing else. Subject, fields and days are
    /// asked by <see cref="ReadSubject"/>.
    /// </summary>
    /// <param name="call">The log's number of the call under way.</param>
    public Actor ToActor(string call)
    {
        var action = new HashSet<string> { Permission.SharingCall.Code };
        IEnumerable<Grant> Of(SharedGrant grant) =>
            from division in grant.Divisions
            from fund in grant.Funds is { } funds ? funds.Select(each => (Fund?)each) : [null]
            select new Grant(action, fund, division);
        return new Actor(
            $"consumer:{Id}", Name, Division, null, [.. Grants.SelectMany(Of)])
        {
            IsConsumer = true,
            Session = call,
        };
    }

    public static ConsumerId IdOf(Actor actor) => TextValue.Parse<ConsumerId>(actor.Id["consumer:".Length..]);
}

/// <summary>Leads from a certificate to its consumer; the consumer's own document has the last word.</summary>
internal sealed record CertificateOwner(ConsumerId Consumer)
{
    public const string Document = "consumerCertificate";

    public static string IdOf(string thumbprint) => $"certificate-{thumbprint}";
}
