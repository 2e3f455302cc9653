using System.Text.Json.Serialization;
using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>
/// Names what is known of one treasury ticket (票号): <c>630102-11-2026060001</c> is division, fund, ticket. Everything
/// about it shares one partition, so that the decision to clear sees all of it.
/// </summary>
[JsonConverter(typeof(TextJson<SuspenseId>))]
public sealed record SuspenseId(Division Division, Fund Fund, string Ticket) : ITextValue<SuspenseId>
{
    private const int TicketMax = 40;

    public static string Name => "待转登记编号";

    [JsonIgnore]
    public string Text => $"{Division}-{Fund.Entry().Code}-{Ticket}";

    [JsonIgnore]
    public Scope Scope => new(Division, Fund);

    [JsonIgnore]
    public string Partition => $"suspense-{Text}";

    /// <summary>1 to 40 letters, digits and hyphens; bank accounts are written so too.</summary>
    public static bool IsTicket(string text) => text.Length is >= 1 and <= TicketMax
        && text.All(symbol => char.IsAsciiLetterOrDigit(symbol) || symbol == '-');

    public static bool TryParse(string? text, out SuspenseId value)
    {
        value = null!;
        if (text?.Split('-', 3) is not [var division, var code, var ticket]) { return false; }
        if (!Division.TryParse(division, out var where) || !FundList.TryParse(code, out var fund)) { return false; }
        value = new SuspenseId(where, fund, ticket);
        return IsTicket(ticket) && value.Text == text;
    }

    public override string ToString() => Text;
}

/// <summary>Who tells what was collected.</summary>
public enum DetailSource
{
    /// <summary>经办机构.</summary>
    Agency = 1,

    /// <summary>税务部门.</summary>
    Tax,
}

/// <summary>The money as the treasury transferred it (国库划款).</summary>
public sealed record TreasuryTransfer(DateOnly Date, Money Amount, string BankAccount);

/// <summary>What was collected under a ticket for one month (属期).</summary>
public sealed record DetailRow(Period Period, Money Unit, Money Personal);

/// <summary>One side's detail of a ticket, in the order of months.</summary>
public sealed record CollectionDetail(IReadOnlyList<DetailRow> Rows)
{
    [JsonIgnore]
    public Money Unit => Rows.Aggregate(Money.Zero, (sum, row) => sum + row.Unit);

    [JsonIgnore]
    public Money Personal => Rows.Aggregate(Money.Zero, (sum, row) => sum + row.Personal);

    [JsonIgnore]
    public Money Total => Unit + Personal;

    /// <summary>For people: <c>202605</c>, or <c>202604–202605</c>.</summary>
    [JsonIgnore]
    public string Periods => Rows is [var only] ? only.Period.Text : $"{Rows[0].Period}–{Rows[^1].Period}";

    public bool Same(CollectionDetail? other) => other is not null && Rows.SequenceEqual(other.Rows);
}

/// <summary>Why a transfer is not cleared.</summary>
/// <param name="Code">agency_missing, tax_missing, agency_differs, tax_differs, parts_differ, employers_differ,
/// transfer_missing, refused.</param>
/// <param name="Difference">By how much, where amounts differ.</param>
public sealed record SuspenseReason(string Code, string Text, Money? Difference = null);

