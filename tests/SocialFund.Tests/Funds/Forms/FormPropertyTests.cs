using System.Globalization;
using SocialFund.Funds.Forms;

namespace SocialFund.Tests.Funds.Forms;

/// <summary>Random forms and formulas, each built together with what it means.</summary>
public sealed class FormPropertyTests
{
    private const int Rows = 24;

    [Fact]
    public void Compute_OfRandomForms_AgreesWithANaiveEvaluator()
    {
        var computed = 0;
        for (var seed = 0; seed < 300; seed++)
        {
            var world = new RandomForm(seed);
            var figures = world.Enter();
            world.Model.Compute(figures, FormSurroundings.None(world.Model));
            for (var row = 0; row < Rows; row++)
            {
                var figure = figures[RandomForm.PlaceOf(row)];
                Assert.True(
                    world.Naive(row) == figure, $"seed {seed}, {world.Texts[row]}: {figure}, not {world.Naive(row)}");
                if (world.Texts[row] is not null && figure is not null) { computed++; }
            }
        }
        Assert.True(computed > 2_000, $"Only {computed} formulas had a result.");
    }

    [Fact]
    public void Recompute_AfterRandomEdits_IsWhatComputingEverythingGives()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var world = new RandomForm(seed);
            var around = FormSurroundings.None(world.Model);
            var figures = world.Enter();
            world.Model.Compute(figures, around);
            for (var edit = 0; edit < 20; edit++)
            {
                var before = figures.ToArray();
                var cell = world.Random.Next(Rows);
                if (world.Model.IsComputed(cell)) { continue; }
                figures[cell] = world.Random.Next(3) == 0 ? null : world.Random.Next(-100_000, 100_000);
                var whole = figures.ToArray();
                world.Model.Compute(whole, around);
                var (changed, _) = world.Model.Recompute(figures, around, [cell]);
                Assert.Equal(whole, figures);
                Assert.Equal(
                    Enumerable.Range(0, Rows).Where(at => at != cell && before[at] != figures[at]), changed.Order());
            }
        }
    }

    /// <summary>Rows of money; a formula names rows that were made before it and stand after it.</summary>
    private sealed class RandomForm
    {
        private readonly Func<decimal?>?[] _meanings = new Func<decimal?>?[Rows];
        private readonly long?[] _entered = new long?[Rows];

        public RandomForm(int seed)
        {
            Random = new Random(seed);
            Texts = new string?[Rows];
            for (var row = 0; row < Rows; row++)
            {
                if (row < 4 || Random.Next(2) == 0)
                {
                    _entered[row] = Random.Next(4) == 0 ? null : Random.Next(-100_000, 100_000);
                    continue;
                }
                (Texts[row], _meanings[row]) = Build(row, depth: 3);
            }
            var form = new Form(
                "f", "表", [new FormColumn("n", "数")],
                [.. Enumerable.Range(0, Rows).Reverse().Select(row => new FormRow($"r{row}", $"项{row}", Formula: Texts[row]))],
                []);
            Model = FormModel.Compile([form]).Require();
        }

        public Random Random { get; }

        public FormModel Model { get; }

        public string?[] Texts { get; }

        public static int PlaceOf(int row) => Rows - 1 - row;

        public long?[] Enter() => [.. _entered.Reverse()];

        public long? Naive(int row) => _meanings[row] is { } meaning
            ? meaning() is { } value ? (long)(Math.Round(value, 2, MidpointRounding.AwayFromZero) * 100) : null
            : _entered[row];

        private (string Text, Func<decimal?> Meaning) Build(int row, int depth)
        {
            if (depth == 0 || Random.Next(4) == 0) { return Leaf(row); }
            var (left, one) = Build(row, depth - 1);
            var (right, other) = Build(row, depth - 1);
            return Random.Next(9) switch
            {
                0 => ($"({left} + {right})", () => one() is null && other() is null ? null : (one() ?? 0) + (other() ?? 0)),
                1 => ($"({left} - {right})", () => one() is null && other() is null ? null : (one() ?? 0) - (other() ?? 0)),
                // Kept small, so that nothing grows beyond what can be kept.
                2 => ($"{left} * 0.25", () => one() is null ? null : one() * 0.25m),
                3 => ($"({left} / 7)", () => one() is null ? null : one() / 7),
                4 => ($"合计({left}, {right})", () => Fold([one(), other()], values => values.Sum())),
                5 => ($"MAX({left}，{right})", () => Fold([one(), other()], values => values.Max())),
                6 => ($"如果({left} > {right}, {left}, {right})", () => (one() ?? 0) > (other() ?? 0) ? one() : other()),
                7 => ($"ROUND({left}, 1)", () =>
                    one() is { } value ? Math.Round(value, 1, MidpointRounding.AwayFromZero) : null),
                _ => ($"-{left}", () => -one()),
            };
        }

        private (string, Func<decimal?>) Leaf(int row)
        {
            if (Random.Next(5) == 0)
            {
                var number = Random.Next(0, 1_000);
                return (number.ToString(CultureInfo.InvariantCulture), () => number);
            }
            var named = Random.Next(row);
            return (Random.Next(2) == 0 ? $"[项{named}]" : $"[r{named}]", () => Naive(named) is { } fen ? fen / 100m : null);
        }

        private static decimal? Fold(decimal?[] values, Func<IEnumerable<decimal>, decimal> fold)
        {
            var there = values.OfType<decimal>().ToList();
            return there.Count == 0 ? null : fold(there);
        }
    }
}
