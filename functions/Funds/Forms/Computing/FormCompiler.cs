using SocialFund.Kernel;

namespace SocialFund.Funds.Forms;

/// <summary>Looks up what formulas name, finds circles, and puts what is computed into order.</summary>
internal sealed class FormCompiler(IReadOnlyList<Form> forms)
{
    private readonly List<ModelCell> _cells = [];
    private readonly Dictionary<CellAddress, int> _indexes = [];
    private readonly List<FormFault> _faults = [];
    private readonly List<OutsideFigure> _outside = [];
    private readonly Dictionary<string, FormLookup> _lookups = [];

    public Result<FormModel> Run()
    {
        foreach (var form in forms) { Enter(form); }
        if (_faults.Count > 0) { return new FormsFaulty(_faults); }
        var computed = new List<Computed>();
        var rules = new List<ModelRule>();
        foreach (var form in forms)
        {
            computed.AddRange(Formulas(form));
            rules.AddRange(form.Rules.SelectMany(rule => Rules(form, rule)));
        }
        var order = _faults.Count == 0 ? Order(computed) : [];
        return _faults.Count > 0
            ? new FormsFaulty(_faults)
            : new FormModel(forms, _cells, order, rules, _outside);
    }

    private void Enter(Form form)
    {
        if (!_lookups.TryAdd(form.Id, new FormLookup(form)))
        {
            Fault(form, null, null, $"两张报表的编号都是“{form.Id}”。");
            return;
        }
        var rows = new HashSet<string>();
        foreach (var row in form.Rows)
        {
            if (row.Parent is { } parent && !rows.Contains(parent))
            {
                Fault(form, row.Id, null, $"项目“{row.Name}”的上级项目“{parent}”不在它之前。");
            }
            if (!rows.Add(row.Id)) { Fault(form, row.Id, null, $"两个项目的编号都是“{row.Id}”。"); }
            foreach (var column in form.Columns) { Enter(form, row, column); }
        }
        foreach (var column in form.Columns.GroupBy(column => column.Id).Where(same => same.Count() > 1))
        {
            Fault(form, null, column.Key, $"两列的编号都是“{column.Key}”。");
        }
        foreach (var cell in form.Cells ?? [])
        {
            if (_indexes.ContainsKey(new CellAddress(form.Id, cell.Row, cell.Column))) { continue; }
            Fault(form, cell.Row, cell.Column, $"没有单元格“{cell.Row}:{cell.Column}”，不能设置公式。");
        }
        foreach (var flow in form.Flows ?? [])
        {
            foreach (var row in new[] { flow.Upper, flow.Lower }.Where(row => !rows.Contains(row)))
            {
                Fault(form, row, null, $"上下级往来“{flow.Name}”的项目“{row}”不存在。");
            }
        }
    }

    private void Enter(Form form, FormRow row, FormColumn column)
    {
        if (row.Unit == FigureKind.None) { return; }
        var address = new CellAddress(form.Id, row.Id, column.Id);
        if (_indexes.TryAdd(address, _cells.Count))
        {
            _cells.Add(new ModelCell(address, column.Unit ?? row.Unit, $"{row.Name}·{column.Name}"));
        }
    }

    private IEnumerable<Computed> Formulas(Form form)
    {
        var single = (form.Cells ?? []).ToLookup(cell => (cell.Row, cell.Column), cell => cell.Formula);
        foreach (var row in form.Rows.Where(row => row.Unit != FigureKind.None))
        {
            foreach (var column in form.Columns)
            {
                var own = single[(row.Id, column.Id)].FirstOrDefault();
                if ((own ?? column.Formula ?? row.Formula) is not { } text) { continue; }
                if (Resolve(form, row.Id, column.Id, text) is not var (node, uses)) { continue; }
                var index = _indexes[new CellAddress(form.Id, row.Id, column.Id)];
                yield return new Computed(index, _cells[index].Kind, text, node, uses);
            }
        }
    }

    private IEnumerable<ModelRule> Rules(Form form, FormRule rule)
    {
        foreach (var column in form.Columns)
        {
            if (rule.Columns?.Contains(column.Id) ?? column.Unit is null)
            {
                if (Resolve(form, null, column.Id, rule.Condition) is not var (node, uses)) { yield break; }
                if (uses.Count == 0)
                {
                    Fault(form, null, column.Id, $"审核关系“{rule.Text}”没有用到任何单元格。");
                    yield break;
                }
                yield return new ModelRule(form.Id, rule, column.Id, node, uses);
            }
        }
    }

    private (FormNode Node, IReadOnlyList<CellUse> Uses)? Resolve(Form form, string? row, string column, string text)
    {
        if (!FormulaParser.Parse(text).TryGet(out var formula, out var problem))
        {
            Fault(form, row, column, problem.Message);
            return null;
        }
        var resolver = new FormulaResolver(form, row, column, _lookups, _indexes, _cells, _outside);
        if (resolver.Resolve(formula) is { } node) { return (node, resolver.Uses); }
        Fault(form, row, column, resolver.Fault!);
        return null;
    }

    /// <summary>What is read stands before what reads it.</summary>
    private Computed[] Order(List<Computed> computed)
    {
        var byCell = computed.ToDictionary(each => each.Cell);
        var order = new List<Computed>();
        var isDone = new Dictionary<int, bool>();
        foreach (var each in computed) { Visit(each, byCell, isDone, [], order); }
        return [.. order];
    }

    /// <param name="isDone">False while the cell is on the way.</param>
    private void Visit(
        Computed each, Dictionary<int, Computed> byCell, Dictionary<int, bool> isDone, List<int> way,
        List<Computed> order)
    {
        if (isDone.TryGetValue(each.Cell, out var done))
        {
            if (!done) { TellCircle([.. way.SkipWhile(cell => cell != each.Cell), each.Cell]); }
            return;
        }
        isDone[each.Cell] = false;
        way.Add(each.Cell);
        foreach (var read in each.Reads)
        {
            if (byCell.TryGetValue(read, out var before)) { Visit(before, byCell, isDone, way, order); }
        }
        way.RemoveAt(way.Count - 1);
        isDone[each.Cell] = true;
        order.Add(each);
    }

    private void TellCircle(List<int> circle)
    {
        var names = string.Join(" → ", circle.Select(cell => _cells[cell].Name));
        var address = _cells[circle[0]].Address;
        _faults.Add(new FormFault(address.Form, address.Row, address.Column, $"公式循环引用：{names}。"));
    }

    private void Fault(Form form, string? row, string? column, string text) =>
        _faults.Add(new FormFault(form.Id, row, column, text));
}
