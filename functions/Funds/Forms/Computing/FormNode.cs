namespace SocialFund.Funds.Forms;

/// <summary>
/// A formula with its cells looked up: computed in yuan, persons and percent. An empty cell counts nothing: in sums
/// and comparisons it is 0; a product with it, and what is divided by it or by 0, is empty.
/// </summary>
internal abstract class FormNode
{
    /// <exception cref="OverflowException">A number beyond what decimals hold.</exception>
    public abstract decimal? Value(in FormInputs inputs);

    private static decimal? Truth(bool value) => value ? 1 : 0;

    internal sealed class Number(decimal value) : FormNode
    {
        public override decimal? Value(in FormInputs inputs) => value;
    }

    internal sealed class Cell(int index, FigureKind kind, CellPlace place) : FormNode
    {
        public int Index => index;

        public CellPlace Place => place;

        public override decimal? Value(in FormInputs inputs) =>
            inputs.Of(place)[index] is { } kept ? FigureScale.ToUnits(kept, kind) : null;
    }

    internal sealed class Outside(int at) : FormNode
    {
        public override decimal? Value(in FormInputs inputs) => inputs.Outside[at];
    }

    internal sealed class Negative(FormNode of) : FormNode
    {
        public override decimal? Value(in FormInputs inputs) => -of.Value(inputs);
    }

    internal sealed class Pair(Operator symbol, FormNode left, FormNode right) : FormNode
    {
        public FormNode Left => left;

        public FormNode Right => right;

        /// <summary>Whether it compares, so that its sides can be told.</summary>
        public bool IsRelation => symbol >= Operator.Equal;

        public override decimal? Value(in FormInputs inputs)
        {
            var (one, other) = (left.Value(inputs), right.Value(inputs));
            return symbol switch
            {
                Operator.Add => one is null ? other : one + (other ?? 0),
                Operator.Subtract => one is null ? -other : one - (other ?? 0),
                Operator.Multiply => one * other,
                Operator.Divide => other is null or 0 ? null : one / other,
                _ => Truth(Holds(one ?? 0, other ?? 0)),
            };
        }

        private bool Holds(decimal one, decimal other) => symbol switch
        {
            Operator.Equal => one == other,
            Operator.NotEqual => one != other,
            Operator.Less => one < other,
            Operator.AtMost => one <= other,
            Operator.Greater => one > other,
            _ => one >= other,
        };
    }

    internal sealed class Call(Function function, IReadOnlyList<FormNode> of) : FormNode
    {
        public override decimal? Value(in FormInputs inputs) => function switch
        {
            Function.If => (of[0].Value(inputs) ?? 0) != 0 ? of[1].Value(inputs) : of[2].Value(inputs),
            Function.Abs => of[0].Value(inputs) is { } value ? Math.Abs(value) : null,
            Function.Round => Round(of[0].Value(inputs), of[1].Value(inputs) ?? 0),
            Function.Not => Truth((of[0].Value(inputs) ?? 0) == 0),
            Function.And => Truth(Count(inputs, isTrue: false) == 0),
            Function.Or => Truth(Count(inputs, isTrue: true) > 0),
            _ => Fold(inputs),
        };

        /// <summary>More decimals than money and rates have say nothing.</summary>
        private static decimal? Round(decimal? value, decimal decimals) => value is { } number
            ? Math.Round(number, (int)Math.Clamp(decimals, 0, 8), MidpointRounding.AwayFromZero) : null;

        private int Count(in FormInputs inputs, bool isTrue)
        {
            var count = 0;
            foreach (var each in of)
            {
                if ((each.Value(inputs) ?? 0) != 0 == isTrue) { count++; }
            }
            return count;
        }

        private decimal? Fold(in FormInputs inputs)
        {
            decimal? folded = null;
            var count = 0;
            foreach (var each in of)
            {
                if (each.Value(inputs) is not { } value) { continue; }
                count++;
                folded = folded is not { } so ? value : function switch
                {
                    Function.Min => Math.Min(so, value),
                    Function.Max => Math.Max(so, value),
                    _ => so + value,
                };
            }
            return function == Function.Average && folded is not null ? folded / count : folded;
        }
    }
}

/// <summary>What formulas read: figures by the index of their cell, null where empty.</summary>
internal readonly ref struct FormInputs(
    ReadOnlySpan<long?> here, ReadOnlySpan<long?> lastYear, ReadOnlySpan<long?> below, ReadOnlySpan<decimal?> outside)
{
    private readonly ReadOnlySpan<long?> _here = here;
    private readonly ReadOnlySpan<long?> _lastYear = lastYear;
    private readonly ReadOnlySpan<long?> _below = below;

    public ReadOnlySpan<decimal?> Outside { get; } = outside;

    public ReadOnlySpan<long?> Of(CellPlace place) => place switch
    {
        CellPlace.Here => _here,
        CellPlace.LastYear => _lastYear,
        _ => _below,
    };
}
