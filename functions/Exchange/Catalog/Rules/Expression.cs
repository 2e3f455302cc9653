using System.Text.RegularExpressions;

namespace SocialFund.Exchange.Catalog;

/// <summary>
/// A condition over the fields of a row, as quality rules write it:
/// <c>individualPaidCurrentMonth &lt;= individualDueCurrentMonth + individualSupplementDue</c>,
/// <c>individualContributionStatus = '1' and individualContributionBase &gt; 0</c>,
/// <c>birthDate = birth(citizenIdNumber)</c>, <c>deathDate is not empty</c>, <c>sex in ('1', '2')</c>.
/// </summary>
/// <remarks>
/// Operators, weakest first: <c>or</c>; <c>and</c>; <c>not</c>; <c>= != &lt; &lt;= &gt; &gt;=</c>, <c>in</c>,
/// <c>is [not] empty</c>; <c>+ -</c>. Functions: <c>birth(id)</c> the birth day of a citizen id, <c>sex(id)</c> its 1
/// or 2, <c>month(date)</c> YYYYMM. <c>@month</c> is the batch's month, <c>@lastDay</c> its last day. Numbers beside
/// amounts are yuan. A comparison with an empty cell is neither true nor false.
/// </remarks>
public sealed partial class Expression
{
    private readonly Node _root;

    private Expression(Node root, IReadOnlyList<string> fields) => (_root, Fields) = (root, fields);

    /// <summary>The fields it names, in order, each once.</summary>
    public IReadOnlyList<string> Fields { get; }

    /// <exception cref="FormatException">It cannot be read; the message says where.</exception>
    public static Expression Parse(string text)
    {
        var reader = new Reader(text, [.. Words().Matches(text).Select(match => match.Value)]);
        var root = reader.Or();
        reader.End();
        return new Expression(root, [.. reader.Fields.Distinct()]);
    }

    /// <exception cref="FormatException">It compares what cannot be compared in this table.</exception>
    public RowTest Compile(CatalogTable table) => _root.Test(table);

    internal Reach Reach(Func<string, bool> isGiven) => _root.Reach(isGiven);

    [GeneratedRegex(@"'[^']*'|@?[A-Za-z][A-Za-z0-9]*|[0-9]+(\.[0-9]+)?|<=|>=|!=|[-+=<>(),]|\S")]
    private static partial Regex Words();

    /// <summary>Reads words by descent, one method a strength of operator.</summary>
    private sealed class Reader(string text, IReadOnlyList<string> words)
    {
        private int _at;

        public List<string> Fields { get; } = [];

        public Node Or()
        {
            var left = And();
            while (Take("or")) { left = new Either(left, And()); }
            return left;
        }

        public void End()
        {
            if (_at < words.Count) { throw Wrong("end"); }
        }

        private Node And()
        {
            var left = Not();
            while (Take("and")) { left = new Both(left, Not()); }
            return left;
        }

        private Node Not()
        {
            if (Take("not")) { return new Negated(Not()); }
            if (!Take("(")) { return Comparison(); }
            var inner = Or();
            Need(")");
            return inner;
        }

        private Node Comparison()
        {
            var left = Sum();
            if (Take("is"))
            {
                var isNegated = Take("not");
                Need("empty");
                return new Emptiness(left, isNegated);
            }
            if (Take("in")) { return new OneOf(left, Texts()); }
            var sign = Next();
            return sign is "=" or "!=" or "<" or "<=" or ">" or ">="
                ? new Compared(left, sign, Sum())
                : throw Wrong("comparison");
        }

        private Term Sum()
        {
            var left = Single();
            while (Peek is "+" or "-") { left = new Added(left, Next() == "-", Single()); }
            return left;
        }

        private Term Single()
        {
            var word = Next();
            if (word[0] == '\'') { return new TextValue(word[1..^1]); }
            if (char.IsAsciiDigit(word[0]))
            {
                return new NumberValue(word);
            }
            if (word is "@month" or "@lastDay") { return new BatchValue(word); }
            if (!char.IsAsciiLetter(word[0])) { throw Wrong("field"); }
            if (!Take("(")) { return Field(word); }
            var field = Field(Next());
            Need(")");
            return new Derived(word, field);
        }

        private FieldValue Field(string id)
        {
            Fields.Add(id);
            return new FieldValue(id);
        }

        private List<string> Texts()
        {
            var texts = new List<string>();
            Need("(");
            do { texts.Add(Next().Trim('\'')); }
            while (Take(","));
            Need(")");
            return texts;
        }

        private string? Peek => _at < words.Count ? words[_at] : null;

        private string Next() => _at < words.Count ? words[_at++] : throw Wrong("more");

        private bool Take(string word)
        {
            if (Peek != word) { return false; }
            _at++;
            return true;
        }

        private void Need(string word)
        {
            if (!Take(word)) { throw Wrong(word); }
        }

        private FormatException Wrong(string expected) =>
            new($"“{text}”: {expected} expected at word {_at + 1}, there is “{Peek ?? "the end"}”.");
    }
}
