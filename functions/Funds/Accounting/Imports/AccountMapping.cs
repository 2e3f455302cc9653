using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>
/// Finds our account for another program's: by a table of 原科目, 科目编码 and, where it is to be added, the auxiliary
/// accounting by its name; else by the code with which the name's last part begins (<c>资产:1001 银行存款</c>).
/// </summary>
internal sealed class AccountMapping
{
    private static readonly string[][] Columns = [["原科目", "from"], ["科目编码", "account"]];

    private readonly Dictionary<string, (string Code, Dictionary<string, string> Dimensions)> _rows =
        new(StringComparer.Ordinal);

    /// <param name="text">Of the table; null when there is none.</param>
    /// <param name="problems">Faults are added here.</param>
    public static AccountMapping Read(string? text, ICollection<RowProblem> problems)
    {
        var mapping = new AccountMapping();
        if (text is null) { return mapping; }
        if (!CsvTable.Parse(text).TryGet(out var table, out var problem))
        {
            problems.Add(new RowProblem(1, ImportFile.MappingName, problem.Code, problem.Message));
            return mapping;
        }
        foreach (var missing in table.MissingColumns(Columns)) { problems.Add(missing); }
        foreach (var row in table.Rows)
        {
            var dimensions = AuxDimensions.All
                .Select(dimension => (dimension.Id, Value: table.Cell(row, dimension.Name, dimension.Id)))
                .Where(pair => pair.Value.Length > 0)
                .ToDictionary(pair => pair.Id, pair => pair.Value);
            var from = table.Cell(row, Columns[0]);
            if (!mapping._rows.TryAdd(from, (table.Cell(row, Columns[1]), dimensions)))
            {
                problems.Add(new RowProblem(
                    row.Line, Columns[0][0], "mapped_twice", $"{ImportFile.MappingName}：“{from}”重复。"));
            }
        }
        return mapping;
    }

    /// <returns>The line as keyed. What the file itself says of auxiliary accounting goes before the table.</returns>
    public LineInput Keyed(ImportedLine line)
    {
        var (code, dimensions) = _rows.TryGetValue(line.Account, out var row) ? row : (CodeOf(line.Account), []);
        var all = new Dictionary<string, string>(dimensions);
        foreach (var (name, value) in line.Dimensions) { all[name] = value; }
        return new LineInput(code, line.Debit, line.Credit, line.Summary, all);
    }

    /// <summary>The digits that begin the last part; the name itself where there are none, to be told.</summary>
    private static string CodeOf(string account)
    {
        var last = account.Split(':')[^1].Trim();
        var code = new string([.. last.TakeWhile(char.IsAsciiDigit)]);
        return code.Length > 0 ? code : account;
    }
}
