using System.Globalization;
using System.Text;
using SocialFund.Kernel;

namespace SocialFund.Funds.Forms;

/// <summary>
/// Reads a formula as people write it: <c>[本年收入小计] + [上级补助收入]</c>, <c>SUM(CHILDREN())</c>,
/// <c>上年([closing:final])</c>, <c>如果([:budget] = 0, 0, [:executed] / [:budget] * 100)</c>. A cell is
/// <c>[form!row:column]</c>; what is left out is where the formula stands. Full width signs are read as the half width
/// ones.
/// </summary>
public sealed class FormulaParser
{
    /// <summary>Longer ones belong into rows of their own.</summary>
    public const int LengthMax = 2_000;

    /// <summary>Brackets and calls within each other.</summary>
    private const int DepthMax = 40;

    private readonly string _text;
    private int _at;
    private int _depth;
    private FormulaFault? _fault;

    private FormulaParser(string text) => _text = text;

    public static Result<Formula> Parse(string text)
    {
        if (text.Length > LengthMax) { return new FormulaFault(LengthMax, $"公式不能超过{LengthMax}个字符。"); }
        var parser = new FormulaParser(text);
        var formula = parser.Comparison();
        parser.SkipBlanks();
        if (parser._fault is null && parser._at < text.Length)
        {
            parser.Fail(parser._at, $"此处多出“{text[parser._at]}”。");
        }
        return parser._fault is { } fault ? fault : Result.Of(formula!);
    }

    private Formula? Comparison()
    {
        if (++_depth > DepthMax) { return Fail(_at, $"公式嵌套超过{DepthMax}层。"); }
        var left = Chain(Term, Operator.Add, Operator.Subtract);
        if (left is not null && Take(Operator.Equal, Operator.NotEqual, Operator.Less, Operator.AtMost,
            Operator.Greater, Operator.AtLeast) is { } symbol)
        {
            left = Chain(Term, Operator.Add, Operator.Subtract) is { } right
                ? new Formula.Pair(symbol, left, right) : null;
        }
        _depth--;
        return left;
    }

    private Formula? Term() => Chain(Factor, Operator.Multiply, Operator.Divide);

    /// <summary>Operands joined by operators of one rank, from left to right.</summary>
    private Formula? Chain(Func<Formula?> operand, params ReadOnlySpan<Operator> symbols)
    {
        var left = operand();
        while (left is not null && Take(symbols) is { } symbol)
        {
            left = operand() is { } right ? new Formula.Pair(symbol, left, right) : null;
        }
        return left;
    }

    private Formula? Factor()
    {
        SkipBlanks();
        if (_at == _text.Length) { return Fail(_at, "公式不完整，此处缺少数字或单元格。"); }
        var symbol = Current;
        if (symbol is '-')
        {
            _at++;
            return Factor() is { } of ? new Formula.Negative(of) : null;
        }
        if (symbol is '(')
        {
            _at++;
            var inner = Comparison();
            return inner is not null && Expect(')') ? inner : null;
        }
        if (symbol is '[') { return CellOrRange(); }
        if (char.IsAsciiDigit(symbol)) { return Literal(); }
        return char.IsLetter(_text[_at]) ? Word() : Fail(_at, $"不认识“{_text[_at]}”。");
    }

