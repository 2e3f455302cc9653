namespace SocialFund.Funds.Forms;

/// <summary>Whose, and of which year, a cell is that a formula names.</summary>
public enum CellPlace
{
    /// <summary>The division's own sheet of this task.</summary>
    Here = 1,

    /// <summary>The same division's sheet of the same kind of task a year before (上年).</summary>
    LastYear,

    /// <summary>The sum over the divisions directly below (下级).</summary>
    Below,
}

/// <summary>Names a cell as a formula does: what is left out is where the formula stands.</summary>
/// <param name="Form">Null: this form.</param>
/// <param name="Row">Its id or its name; null: this row.</param>
/// <param name="Column">Its id or its name; null: this column.</param>
public sealed record CellName(string? Form, string? Row, string? Column, CellPlace Place = CellPlace.Here);

/// <summary>What joins two operands; in the order of <see cref="FormulaWords.Operators"/>.</summary>
public enum Operator
{
    Add = 1,
    Subtract,
    Multiply,
    Divide,
    Equal,
    NotEqual,
    Less,
    AtMost,
    Greater,
    AtLeast,
}

/// <summary>What a formula may call.</summary>
public enum Function
{
    /// <summary>合计: of values, ranges and <c>下列()</c>; what is empty counts nothing.</summary>
    Sum = 1,
    Min,
    Max,
    Average,
    Abs,

    /// <summary>四舍五入(value, decimals): half away from zero.</summary>
    Round,

    /// <summary>如果(condition, then, else).</summary>
    If,
    And,
    Or,
    Not,
}

/// <summary>Where figures come from that no sheet has.</summary>
public enum OutsideSource
{
    /// <summary>账簿(account, figure): a figure of the fund's book in the task's period.</summary>
    Ledger = 1,

    /// <summary>执行(item): what the payment chain and the books have of an item up to the task's date.</summary>
    Execution,

    /// <summary>参数(name): a policy parameter on the task's date.</summary>
    Parameter,

    /// <summary>明细(name): an aggregate of the lake.</summary>
    Lake,
}

/// <summary>A figure asked of outside: the same words mean the same figure within a division's task.</summary>
public sealed record OutsideFigure(OutsideSource Source, string Words);

/// <summary>A parsed formula. What it means for a cell is <see cref="FormModel"/>'s.</summary>
public abstract record Formula
{
    private Formula() { }

    public sealed record Number(decimal Value) : Formula;

    public sealed record Cell(CellName Name) : Formula;

    /// <summary>The rows from one to the other in the order of the form, both included; in a sum only.</summary>
    public sealed record Range(CellName From, CellName To) : Formula;

    /// <summary>下列(): the rows whose parent is this row; in a sum only.</summary>
    public sealed record Children(CellPlace Place) : Formula;

    public sealed record Negative(Formula Of) : Formula;

    public sealed record Pair(Operator Operator, Formula Left, Formula Right) : Formula;

    public sealed record Call(Function Function, IReadOnlyList<Formula> Of) : Formula;

    public sealed record Outside(OutsideFigure Figure) : Formula;
}
