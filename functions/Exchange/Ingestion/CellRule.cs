using SocialFund.Funds.Expenditure;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion;

/// <summary>Says what is wrong with one cell, in Chinese, or nothing. Pure.</summary>
public static class CellRule
{
    private const int TextMax = 200;

    /// <param name="text">Trimmed.</param>
    public static string? Fault(FieldRule field, ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) { return field.Required ? $"“{field.Name}”不能为空" : null; }
        return field.Type switch
        {
            FieldType.Text => TextFault(field, text),
            FieldType.Money => MoneyFault(field, text),
            FieldType.Integer => IsInteger(text) ? null : $"“{field.Name}”应为整数",
            FieldType.Date => IsDate(text) ? null : $"“{field.Name}”不是有效日期（YYYYMMDD 或 YYYY-MM-DD）",
            FieldType.Month => IsMonth(text) ? null : $"“{field.Name}”不是有效月份（YYYYMM）",
            FieldType.CitizenId => CitizenId.IsValid(text) ? null : $"“{field.Name}”不是有效的公民身份号码（位数、出生日期或校验码有误）",
            FieldType.CreditCode => CreditCode.TryParse(text.ToString(), out _)
                ? null : $"“{field.Name}”不是有效的统一社会信用代码",
            FieldType.BankAccount => BankCodes.IsAccount(text) ? null : $"“{field.Name}”不是有效的银行账号（位数或卡号校验有误）",
            FieldType.Cnaps => BankCodes.IsCnaps(text) ? null : $"“{field.Name}”应为 12 位数字行号",
            FieldType.Code => field.Values!.ContainsKey(text.ToString())
                ? null
                : $"“{field.Name}”只能是"
                    + string.Join("、", field.Values.Select(pair => $"{pair.Key}（{pair.Value}）")),
            _ => throw new InvalidOperationException($"{field.Type} has no rule."),
        };
    }

    private static string? TextFault(FieldRule field, ReadOnlySpan<char> text)
    {
        var max = field.Max == 0 ? TextMax : field.Max;
        if (text.Length > max) { return $"“{field.Name}”超过 {max} 个字"; }
        foreach (var symbol in text)
        {
            if (PlainText.IsHidden(symbol) || symbol == '\uFFFD') { return $"“{field.Name}”含有不可见字符或乱码"; }
        }
        // A cell that a spreadsheet would run as a formula has no place in names and numbers.
        return text[0] is '=' or '@' ? $"“{field.Name}”不能以“{text[0]}”开头" : null;
    }

    private static string? MoneyFault(FieldRule field, ReadOnlySpan<char> text) =>
        !Money.TryParseYuan(text, out var money) ? $"“{field.Name}”不是金额（单位元，最多两位小数）"
        : money < Money.Zero && !field.AllowNegative ? $"“{field.Name}”不能为负数"
        : !money.IsPlausible ? $"“{field.Name}”超过 1000 亿元，请核对单位"
        : money.IsZero && field.Role == FieldRole.Amount ? $"“{field.Name}”不能为零"
        : null;

    private static bool IsInteger(ReadOnlySpan<char> text)
    {
        if (text.Length > 12) { return false; }
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit(digit)) { return false; }
        }
        return true;
    }

    private static bool IsDate(ReadOnlySpan<char> text) =>
        text.Length == 8 ? IsDay(text[..4], text.Slice(4, 2), text.Slice(6, 2))
        : text.Length == 10 && text[4] == '-' && text[7] == '-' && IsDay(text[..4], text.Slice(5, 2), text.Slice(8, 2));

    private static bool IsMonth(ReadOnlySpan<char> text) =>
        text.Length == 6 && IsDay(text[..4], text.Slice(4, 2), "01");

    private static bool IsDay(ReadOnlySpan<char> year, ReadOnlySpan<char> month, ReadOnlySpan<char> day) =>
        TryNumber(year, out var y) && TryNumber(month, out var m) && TryNumber(day, out var d)
        && y is >= 1900 and <= 2100 && m is >= 1 and <= 12 && d >= 1 && d <= DateTime.DaysInMonth(y, m);

    private static bool TryNumber(ReadOnlySpan<char> digits, out int number)
    {
        number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit)) { return false; }
            number = number * 10 + (digit - '0');
        }
        return true;
    }
}
