using SocialFund.Kernel;

namespace SocialFund.Funds.Forms;

/// <summary>
/// The forms of a task, ready to compute: every cell has an index, every formula its place in the order in which they
/// must be worked out. It is the same for all divisions and keeps no figures.
/// </summary>
public sealed class FormModel
{
    private readonly Dictionary<CellAddress, int> _indexes;
    private readonly Computed[] _order;
    private readonly Dictionary<int, Computed> _computed;
    private readonly IReadOnlyList<ModelRule> _rules;
    private readonly HashSet<CellPlace> _places;

    internal FormModel(
        IReadOnlyList<Form> forms, IReadOnlyList<ModelCell> cells, Computed[] order, IReadOnlyList<ModelRule> rules,
        IReadOnlyList<OutsideFigure> outside)
    {
        (Forms, Cells, _order, _rules, Outside) = (forms, cells, order, rules, outside);
        _indexes = cells.Select((cell, index) => (cell.Address, index))
            .ToDictionary(pair => pair.Address, pair => pair.index);
        _computed = order.ToDictionary(computed => computed.Cell);
        _places = [.. order.SelectMany(computed => computed.Uses).Concat(rules.SelectMany(rule => rule.Uses))
            .Select(use => use.Place)];
    }

    public IReadOnlyList<Form> Forms { get; }

    /// <summary>Form by form, row by row, column by column; headings have none.</summary>
    public IReadOnlyList<ModelCell> Cells { get; }

    /// <summary>What must be fetched before anything is computed.</summary>
    public IReadOnlyList<OutsideFigure> Outside { get; }

    /// <returns>The model, or every fault of the forms.</returns>
    public static Result<FormModel> Compile(IReadOnlyList<Form> forms) => new FormCompiler(forms).Run();

    public int? Find(CellAddress address) => _indexes.TryGetValue(address, out var index) ? index : null;

    /// <summary>Works every formula out.</summary>
    /// <param name="figures">Of every cell, kept as <see cref="FigureScale"/> says; computed ones are
    /// overwritten.</param>
    /// <returns>Cells whose result is too large to keep; they are left empty.</returns>
    public IReadOnlyList<int> Compute(long?[] figures, FormSurroundings around) =>
        Compute(figures, around, _order);

    /// <summary>Works out only what depends on cells that changed.</summary>
    /// <returns>The cells whose figure became another one, in order of computation, and those that are too
    /// large.</returns>
    public (IReadOnlyList<int> Changed, IReadOnlyList<int> TooLarge) Recompute(
        long?[] figures, FormSurroundings around, IEnumerable<int> entered)
    {
        var dirty = new bool[Cells.Count];
        foreach (var cell in entered) { dirty[cell] = true; }
        var changed = new List<int>();
        var tooLarge = new List<int>();
        foreach (var computed in _order)
        {
            if (!computed.Reads.Any(cell => dirty[cell])) { continue; }
            var before = figures[computed.Cell];
            tooLarge.AddRange(Compute(figures, around, [computed]));
            if (figures[computed.Cell] == before) { continue; }
            dirty[computed.Cell] = true;
            changed.Add(computed.Cell);
        }
        return (changed, tooLarge);
    }

    /// <summary>The rules that the figures break, in the order of the forms.</summary>
    public IReadOnlyList<BrokenRule> Check(long?[] figures, FormSurroundings around)
    {
        var inputs = around.With(figures);
        var broken = new List<BrokenRule>();
        foreach (var rule in _rules)
        {
            if (!rule.Reads.Any(cell => figures[cell] is not null)) { continue; }
            if (rule.Broken(inputs) is { } found) { broken.Add(found); }
        }
        return broken;
    }

    /// <summary>Whether a cell's figure is worked out, by which formula.</summary>
    public string? FormulaOf(int cell) => _computed.GetValueOrDefault(cell)?.Text;

    /// <summary>Whether any formula or rule reads figures of that place.</summary>
    public bool Uses(CellPlace place) => _places.Contains(place);

