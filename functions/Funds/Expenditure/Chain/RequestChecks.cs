using System.Globalization;
using SocialFund.Kernel;

namespace SocialFund.Funds.Expenditure;

/// <summary>The checks of a request as a whole. Pure.</summary>
internal static class RequestChecks
{
    /// <summary>Older periods are paid as 补发 and want a second look.</summary>
    private const int MonthsBackWithoutWarning = 12;

    public static IEnumerable<Finding> Header(PaymentRequest request, ExpenditureKind kind, DateTimeOffset now)
    {
        var period = request.Id.Period;
        if (!FundList.On(period.FirstDay).Contains(request.Id.Fund))
        {
            yield return Refuse("fund", $"{request.Id.Fund.Title()}基金在 {period} 已并入其他基金，请从承接基金申请。");
        }
        if (period > Period.Of(now).Next())
        {
            yield return Refuse("period", $"期别 {period} 晚于下一个月，请核对。");
        }
        if (period < Period.Of(now).Plus(-MonthsBackWithoutWarning))
        {
            yield return new Finding("period", "warn", $"期别 {period} 早于12个月前，请核对是否补发。");
        }
        foreach (var finding in Attachments(request, kind)) { yield return finding; }
    }

    private static IEnumerable<Finding> Attachments(PaymentRequest request, ExpenditureKind kind)
    {
        foreach (var rule in kind.Attachments)
        {
            var files = request.Attachments.Where(file => file.Type == rule.Id).ToList();
            if (rule.Required && files.Count == 0)
            {
                yield return Refuse("attachment", $"缺少附件“{rule.Name}”，请补充后重新报送。");
            }
            var wrong = files.FirstOrDefault(file => !rule.Extensions.Contains(
                Path.GetExtension(file.Name).TrimStart('.').ToLower(CultureInfo.InvariantCulture)));
            if (wrong is not null)
            {
                yield return Refuse(
                    "attachment", $"附件“{wrong.Name}”须为{string.Join("、", rule.Extensions)}格式（{rule.Name}）。");
            }
        }
    }

    private static Finding Refuse(string check, string message) => new(check, "refuse", message);
}

/// <summary>
/// The checks of lines: accounts of other funds always; the kind's own checks for lines typed in the browser, which no
/// intake has seen.
/// </summary>
/// <param name="papers">The types of the papers that are attached.</param>
internal sealed class LineChecks(
    ExpenditureKind kind, bool isTyped, IReadOnlySet<string> papers, IReadOnlySet<string> accountsOfOtherFunds)
{
    /// <summary>Enough to see what is wrong; the count of the rest adds nothing.</summary>
    private const int FindingsMax = 200;

    private readonly HashSet<(string, string, string)> _seen = [];
    private readonly Dictionary<string, HashSet<string>> _payeesByAccount = [];
    private readonly HashSet<string> _stated = [];

    private readonly Dictionary<string, string> _plans = [];
    private readonly string? _planField =
        kind.Checks.FirstOrDefault(check => check.Check == "remittancePlan")?.With?.GetValueOrDefault("plan");

    public List<Finding> Findings { get; } = [];

    /// <summary>The accounts that the lines state, each once; two are enough to see that they differ.</summary>
    public IReadOnlyCollection<string> Stated => _stated;

    /// <summary>The plan that the item's lines refer to; null when they name none.</summary>
    public string? PlanOf(string item) => _plans.GetValueOrDefault(item);

    public void Add(PayeeLine line)
    {
        if (_planField is not null && line.Evidence.TryGetValue(_planField, out var plan)) { _plans[line.Item] = plan; }
        if (_stated.Count < 2) { _stated.Add(line.Account); }
        if (Findings.Count >= FindingsMax) { return; }
        if (accountsOfOtherFunds.Contains(line.Account))
        {
            Findings.Add(new Finding(
                "account_of_other_fund", "refuse", $"第 {line.Number} 行：收款账户是其他险种的财政专户，不得跨险种支付。", line.Number));
        }
        if (!isTyped) { return; }
        foreach (var check in kind.Checks.Where(check => Applies(check, line)))
        {
            Findings.Add(new Finding(check.Check, check.Severity, $"第 {line.Number} 行：{check.Message}", line.Number));
        }
    }

    private bool Applies(KindCheck check, PayeeLine line) => check.Check switch
    {
        "duplicateInBatch" => !_seen.Add((line.IdNumber, line.Item, line.Evidence.GetValueOrDefault("month", ""))),
        "amountMax" => line.Amount.Fen > Number(check, "fen"),
        "accountShared" => Shares(line) >= Number(check, "persons"),
        "entitlementEnded" => Ended(line),
        "requiredWhen" => IsCase(check, line)
            && line.Evidence.GetValueOrDefault(check.With!["then"], "") != check.With["value"],
        "paperWhen" => IsCase(check, line) && !papers.Contains(check.With!["paper"]),
        // paidBefore looks at other batches: intake's work, with all of them at hand.
        _ => false,
    };

    /// <summary>Whether the line is of the case that the check is about.</summary>
    private static bool IsCase(KindCheck check, PayeeLine line) =>
        line.Evidence.GetValueOrDefault(check.With!["field"], "") == check.With["equals"];

    private static long Number(KindCheck check, string name) =>
        long.Parse(check.With![name], CultureInfo.InvariantCulture);

    private int Shares(PayeeLine line)
    {
        if (!_payeesByAccount.TryGetValue(line.Account, out var payees))
        {
            _payeesByAccount[line.Account] = payees = [];
        }
        return payees.Add(line.IdNumber) ? payees.Count : 0;
    }

    private bool Ended(PayeeLine line)
    {
        var field = kind.Payees.Fields.FirstOrDefault(field => field.Role == FieldRole.EndedOn)?.Id;
        var text = field is null ? "" : line.Evidence.GetValueOrDefault(field, "");
        var ended = text.Replace("-", "", StringComparison.Ordinal);
        var month = line.Evidence.GetValueOrDefault("month", "");
        return ended.Length >= 6 && month.Length == 6 && string.CompareOrdinal(ended[..6], month) < 0;
    }
}
