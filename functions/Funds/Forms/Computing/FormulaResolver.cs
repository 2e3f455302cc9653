namespace SocialFund.Funds.Forms;

/// <summary>Rows and columns of a form by id, else by name.</summary>
internal sealed class FormLookup(Form form)
{
    private readonly Dictionary<string, int> _rows = Names(form.Rows, row => row.Id, row => row.Name);
    private readonly Dictionary<string, int> _columns = Names(form.Columns, column => column.Id, column => column.Name);

    public Form Form => form;

    /// <summary>Where it stands; null when there is none, -1 when two have the name.</summary>
    public int? Row(string name) => _rows.TryGetValue(name, out var place) ? place : null;

    /// <inheritdoc cref="Row"/>
    public int? Column(string name) => _columns.TryGetValue(name, out var place) ? place : null;

    private static Dictionary<string, int> Names<T>(
        IReadOnlyList<T> all, Func<T, string> idOf, Func<T, string> nameOf)
    {
        var names = new Dictionary<string, int>();
        for (var place = 0; place < all.Count; place++)
        {
            if (!names.TryAdd(nameOf(all[place]), place)) { names[nameOf(all[place])] = -1; }
        }
        for (var place = 0; place < all.Count; place++) { names[idOf(all[place])] = place; }
        return names;
    }
}

/// <summary>Puts cells in the place of names, for a formula of one cell.</summary>
/// <param name="row">Null in a rule, which stands in no row.</param>
internal sealed class FormulaResolver(
    Form form, string? row, string column, Dictionary<string, FormLookup> lookups,
    Dictionary<CellAddress, int> indexes, List<ModelCell> cells, List<OutsideFigure> outside)
{
    private readonly List<CellUse> _uses = [];

    public IReadOnlyList<CellUse> Uses => _uses;

    /// <summary>Why it could not be resolved.</summary>
    public string? Fault { get; private set; }

    /// <returns>Null with a <see cref="Fault"/>.</returns>
    public FormNode? Resolve(Formula formula)
    {
        switch (formula)
        {
            case Formula.Number number:
                return new FormNode.Number(number.Value);
            case Formula.Cell cell:
                return Find(cell.Name) is var (where, at, name) ? Use(where, at, name, cell.Name.Place) : null;
            case Formula.Outside asked:
                return new FormNode.Outside(PlaceOf(asked.Figure));
            case Formula.Negative negative:
                return Resolve(negative.Of) is { } of ? new FormNode.Negative(of) : null;
            case Formula.Pair pair:
                return Resolve(pair.Left) is { } left && Resolve(pair.Right) is { } right
                    ? new FormNode.Pair(pair.Operator, left, right) : null;
            case Formula.Call call:
                return Call(call);
            default:
                return Fail("一段行次和 下列() 只能放在合计、最大、最小、平均等函数里。");
        }
    }

    private FormNode.Call? Call(Formula.Call call)
    {
        var of = new List<FormNode>();
        foreach (var argument in call.Of)
        {
            var isMany = argument is Formula.Range or Formula.Children;
            if (isMany && call.Function is not (Function.Sum or Function.Min or Function.Max or Function.Average))
            {
                Fail("一段行次和 下列() 只能放在合计、最大、最小、平均等函数里。");
                return null;
            }
            var nodes = argument switch
            {
                Formula.Range range => Many(range),
                Formula.Children children => Many(children),
                _ => Resolve(argument) is { } node ? [node] : null,
            };
            if (nodes is null) { return null; }
            of.AddRange(nodes);
        }
        return new FormNode.Call(call.Function, of);
    }

    private List<FormNode>? Many(Formula.Range range)
    {
        if (Find(range.From) is not var (where, from, name)) { return null; }
        if (Find(range.To with { Form = range.To.Form ?? range.From.Form }) is not var (other, to, _)) { return null; }
        if (where != other || to < from)
        {
            Fail("一段行次须在同一张报表内，并从上到下。");
            return null;
        }
        return [.. Enumerable.Range(from, to - from + 1)
            .Where(at => where.Form.Rows[at].Unit != FigureKind.None)
            .Select(at => Use(where, at, name, range.From.Place))];
    }

    private List<FormNode>? Many(Formula.Children children)
    {
        var where = lookups[form.Id];
        var found = Enumerable.Range(0, form.Rows.Count)
            .Where(at => form.Rows[at].Parent == row && row is not null && form.Rows[at].Unit != FigureKind.None)
            .Select(at => (FormNode)Use(where, at, column, children.Place)).ToList();
        if (found.Count > 0) { return found; }
        Fail("下列()：本项目没有下级项目。");
        return null;
    }

    /// <returns>The form, the row's place, the column's id.</returns>
    private (FormLookup Where, int Row, string Column)? Find(CellName name)
    {
        var where = name.Form is null ? lookups[form.Id] : lookups.Values.FirstOrDefault(
            lookup => lookup.Form.Id == name.Form || lookup.Form.Title == name.Form || lookup.Form.Number == name.Form);
        if (where is null) { return NotFound($"没有报表“{name.Form}”。"); }
        var at = (name.Row ?? row) is { } named ? where.Row(named) : null;
        if (at is null)
        {
            return NotFound(name.Row is null ? "审核关系中须写明项目。" : $"“{where.Form.Title}”没有项目“{name.Row}”。");
        }
        if (at is -1) { return NotFound($"“{where.Form.Title}”有几个项目都叫“{name.Row}”，请写编号。"); }
        var place = where.Column(name.Column ?? column);
        if (place is null or -1) { return NotFound($"“{where.Form.Title}”没有列“{name.Column ?? column}”。"); }
        return where.Form.Rows[at.Value].Unit == FigureKind.None
            ? NotFound($"项目“{where.Form.Rows[at.Value].Name}”是标题，没有数。")
            : (where, at.Value, where.Form.Columns[place.Value].Id);
    }

    private FormNode.Cell Use(FormLookup where, int at, string columnId, CellPlace place)
    {
        var index = indexes[new CellAddress(where.Form.Id, where.Form.Rows[at].Id, columnId)];
        _uses.Add(new CellUse(index, place));
        return new FormNode.Cell(index, cells[index].Kind, place);
    }

    private int PlaceOf(OutsideFigure figure)
    {
        var at = outside.IndexOf(figure);
        if (at >= 0) { return at; }
        outside.Add(figure);
        return outside.Count - 1;
    }

    private (FormLookup, int, string)? NotFound(string text)
    {
        Fault ??= text;
        return null;
    }

    private FormNode? Fail(string text)
    {
        Fault ??= text;
        return null;
    }
}
