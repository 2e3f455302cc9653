using System.Globalization;
using System.Text;
using SocialFund.Exchange.Catalog;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Mapping;

/// <summary>The steps that a mapping may put a cell through. A small fixed set: what it cannot say, a sender
/// corrects.</summary>
public enum TransformKind
{
    /// <summary>去空白: blanks of every width at both ends.</summary>
    Trim = 1,

    /// <summary>全角转半角.</summary>
    HalfWidth,

    /// <summary>日期格式: reads the form in Text (yyyy年M月d日, d/M/yyyy, excel for day numbers).</summary>
    Date,

    /// <summary>金额单位: Text is 元, 千元, 万元, 亿元 or 分.</summary>
    Unit,

    /// <summary>金额写法: drops thousands separators and ¥; (1.00) and 1.00- are below zero.</summary>
    Amount,

    /// <summary>反号.</summary>
    Negate,

    /// <summary>拆分: the part with this Number, from 1, between the Texts.</summary>
    Split,

    /// <summary>左侧补齐 to Number characters with Text.</summary>
    Pad,

    /// <summary>身份证 15 位升 18 位.</summary>
    Id18,

    /// <summary>代码对照: by Codes, and by names and values of the catalogue's list in Text.</summary>
    Codes,

    /// <summary>为空时取 Text.</summary>
    Default,
}

/// <summary>One step. What each kind needs stands at <see cref="TransformKind"/>.</summary>
/// <param name="Other">Of codes: what a value that is not listed becomes; such a cell is a fault when missing.</param>
public sealed record Transform(
    TransformKind Kind, string? Text = null, int Number = 0, IReadOnlyDictionary<string, string>? Codes = null,
    string? Other = null)
{
    /// <summary>The day that workbooks count from.</summary>
    private static readonly DateTime ExcelEpoch = new(1899, 12, 30, 0, 0, 0, DateTimeKind.Unspecified);

    private const int PadMax = 64;
    private const int CodesMax = 2_000;

    /// <summary>Units of amounts in yuan; 分 divides.</summary>
    public static IReadOnlyDictionary<string, decimal> Units { get; } = new Dictionary<string, decimal>
    {
        ["元"] = 1m, ["千元"] = 1_000m, ["万元"] = 10_000m, ["亿元"] = 100_000_000m, ["分"] = 0.01m,
    };

    /// <returns>What is wrong with the step itself; null when nothing is.</returns>
    public string? Fault(Catalogue catalogue) => Kind switch
    {
        TransformKind.Date when Text is null or "" || !IsForm(Text) => "日期格式须由 yyyy、M、d、H、m、s 和分隔符组成，如 yyyy/M/d",
        TransformKind.Unit when Text is null || !Units.ContainsKey(Text) => "金额单位须为元、千元、万元、亿元或分",
        TransformKind.Split when string.IsNullOrEmpty(Text) || Number < 1 => "拆分须写明分隔符和第几段",
        TransformKind.Pad when Text?.Length != 1 || Number is < 1 or > PadMax => $"补齐须写明一个字符和位数（1 至 {PadMax}）",
        TransformKind.Codes when Codes is null && Text is null => "代码对照为空",
        TransformKind.Codes when Codes?.Count > CodesMax => $"代码对照最多 {CodesMax} 项",
        TransformKind.Codes when Text is { } list && catalogue.Lists.All(known => known.Id != list) =>
            $"没有代码表“{list}”",
        TransformKind.Default when string.IsNullOrEmpty(Text) => "为空时的取值不能为空",
        _ => null,
    };

    /// <returns>The cell after the step; null where the step cannot read it.</returns>
    public string? Apply(string cell, FieldKind into, Catalogue catalogue) => Kind switch
    {
        TransformKind.Default => cell.Length == 0 ? Text! : cell,
        _ when cell.Length == 0 => cell,
        TransformKind.Trim => cell.Trim(),
        TransformKind.HalfWidth => Half(cell),
        TransformKind.Date => ReadDate(cell.Trim(), into),
        TransformKind.Unit => Scale(cell),
        TransformKind.Amount => PlainAmount(Half(cell)),
        TransformKind.Negate => cell[0] == '-' ? cell[1..] : $"-{cell}",
        TransformKind.Split => cell.Split(Text!) is var parts && parts.Length >= Number ? parts[Number - 1] : null,
        TransformKind.Pad => cell.PadLeft(Number, Text![0]),
        TransformKind.Id18 => Id(cell),
        TransformKind.Codes => Code(cell.Trim(), catalogue),
        _ => throw new InvalidOperationException($"{Kind} has no rule."),
    };

    private static bool IsForm(string form) =>
        form == "excel" || (form.Contains("yyyy", StringComparison.Ordinal)
            && form.All(symbol => "yMdHms年月日时分秒-/. :T".Contains(symbol, StringComparison.Ordinal)));

    private static string Half(string cell) => string.Concat(cell.Select(symbol =>
        symbol is >= '\uFF01' and <= '\uFF5E' ? (char)(symbol - 0xFEE0) : symbol == '\u3000' ? ' ' : symbol));

    private string? ReadDate(string cell, FieldKind into)
    {
        DateTime day;
        if (Text == "excel")
        {
            if (!int.TryParse(cell.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                || number is < 1 or > 73_000)
            {
                return null;
            }
            day = ExcelEpoch.AddDays(number);
        }
        else if (!DateTime.TryParseExact(
            cell, Text, CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
        {
            return null;
        }
        var form = into switch
        {
            FieldKind.Month => "yyyyMM",
            FieldKind.Timestamp => "yyyy-MM-dd HH:mm:ss",
            _ => "yyyyMMdd",
        };
        return day.ToString(form, CultureInfo.InvariantCulture);
    }

    /// <summary>Exact: what is no number, or would be no whole fen, is left for the check of amounts to say.</summary>
    private string Scale(string cell)
    {
        var plain = PlainAmount(Half(cell));
        if (!decimal.TryParse(
            plain, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
            out var amount)
            || Math.Abs(amount) > Money.MaxFen)
        {
            return cell;
        }
        return (amount * Units[Text!]).ToString("0.############", CultureInfo.InvariantCulture);
    }

    private static string PlainAmount(string cell)
    {
        var plain = new string([.. cell.Where(symbol => symbol is not (',' or '¥' or '￥' or ' ' or '\u00A0'))]);
        if (plain is ['(', .., ')']) { return $"-{plain[1..^1]}"; }
        return plain is [.., '-'] and not ['-'] ? $"-{plain[..^1]}" : plain is ['+', ..] ? plain[1..] : plain;
    }

    private static string Id(string cell)
    {
        var plain = Half(cell).Trim();
        if (plain.Length != 15 || !plain.All(char.IsAsciiDigit)) { return plain; }
        var digits = $"{plain[..6]}19{plain[6..]}";
        return digits + (char)CitizenId.CheckOf(Encoding.ASCII.GetBytes(digits));
    }

    private string? Code(string cell, Catalogue catalogue)
    {
        if (Codes?.GetValueOrDefault(cell) is { } own) { return own; }
        if (Text is { } id)
        {
            var list = catalogue.List(id);
            var values = list.Versions[^1].Values;
            if (values.ContainsKey(cell)) { return cell; }
            if (list.Aliases.GetValueOrDefault(cell) is { } code) { return code; }
            if (values.FirstOrDefault(pair => pair.Value == cell).Key is { } named) { return named; }
        }
        return Other;
    }
}
