using System.Globalization;
using System.Text;
using SocialFund.Exchange.Catalog;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Synthesis;

/// <summary>
/// A faulty line. It stands beside the genuine rows and takes nothing from them: a row of its own with a key and an
/// identity of its own, without amounts, bare of all that is not required, and then one thing wrong.
/// </summary>
internal sealed class ErrorRow
{
    /// <summary>Genuine persons have none of the last classes of birthdays (see <see cref="Person"/>).</summary>
    private const int DayClass = World.CountyMax / 500;
    private const int OwnClasses = 20;
    private const int DayClasses = 4001;
    private const int Serials = 1000;

    /// <summary>The month that the examples of rules.json are written for.</summary>
    private static readonly Period ExampleMonth = Period.Of(2026, 3);

    /// <summary>The fields that tell rows apart, the first that a table has.</summary>
    private static readonly string[] Namers =
    [
        "personNo", "personnelNo", "payablePlanItemId", "payablePlanId", "benefitPaymentId", "payeeNo", "dependentNo",
        "employerNo", "citizenIdNumber", "bankAccountNo", "reversalSerialNo", "residentMedicalInsuredCategory",
    ];

    private readonly CatalogTable _table;
    private readonly Period _period;
    private readonly long _serial;
    private readonly string[] _cells;
    private readonly string _area;

    private bool _isShort;
    private string _lineEnd = "";

    public ErrorRow(CatalogTable table, Period period, string template, long serial)
    {
        (_table, _period, _serial) = (table, period, serial);
        _cells = template.Split('|');
        var named = NamerOf(table);
        // Six digits begin every number; a serial number has them behind its first character.
        _area = named is null ? "630000" : AreaOf(Cell(named));
    }

    /// <summary>Who or what the row is about; empty where rows have no name.</summary>
    public string Namer => NamerOf(_table) is { } namer ? Cell(namer) : "";

    /// <summary>The line as it is written.</summary>
    public string Written => _isShort ? string.Join('|', _cells[..^1]) : string.Join('|', _cells) + _lineEnd;

    /// <summary>What the line adds to the control total: an amount that cannot be read adds nothing.</summary>
    public long TotalFen => _table.Total is { } total && Money.TryParseYuan(Cell(total), out var money)
        && money.IsPlausible && money >= Money.Zero ? money.Fen : 0;

    public static string? NamerOf(CatalogTable table) =>
        Namers.FirstOrDefault(field => table.Find(field) is not null);

    /// <summary>A field whose change leaves the key and all amounts alone.</summary>
    public static CatalogField? FreeField(CatalogTable table)
    {
        var free = table.Fields.Where(field => !table.Key.Contains(field.Id) && field.Id != table.Division).ToList();
        return free.FirstOrDefault(field => field.Type == FieldKind.Text && field.Max != 2)
            ?? free.FirstOrDefault(field => field.Type is FieldKind.Rate or FieldKind.Money);
    }

    /// <summary>Makes the row wrong in the planned way.</summary>
    public void Spoil(PlannedError error)
    {
        switch (error.Kind)
        {
            case "duplicate": return;
            case "key-conflict": Change(error.Field); return;
        }
        Bare();
        if (error.Rule is { } rule) { Break(rule); return; }
        (_isShort, _lineEnd) = (error.Variant == "short", error.Variant == "long" ? "|1" : "");
        if (error.Field.Length > 0) { Set(error.Field, Wrong(error, _table.Find(error.Field)!)); }
    }

    private string Cell(string field) => _cells[IndexOf(field)];

    private int IndexOf(string field)
    {
        for (var index = 0; index < _table.Fields.Count; index++)
        {
            if (_table.Fields[index].Id == field) { return index; }
        }
        throw new InvalidOperationException($"{_table.Id} has no field {field}.");
    }

    private void Set(string field, string text) => _cells[IndexOf(field)] = text;

    private void Change(string field) => Set(field, _table.Find(field)!.Type == FieldKind.Text ? "另一内容" : "0.01");

    /// <summary>Leaves what the row must have, under a name of its own.</summary>
    private void Bare()
    {
        for (var index = 0; index < _cells.Length; index++)
        {
            var field = _table.Fields[index];
            var isNeeded = field.Required || _table.Key.Contains(field.Id) || field.Id == _table.Period
                || field.Id == _table.Division;
            if (!isNeeded) { _cells[index] = ""; }
            else if (field.Type == FieldKind.Money) { _cells[index] = "0.00"; }
        }
        foreach (var field in _table.Fields.Where(field => field.Type == FieldKind.CitizenId))
        {
            Set(field.Id, IdentityOf(_serial));
        }
        if (NamerOf(_table) is { } namer) { Set(namer, FreshName(namer)); }
    }

