using System.Reflection;
using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>A typical entry (典型分录) that posting rules carry out. Data: Data/journal-entries.csv.</summary>
/// <param name="Number">F01… of the special account, A01… of the agency's books.</param>
public sealed record TypicalEntry(string Number, string Event, string Debit, string Credit, string SourceDocument)
{
    private static readonly Dictionary<string, TypicalEntry> Known = Load();

    public static TypicalEntry Of(string number) => Known[number];

    private static Dictionary<string, TypicalEntry> Load()
    {
        var table = CsvTable.Parse(
            EmbeddedText.Read(Assembly.GetExecutingAssembly(), "journal-entries.csv")).Require();
        return table.Rows
            .Select(row => new TypicalEntry(
                table.Cell(row, "no"), table.Cell(row, "event"), table.Cell(row, "debit"), table.Cell(row, "credit"),
                table.Cell(row, "source_document")))
            .ToDictionary(entry => entry.Number);
    }
}