/// <summary>Everything known of one ticket, and what is booked of it. Pure.</summary>
/// <param name="Clearing">The day of the clearing voucher: fixed before it is posted, so that a repeat posts it to the
/// same book.</param>
/// <param name="Refusal">Why the books refused the last voucher; null when they did not.</param>
public sealed record SuspenseItem(
    SuspenseId Id, TreasuryTransfer? Transfer, CollectionDetail? Agency, CollectionDetail? Tax, VoucherRef? Booked,
    DateOnly? Clearing, VoucherRef? Cleared, string? Refusal, long Version)
{
    public const string Document = "suspense";

    /// <summary>The agency's detail by employer; null while only totals are known.</summary>
    public EmployerBook? AgencyEmployers { get; init; }

    /// <summary>The tax bureau's, likewise.</summary>
    public EmployerBook? TaxEmployers { get; init; }

    public static SuspenseItem New(SuspenseId id) => new(id, null, null, null, null, null, null, null, 0);

    /// <summary>open: in 待转社会保险费; cleared; detailOnly: the money has not come.</summary>
    [JsonIgnore]
    public string State => Cleared is not null ? "cleared" : Transfer is not null ? "open" : "detailOnly";

    /// <summary>Both details agree to the fen, part by part, and with the money.</summary>
    [JsonIgnore]
    public bool Agrees => Reasons().All(reason => reason.Code == "refused");

    /// <returns>This item itself when it stands like this already; or <see cref="SuspenseBooked"/>.</returns>
    public Result<SuspenseItem> With(TreasuryTransfer transfer)
    {
        if (Transfer == transfer) { return this; }
        return Booked is { } voucher
            ? new SuspenseBooked(Id.Ticket, voucher.Number)
            : this with { Transfer = transfer, Refusal = null };
    }

    /// <returns>This item itself when it stands like this already; or <see cref="SuspenseCleared"/>.</returns>
    public Result<SuspenseItem> With(DetailSource source, CollectionDetail detail)
    {
        var employers = EmployersOf(source);
        if (detail.Same(Totals(source)) && employers is not { GaveTotals: true }) { return this; }
        if (Settled() is { } problem) { return detail.Same(Totals(source)) ? this : problem; }
        // From now on the totals are somebody's word, which the rows by employer have to agree with.
        return Replace(source, detail, employers is null ? null : employers with { GaveTotals = false });
    }

    /// <summary>Takes the detail by employer. The first one may still come when the ticket is cleared.</summary>
    /// <returns>This item itself when it stands like this already; or <see cref="SuspenseCleared"/>,
    /// <see cref="EmployersDiffer"/>.</returns>
    public Result<SuspenseItem> With(DetailSource source, EmployerBook employers)
    {
        var there = EmployersOf(source);
        if (there?.Key == employers.Key) { return this; }
        if (there is not null && Settled() is { } problem) { return problem; }
        if (Totals(source) is not { } totals || there is { GaveTotals: true })
        {
            return Replace(source, employers.Totals, employers with { GaveTotals = true });
        }
        return employers.Totals.Same(totals)
            ? Replace(source, totals, employers)
            : new EmployersDiffer(Id.Ticket, DifferencesOf(employers.Totals, totals));
    }

    private SuspenseItem Replace(DetailSource source, CollectionDetail totals, EmployerBook? employers) =>
        source == DetailSource.Agency
            ? this with { Agency = totals, AgencyEmployers = employers }
            : this with { Tax = totals, TaxEmployers = employers };

    public EmployerBook? EmployersOf(DetailSource source) =>
        source == DetailSource.Agency ? AgencyEmployers : TaxEmployers;

    private CollectionDetail? Totals(DetailSource source) => source == DetailSource.Agency ? Agency : Tax;

    /// <summary>Why the detail may not change any more; null while it may.</summary>
    private Problem? Settled() => Cleared is { } voucher ? new SuspenseCleared(Id.Ticket, voucher.Number)
        // The voucher may be posted already without this item knowing: it is asked for again before anything changes.
        : Clearing is not null ? new WrongState("修改征缴明细", "正在结转") : null;

    /// <summary>Month by month and part by part, for people.</summary>
    private static string DifferencesOf(CollectionDetail employers, CollectionDetail totals)
    {
        var parts = employers.Rows.Concat(totals.Rows).Select(row => row.Period).Distinct().Order().SelectMany(period =>
        {
            Money Difference(Func<DetailRow, Money> part) => Sum(employers, period, part) - Sum(totals, period, part);
            (string Name, Money By)[] by =
                [("单位缴费", Difference(row => row.Unit)), ("个人缴费", Difference(row => row.Personal))];
            return by.Where(each => !each.By.IsZero).Select(each => $"属期{period}{each.Name}相差 {each.By} 元");
        });
        return string.Join('，', parts);
    }

    private static Money Sum(CollectionDetail detail, Period period, Func<DetailRow, Money> part) =>
        detail.Rows.Where(row => row.Period == period).Aggregate(Money.Zero, (sum, row) => sum + part(row));

    /// <summary>What stands in the way of clearing, most basic first; empty when cleared.</summary>
    public IReadOnlyList<SuspenseReason> Reasons() => Cleared is not null ? [] : [.. Missing(), .. Differing()];

    private IEnumerable<SuspenseReason> Missing()
    {
        if (Refusal is not null) { yield return new SuspenseReason("refused", $"未能记账：{Refusal}"); }
        if (Transfer is null) { yield return new SuspenseReason("transfer_missing", "尚无国库划款"); }
        if (Agency is null) { yield return new SuspenseReason("agency_missing", "缺经办机构征缴明细"); }
        if (Tax is null) { yield return new SuspenseReason("tax_missing", "缺税务征缴明细"); }
    }

    private IEnumerable<SuspenseReason> Differing()
    {
        var differs = new[] { Against("agency_differs", "经办机构明细", Agency), Against("tax_differs", "税务明细", Tax) };
        foreach (var reason in differs.OfType<SuspenseReason>()) { yield return reason; }
        foreach (var (source, name) in new[] { (DetailSource.Agency, "经办机构"), (DetailSource.Tax, "税务") })
        {
            if (EmployersOf(source) is not { } employers || employers.Totals.Same(Totals(source))) { continue; }
            yield return new SuspenseReason(
                "employers_differ", $"{name}单位明细与汇总不一致：{DifferencesOf(employers.Totals, Totals(source)!)}",
                employers.Totals.Total - Totals(source)!.Total);
        }
        if (Agency is { } agency && Tax is { } tax && agency.Total == tax.Total && agency.Unit != tax.Unit)
        {
            yield return new SuspenseReason(
                "parts_differ", $"经办机构与税务明细的单位缴费相差 {agency.Unit - tax.Unit} 元，个人缴费相差 {tax.Unit - agency.Unit} 元",
                agency.Unit - tax.Unit);
        }
    }

    private SuspenseReason? Against(string code, string name, CollectionDetail? detail) =>
        Transfer is not { } transfer || detail is null || detail.Total == transfer.Amount ? null
            : new SuspenseReason(
                code, $"{name}合计 {detail.Total} 元，与国库划款相差 {detail.Total - transfer.Amount} 元",
                detail.Total - transfer.Amount);

    /// <summary>The event of the transfer (F01).</summary>
    internal BusinessEvent Arrival() => new(
        $"treasury-transfer-{Id.Ticket}", "treasury-transfer", Id.Division, Id.Fund, Transfer!.Date,
        [
            new EventAmount("transfer", null, Transfer.Amount, new Dictionary<string, string>
            {
                ["bankAccount"] = Transfer.BankAccount,
                ["ticket"] = Id.Ticket,
            }),
        ], new Dictionary<string, string>(), Source("国库划款"));

    /// <summary>The event that clears it (F02). A part of zero has no line.</summary>
    internal BusinessEvent Clearance()
    {
        var dimensions = new Dictionary<string, string> { ["ticket"] = Id.Ticket };
        (string Key, Money Amount)[] parts = [("unit", Agency!.Unit), ("personal", Agency.Personal)];
        return new BusinessEvent(
            $"suspense-clear-{Id.Ticket}", "suspense-clear", Id.Division, Id.Fund, Clearing!.Value,
            [
                .. parts.Where(part => !part.Amount.IsZero)
                    .Select(part => new EventAmount(part.Key, null, part.Amount, dimensions)),
            ], new Dictionary<string, string> { ["period"] = Agency.Periods }, Source("征缴明细核对一致"));
    }

    private SourceLink Source(string detail) => new("suspense", Id.Text, detail);
}