    private string FreshName(string namer) => namer switch
    {
        "personNo" or "personnelNo" or "dependentNo" or "payeeNo" => Text($"{_area}8{_serial:00000000}"),
        "employerNo" => Text($"{_area}9{_serial:000000}"),
        "bankAccountNo" => Text($"8219{_area}{_serial:000000}"),
        "citizenIdNumber" => IdentityOf(_serial),
        "residentMedicalInsuredCategory" => Text($"E{_serial}"),
        _ => Text($"E{_area}{_period}{_serial:000000}"),
    };

    private string IdentityOf(long serial)
    {
        Span<byte> id = stackalloc byte[18];
        // Birthdays from 1961, 1972 and 1983.
        var (window, own) = Math.DivRem(serial / Serials % (3 * OwnClasses), OwnClasses);
        var day = DayClasses * (178 + (int)window) + DayClass + (int)own;
        Identity.Write(id, Division.Of(_area), DateOnly.FromDayNumber(day), (int)(serial % Serials));
        return Encoding.ASCII.GetString(id);
    }

    /// <summary>Puts the rule's own example of a wrong row in, moved to the month of the batch.</summary>
    private void Break(QualityRule rule)
    {
        var months = (_period.Year - ExampleMonth.Year) * 12 + _period.Month - ExampleMonth.Month;
        foreach (var (id, value) in rule.Fails)
        {
            var field = _table.Find(id)!;
            Set(id, field.Type switch
            {
                FieldKind.Month => Period.Of(Number(value[..4]), Number(value[4..])).Plus(months).Text,
                FieldKind.Date or FieldKind.Timestamp => Moved(value, months, field.Type),
                FieldKind.Money => Money.TryParseYuan(value, out var money) ? money.ToPlainYuan() : value,
                _ => value,
            });
        }
    }

    private static string Moved(string value, int months, FieldKind kind)
    {
        var digits = value.Replace("-", "", StringComparison.Ordinal)[..8];
        var day = new DateOnly(Number(digits[..4]), Number(digits.Substring(4, 2)), Number(digits[6..]))
            .AddMonths(months);
        return kind == FieldKind.Date ? day.ToString("yyyyMMdd", CultureInfo.InvariantCulture)
            : day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
                + (value.Length > 10 ? value[10..] : " 08:00:00");
    }

    private string Wrong(PlannedError error, CatalogField field) => error.Kind switch
    {
        "missing" => "",
        "too-long" => new string('长', (field.Max == 0 ? CatalogField.TextMax : field.Max) + 1),
        "garbled" => "甲\u200B",
        "formula" => "=1+1",
        "not-division" => "63010",
        "outside-region" => "110101",
        "not-citizen-id" => WrongCheck(IdentityOf(_serial)),
        "not-organization" => "12345",
        "organization-check" => WrongCode(),
        "not-account" => "6A228",
        "not-money" => error.Variant == "letters" ? "12a.50" : "12.345",
        "too-large" => "200000000000.00",
        "negative" => "-0.01",
        "not-count" => "-1",
        "not-rate" => "x.1",
        "not-month" => $"{_period.Year}13",
        "not-date" => $"{_period.Year}0230",
        "not-timestamp" => $"{_period.Year}-13-01 10:00:00",
        "unknown-code" => "7",
        "code-not-listed" => "999",
        "old-citizen-id" => IdentityOf(_serial) is var id ? id[..6] + id[8..17] : "",
        "lower-case-x" => WithX(),
        "full-width" => "０.００",
        "date-dashes" => Dashes(field),
        "code-alias" => IdentityOf(_serial)[16] % 2 == 1 ? "男" : "女",
        _ => throw new ArgumentOutOfRangeException(nameof(error), error.Kind, null),
    };

    /// <summary>A date that no rule minds: the row's own birthday, or the first of its month.</summary>
    private string Dashes(CatalogField field)
    {
        var isBirth = field.Id is "birthDate" or "dependentBirthDate";
        var digits = isBirth ? IdentityOf(_serial).Substring(6, 8) : _period.Text + "01";
        return $"{digits[..4]}-{digits[4..6]}-{digits[6..]}";
    }

    private string WithX()
    {
        // One number in eleven ends in X; those of the last class serve for it.
        for (var tried = (3L * OwnClasses - 1) * Serials + _serial % 400; ; tried++)
        {
            if (IdentityOf(tried) is { } id && id[17] == 'X') { return id[..17] + "x"; }
        }
    }

    private static string WrongCheck(string id) => id[..17] + (id[17] == '1' ? '2' : '1');

    private string WrongCode()
    {
        var body = Text($"91{_area}MC{_serial % 10_000_000:0000000}");
        return body + (CreditCode.TryParse(body + "0", out _) ? "1" : "0");
    }

    private static string AreaOf(string name)
    {
        var digits = name.AsSpan(name.IndexOfAnyInRange('0', '9') is var at && at > 0 ? at : 0);
        return digits.Length >= 6 && Division.TryParse(digits[..6].ToString(), out var division)
            && Divisions.IsKnown(division)
            ? division.Text
            : "630000";
    }

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