    private Formula? Literal()
    {
        var digits = new StringBuilder();
        for (; _at < _text.Length && (char.IsAsciiDigit(Current) || Current == '.'); _at++) { digits.Append(Current); }
        var isPercent = _at < _text.Length && Current == '%';
        if (isPercent) { _at++; }
        return decimal.TryParse(
            digits.ToString(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? new Formula.Number(isPercent ? value / 100 : value)
            : Fail(_at, $"“{digits}”不是数字。");
    }

    private Formula? CellOrRange()
    {
        if (Name() is not { } first) { return null; }
        SkipBlanks();
        if (_at == _text.Length || Current != '~') { return new Formula.Cell(first); }
        _at++;
        SkipBlanks();
        return Name() is { } last ? new Formula.Range(first, last) : null;
    }

    /// <summary><c>[form!row:column]</c>. A name may hold anything but the signs that divide it.</summary>
    private CellName? Name()
    {
        if (!Expect('[')) { return null; }
        var start = _at;
        while (_at < _text.Length && Current != ']') { _at++; }
        if (_at == _text.Length)
        {
            Fail(start - 1, "单元格缺少右括号 ]。");
            return null;
        }
        var inner = _text[start.._at++];
        var (form, rest) = Split(inner, '!', '！');
        var (column, row) = SplitLast(rest, ':', '：');
        if (form is null && row is null && column is null)
        {
            Fail(start, "单元格没有写明项目或列。");
            return null;
        }
        return new CellName(form, row, column);
    }

    private static (string? Before, string After) Split(string text, params char[] signs)
    {
        var at = text.IndexOfAny(signs);
        return at < 0 ? (null, text) : (NullIfBlank(text[..at]), text[(at + 1)..]);
    }

    private static (string? After, string? Before) SplitLast(string text, params char[] signs)
    {
        var at = text.LastIndexOfAny(signs);
        return at < 0 ? (null, NullIfBlank(text)) : (NullIfBlank(text[(at + 1)..]), NullIfBlank(text[..at]));
    }

    private static string? NullIfBlank(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private Formula? Word()
    {
        var start = _at;
        while (_at < _text.Length && char.IsLetterOrDigit(_text[_at])) { _at++; }
        var word = _text[start.._at];
        if (!Expect('(')) { return null; }
        if (Is(FormulaWords.Children, word)) { return Expect(')') ? new Formula.Children(CellPlace.Here) : null; }
        foreach (var (place, english, chinese) in FormulaWords.Places)
        {
            if (Is((english, chinese), word)) { return At(place, start); }
        }
        foreach (var (source, english, chinese) in FormulaWords.Sources)
        {
            if (Is((english, chinese), word)) { return Outside(source); }
        }
        foreach (var (function, english, chinese, least, most) in FormulaWords.Functions)
        {
            if (Is((english, chinese), word)) { return Call(function, start, word, least, most); }
        }
        return Fail(start, $"没有函数“{word}”。");
    }

    private static bool Is((string English, string Chinese) names, string word) =>
        word.Equals(names.English, StringComparison.OrdinalIgnoreCase) || word == names.Chinese;

    /// <summary>上年 and 下级 take one cell, range or 下列().</summary>
    private Formula? At(CellPlace place, int start)
    {
        var of = Factor();
        if (of is null || !Expect(')')) { return null; }
        return of switch
        {
            Formula.Cell { Name.Place: CellPlace.Here } cell =>
                new Formula.Cell(cell.Name with { Place = place }),
            Formula.Range { From.Place: CellPlace.Here } range =>
                new Formula.Range(range.From with { Place = place }, range.To with { Place = place }),
            Formula.Children { Place: CellPlace.Here } => new Formula.Children(place),
            _ => Fail(start, "“上年”“下级”的括号内只能是一个单元格、一段行次或 下列()。"),
        };
    }

    /// <summary>Texts only: what is asked of outside must be known before anything is computed.</summary>
    private Formula.Outside? Outside(OutsideSource source)
    {
        var words = new List<string>();
        do
        {
            SkipBlanks();
            if (Quoted() is not { } word) { return null; }
            words.Add(word);
        }
        while (TakeSign(','));
        return Expect(')')
            ? new Formula.Outside(new OutsideFigure(source, string.Join(',', words))) : null;
    }

    private string? Quoted()
    {
        var close = _at < _text.Length ? _text[_at] switch { '"' => '"', '“' => '”', '＂' => '＂', _ => '\0' } : '\0';
        var end = close == '\0' ? -1 : _text.IndexOf(close, _at + 1);
        if (end < 0)
        {
            Fail(_at, "此处应为加引号的文字。");
            return null;
        }
        var text = _text[(_at + 1)..end];
        _at = end + 1;
        return text;
    }

    private Formula.Call? Call(Function function, int start, string word, int least, int most)
    {
        var of = new List<Formula>();
        do
        {
            if (Comparison() is not { } argument) { return null; }
            of.Add(argument);
        }
        while (TakeSign(','));
        if (!Expect(')')) { return null; }
        if (of.Count < least || of.Count > most)
        {
            Fail(start, least == most ? $"“{word}”需要{least}个参数。" : $"“{word}”需要{least}至{most}个参数。");
            return null;
        }
        return new Formula.Call(function, of);
    }

    private char Current => FormulaWords.Narrow(_text[_at]);

    private Operator? Take(params ReadOnlySpan<Operator> symbols)
    {
        SkipBlanks();
        foreach (var (text, symbol) in FormulaWords.Operators)
        {
            if (!Stands(text)) { continue; }
            if (!symbols.Contains(symbol)) { return null; }
            _at += text.Length;
            return symbol;
        }
        return null;
    }

    private bool Stands(string text)
    {
        if (_at + text.Length > _text.Length) { return false; }
        for (var at = 0; at < text.Length; at++)
        {
            if (FormulaWords.Narrow(_text[_at + at]) != text[at]) { return false; }
        }
        return true;
    }

    private bool TakeSign(char sign)
    {
        SkipBlanks();
        if (_at == _text.Length || Current != sign) { return false; }
        _at++;
        return true;
    }

    private bool Expect(char sign)
    {
        if (TakeSign(sign)) { return true; }
        Fail(_at, $"此处应为“{sign}”。");
        return false;
    }

    private void SkipBlanks()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at])) { _at++; }
    }

    /// <summary>The first fault counts; what follows may come of it.</summary>
    private Formula? Fail(int at, string text)
    {
        _fault ??= new FormulaFault(at + 1, text);
        return null;
    }
}