    public bool IsComputed(int cell) => _computed.ContainsKey(cell);

    /// <summary>The cells that a formula names, each once, in the order in which it does.</summary>
    public IReadOnlyList<CellUse> Precedents(int cell) =>
        [.. (_computed.GetValueOrDefault(cell)?.Uses ?? []).Distinct()];

    /// <summary>The computed cells whose formulas name this one on the same sheet.</summary>
    public IReadOnlyList<int> Dependents(int cell) =>
        [.. _order.Where(computed => computed.Reads.Contains(cell)).Select(computed => computed.Cell).Order()];

    private static List<int> Compute(long?[] figures, FormSurroundings around, ReadOnlySpan<Computed> order)
    {
        var inputs = around.With(figures);
        var tooLarge = new List<int>();
        foreach (var computed in order)
        {
            try
            {
                var value = computed.Node.Value(inputs);
                figures[computed.Cell] = value is { } units ? FigureScale.ToKept(units, computed.Kind) : null;
                if (value is null || figures[computed.Cell] is not null) { continue; }
            }
            catch (OverflowException)
            {
                figures[computed.Cell] = null;
            }
            tooLarge.Add(computed.Cell);
        }
        return tooLarge;
    }
}

/// <summary>A cell that can have a figure.</summary>
public sealed record ModelCell(CellAddress Address, FigureKind Kind, string Name);

/// <summary>A cell that a formula names.</summary>
public sealed record CellUse(int Cell, CellPlace Place);

/// <summary>A rule that figures break.</summary>
/// <param name="Cell">The first cell that the condition names: where people are led.</param>
/// <param name="Left">Both sides where the condition compares, in units; null where it does not.</param>
public sealed record BrokenRule(
    string Form, FormRule Rule, string Column, int Cell, decimal? Left = null, decimal? Right = null);

internal sealed record Computed(int Cell, FigureKind Kind, string Text, FormNode Node, IReadOnlyList<CellUse> Uses)
{
    /// <summary>Cells of the same sheet.</summary>
    public IReadOnlyList<int> Reads { get; } =
        [.. Uses.Where(use => use.Place == CellPlace.Here).Select(use => use.Cell).Distinct()];
}

/// <summary>A rule in one column.</summary>
internal sealed record ModelRule(
    string Form, FormRule Rule, string Column, FormNode Node, IReadOnlyList<CellUse> Uses)
{
    public IReadOnlyList<int> Reads { get; } =
        [.. Uses.Where(use => use.Place == CellPlace.Here).Select(use => use.Cell).Distinct()];

    public BrokenRule? Broken(in FormInputs inputs)
    {
        try
        {
            if (Node.Value(inputs) is null or not 0) { return null; }
            return Node is FormNode.Pair { IsRelation: true } relation
                ? Told(relation.Left.Value(inputs) ?? 0, relation.Right.Value(inputs) ?? 0)
                : Told(null, null);
        }
        catch (OverflowException)
        {
            // What cannot be computed cannot be right.
            return Told(null, null);
        }
    }

    private BrokenRule Told(decimal? left, decimal? right) => new(Form, Rule, Column, Uses[0].Cell, left, right);
}

/// <summary>What a sheet's formulas read besides the sheet.</summary>
/// <param name="LastYear">By the index of the same model; empty figures where there is nothing.</param>
/// <param name="Below">Sums over the divisions directly below.</param>
/// <param name="Outside">In the order of <see cref="FormModel.Outside"/>, in units.</param>
public sealed record FormSurroundings(long?[] LastYear, long?[] Below, decimal?[] Outside)
{
    /// <summary>Nothing last year, nothing below, nothing from outside.</summary>
    public static FormSurroundings None(FormModel model) => new(
        new long?[model.Cells.Count], new long?[model.Cells.Count], new decimal?[model.Outside.Count]);

    internal FormInputs With(long?[] figures) => new(figures, LastYear, Below, Outside);
}
