using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Synthesis;
using SocialFund.Kernel;

namespace SocialFund.Tests.Exchange.Synthesis;

public sealed class PlantedErrorsTests(GeneratedFiles files) : IClassFixture<GeneratedFiles>
{
    [Fact]
    public void EveryKindOfError_OfEveryTable_IsInTheTruth()
    {
        var planted = Truth().Select(row => (row["table"], row["kind"])).ToHashSet();

        var missing =
            from table in Catalogue.Shipped.OfTender
            from rule in Catalogue.Shipped.RulesOf(table)
            where !planted.Contains((table.Id, rule.Rule.Id))
            select $"{table.Id} {rule.Rule.Id}";

        Assert.Equal([], missing);
        Assert.Equal([], Generator.ErrorIds.Except(planted.Select(row => row.Item2)));
        string[] everywhere = ["missing", "cell-count", "duplicate", "not-month"];
        Assert.Equal([], Catalogue.Shipped.OfTender.SelectMany(table => everywhere
            .Where(kind => !planted.Contains((table.Id, kind))).Select(kind => $"{table.Id} {kind}")));
    }

    [Fact]
    public void EveryPlantedError_StandsAtItsLine()
    {
        var read = files.WithErrors.ToDictionary(file => (file.Sender, file.Batch, file.Name));
        var rules = Catalogue.Shipped.OfTender.ToDictionary(table => table.Id, Catalogue.Shipped.RulesOf);
        foreach (var row in Truth())
        {
            var file = read[(row["sender"], row["batch"], row["file"])];
            var line = file.Lines[int.Parse(row["line"]) - 1];
            Assert.True(Stands(row, file, line, rules[row["table"]]), $"{string.Join(' ', row.Values)}: {line}");
        }
    }

    [Fact]
    public void RowsWithoutAPlantedError_KeepEveryRule()
    {
        var wrong = Truth().Select(row => (row["sender"], row["batch"], row["file"], int.Parse(row["line"])))
            .ToHashSet();
        foreach (var file in files.WithErrors)
        {
            var rules = Catalogue.Shipped.RulesOf(file.Table);
            for (var index = 1; index < file.Lines.Length; index++)
            {
                if (wrong.Contains((file.Sender, file.Batch, file.Name, index + 1))) { continue; }
                Assert.Equal([], TypedCells
                    .Broken(file.Table, file.Lines[index], TypedCells.MonthOf(file.Period), rules)!);
            }
        }
    }

    private static bool Stands(
        Dictionary<string, string> row, ReadFile file, string line, IReadOnlyList<TableRule> rules)
    {
        var broken = TypedCells.Broken(file.Table, line, TypedCells.MonthOf(file.Period), rules);
        var names = file.Table.Fields.Select((field, index) => (field.Id, index))
            .ToDictionary(pair => pair.Id, pair => pair.index);
        var cells = line.Split('|');
        string Cell() => cells[names[row["field"]]];
        bool BreaksOnlySoftly() => broken is not null && broken.All(rule => rule.Severity == Severity.Soft);
        return (row["kind"], row["expected"]) switch
        {
            ("cell-count", "returned") => cells.Length == file.Table.Fields.Count + (row["variant"] == "long" ? 1 : -1),
            ("duplicate", "duplicate") => file.Lines.Count(other => other == line) == 2,
            ("key-conflict", "returned") => file.Lines.Count(other => Key(file, other) == Key(file, line)) >= 2
                && file.Lines.Count(other => other == line) == 1,
            ("missing", "returned") => Cell().Length == 0,
            ("outside-region", "returned") => Cell() == "110101",
            ("old-citizen-id", "standardised") => Cell().Length == 15 && Cell().All(char.IsAsciiDigit),
            ("lower-case-x", "standardised") => CitizenId.IsValid(Cell()) && Cell()[^1] == 'x',
            ("full-width", "standardised") => Cell() == "０.００",
            ("date-dashes", "standardised") => DateOnly.TryParseExact(Cell(), "yyyy-MM-dd", out _),
            ("code-alias", "standardised") => Cell() is "男" or "女",
            ("code-not-listed", "noted") => Cell() == "999",
            ("organization-check", "noted") => Cell().Length == 18 && !CreditCode.TryParse(Cell(), out _),
            (_, "noted") => BreaksOnlySoftly() && broken!.Any(rule => rule.Id == row["kind"]),
            (_, "returned") when rules.Any(rule => rule.Rule.Id == row["kind"]) =>
                broken is not null && broken.Any(rule => rule.Id == row["kind"]),
            (_, "returned") => broken is null && Cell().Length > 0,
            _ => false,
        };
    }

    private static string Key(ReadFile file, string line)
    {
        var cells = line.Split('|');
        return string.Join('|', file.Table.Fields.Zip(cells).Where(pair => file.Table.Key.Contains(pair.First.Id))
            .Select(pair => pair.Second));
    }

    private List<Dictionary<string, string>> Truth()
    {
        Assert.NotEmpty(files.WithErrors);
        return GeneratedFiles.Csv(Path.Combine(files.FolderOf("errors"), "truth.csv"));
    }
}
