using SocialFund.Kernel;

namespace SocialFund.Exchange.Partners;

public enum PartnerKind
{
    /// <summary>经办机构.</summary>
    Agency = 1,

    /// <summary>税务.</summary>
    Tax,

    /// <summary>国库.</summary>
    Treasury,

    /// <summary>银行.</summary>
    Bank,

    /// <summary>部级平台和级联节点: reached through front servers (前置机) only.</summary>
    Platform,

    /// <summary>民政.</summary>
    CivilAffairs,

    /// <summary>公安.</summary>
    Police,

    /// <summary>统计.</summary>
    Statistics,

    /// <summary>工资统发.</summary>
    Payroll,

    /// <summary>公共预算.</summary>
    PublicBudget,
}

public enum ChannelKind
{
    /// <summary>Files in <c>inbox/{folder}/</c> and <c>outbox/{folder}/</c>, reached by SFTP.</summary>
    Sftp = 1,

    /// <summary>Web service messages; the address is that of the partner's own service.</summary>
    Soap,

    /// <summary>Packages through a front server.</summary>
    Front,
}

/// <summary>How content goes to and comes from a partner.</summary>
/// <param name="Address">Of the partner's web service; only with <see cref="ChannelKind.Soap"/>.</param>
/// <param name="Node">The node at the far end; only with <see cref="ChannelKind.Front"/>.</param>
public sealed record PartnerChannel(ChannelKind Kind, string? Address = null, string? Node = null);

public enum DeliveryCycle
{
    Day = 1,
    Month,
    Quarter,
    Year,
}

/// <summary>What a partner has to send, and until when.</summary>
/// <param name="Pattern">Of the file's name: <c>*</c> is anything, <c>{period}</c> the cycle's period
/// (20261122, 202611, 2026Q4, 2026).</param>
/// <param name="DeadlineDay">So many days after the cycle's end; a day off moves it to the next working day.</param>
/// <param name="Since">Cycles that end before this day are not expected.</param>
public sealed record ExpectedDelivery(
    string Id, string Name, DeliveryCycle Cycle, string Pattern, int DeadlineDay, DateOnly Since);

/// <summary>Where a partner's password lies; the password itself is never in a document.</summary>
/// <param name="Secret">The name among the system's secrets; a new password gets a new name.</param>
public sealed record CredentialReference(string User, string Secret, DateTimeOffset? Since);

/// <summary>Whom files and messages are exchanged with. Data: partners.json, changed by administrators.</summary>
/// <param name="Id">Letters, digits and hyphens.</param>
/// <param name="Division">Whose people look after the exchange.</param>
/// <param name="Folder">Below <c>inbox/</c> and <c>outbox/</c>: an agency's code, <c>bank/hehuang</c>.</param>
/// <param name="IsOpen">A closed partner is neither heard nor sent to.</param>
public sealed record Partner(
    string Id, string Name, PartnerKind Kind, Division Division, string Folder,
    IReadOnlyList<PartnerChannel> Channels, IReadOnlyList<ExpectedDelivery> Deliveries,
    CredentialReference? Credential = null, bool IsOpen = true)
{
    public Scope Scope => new(Division);

    public PartnerChannel? Channel(ChannelKind kind) => Channels.FirstOrDefault(channel => channel.Kind == kind);

    /// <summary>The expected delivery that a file's name answers, and its period.</summary>
    public (string? Delivery, string? Period) Match(string fileName)
    {
        foreach (var delivery in Deliveries)
        {
            if (DeliveryPattern.PeriodOf(delivery, fileName) is { } period) { return (delivery.Id, period); }
        }
        return (null, null);
    }
}
