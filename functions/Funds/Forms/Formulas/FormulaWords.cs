namespace SocialFund.Funds.Forms;

/// <summary>How the parts of a formula are written: English first, then Chinese. docs/formulas.md lists them.</summary>
public static class FormulaWords
{
    /// <summary>Longest first where one begins another; <c>≤</c> and its like are read too.</summary>
    public static readonly IReadOnlyList<(string Text, Operator Operator)> Operators =
    [
        ("<>", Operator.NotEqual), ("<=", Operator.AtMost), (">=", Operator.AtLeast), ("≠", Operator.NotEqual),
        ("≤", Operator.AtMost), ("≥", Operator.AtLeast), ("+", Operator.Add), ("-", Operator.Subtract),
        ("*", Operator.Multiply), ("/", Operator.Divide), ("=", Operator.Equal), ("<", Operator.Less),
        (">", Operator.Greater),
    ];

    /// <summary>With how many arguments at least and at most.</summary>
    public static readonly IReadOnlyList<(Function Function, string English, string Chinese, int Least, int Most)>
        Functions =
        [
            (Function.Sum, "SUM", "合计", 1, 100), (Function.Min, "MIN", "最小", 1, 100),
            (Function.Max, "MAX", "最大", 1, 100), (Function.Average, "AVERAGE", "平均", 1, 100),
            (Function.Abs, "ABS", "绝对值", 1, 1), (Function.Round, "ROUND", "四舍五入", 2, 2),
            (Function.If, "IF", "如果", 3, 3), (Function.And, "AND", "并且", 1, 100), (Function.Or, "OR", "或者", 1, 100),
            (Function.Not, "NOT", "非", 1, 1),
        ];

    public static readonly IReadOnlyList<(OutsideSource Source, string English, string Chinese)> Sources =
    [
        (OutsideSource.Ledger, "LEDGER", "账簿"), (OutsideSource.Execution, "EXECUTED", "执行"),
        (OutsideSource.Parameter, "PARAM", "参数"), (OutsideSource.Lake, "LAKE", "明细"),
    ];

    public static readonly IReadOnlyList<(CellPlace Place, string English, string Chinese)> Places =
        [(CellPlace.LastYear, "LASTYEAR", "上年"), (CellPlace.Below, "BELOW", "下级")];

    public static readonly (string English, string Chinese) Children = ("CHILDREN", "下列");

    public static string Of(Operator symbol) => Operators.First(pair => pair.Operator == symbol).Text;

    /// <summary>Full width as typed in Chinese → the one form; outside of names and texts.</summary>
    public static char Narrow(char symbol) => symbol switch
    {
        '×' => '*',
        '÷' => '/',
        '－' or '−' or '—' => '-',
        '【' => '[',
        '】' => ']',
        '～' => '~',
        >= '！' and <= '～' => (char)(symbol - '！' + '!'),
        _ => symbol,
    };
}
