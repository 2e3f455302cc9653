using System.Text;
using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Governance;
using SocialFund.Exchange.Governance.Text;
using SocialFund.Kernel;

namespace SocialFund.Tests.Exchange.Governance;

public sealed class BlockCheckerTests
{
    private static readonly Period March = Period.Of(2026, 3);

    /// <summary>The faults of one row whose cells are given by field, of a batch of March 2026.</summary>
    private static List<string> Faults(CatalogTable table, IReadOnlyDictionary<string, string> cells)
    {
        var layout = new Layout(
            table, 1, (byte)'|',
                [.. cells.Keys.Select(id => table.Fields.ToList().FindIndex(field => field.Id == id))]);
        var rules = Catalogue.Shipped.RulesOf(table);
        var reader = new BlockChecker(layout, Catalogue.Shipped, rules, March, Division.Country);
        var bytes = Encoding.UTF8.GetBytes(string.Join('|', cells.Values));
        var block = new CheckedBlock(table.Fields.Count);
        reader.Read(new TextBlock(0, 1, 1, bytes, bytes.Length, bytes, bytes.Length), hasHeading: false, block);
        return [.. block.Faults.Select(fault =>
            fault.Rule >= 0 ? rules[fault.Rule].Rule.Id : CellFaults.IdOf(fault.Fault))];
    }

    public static TheoryData<string> Rules => [.. Catalogue.Shipped.Rules.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Rule_OverItsOwnExamples_HoldsForOneAndNotForTheOther(string id)
    {
        var rule = Catalogue.Shipped.Rules.Single(rule => rule.Id == id);
        foreach (var table in Catalogue.Shipped.Tables.Where(rule.AppliesTo))
        {
            Assert.DoesNotContain(id, Faults(table, rule.Passes));
            Assert.Contains(id, Faults(table, rule.Fails));
        }
    }

    [Fact]
    public void Part_WhenItExceedsItsWhole_IsNoted()
    {
        var table = Catalogue.Shipped.Find("enterprise-pension/employer-contributions")!;

        Assert.Equal(
            ["part-auditSupplementPaid"],
            Faults(table, Cells("1.01")));
        Assert.Empty(Faults(table, Cells("1.00")));

        static Dictionary<string, string> Cells(string part) =>
            new() { ["employerSupplementPaid"] = "1.00", ["auditSupplementPaid"] = part };
    }

    public static TheoryData<FieldKind, string, string> Cells => new()
    {
        // What is kept, or the fault's id.
        { FieldKind.Money, "0", "0" }, { FieldKind.Money, "1234.5", "123450" },
            { FieldKind.Money, "1,234.50", "123450 std" },
        { FieldKind.Money, "12.340", "1234" }, { FieldKind.Money, "12.345", "not-money" },
            { FieldKind.Money, "-1", "negative" },
        { FieldKind.Money, "1e3", "not-money" }, { FieldKind.Money, ".5", "not-money" },
            { FieldKind.Money, "5.", "not-money" },
        { FieldKind.Money, "999999999999", "too-large" }, { FieldKind.Money, "9999999999999", "not-money" },
        { FieldKind.Money, "１２．５", "1250 std" }, { FieldKind.Money, "一百", "not-money" },
        { FieldKind.Count, "12", "12" }, { FieldKind.Count, "12.0", "12 std" }, { FieldKind.Count, "-1", "not-count" },
        { FieldKind.Count, "1.5", "not-count" }, { FieldKind.Rate, "0.16", "160000" },
            { FieldKind.Rate, "16%", "160000 std" },
        { FieldKind.Rate, "0.1234567", "not-rate" }, { FieldKind.Rate, "-0.1", "not-rate" },
        { FieldKind.Month, "202603", "202603" }, { FieldKind.Month, "2026-03", "202603 std" },
        { FieldKind.Month, "2026年3月", "202603 std" }, { FieldKind.Month, "202613", "not-month" },
        // 1970-01-02 is day 1; 2000-02-29 is day 11016 (30 years of 365 days, 7 leap days, 31 + 28).
        { FieldKind.Date, "19700102", "1" }, { FieldKind.Date, "2000-2-29", "11016 std" },
        { FieldKind.Date, "2000年02月29日", "11016 std" }, { FieldKind.Date, "2000/02/29 00:00:00", "11016 std" },
        { FieldKind.Date, "20010229", "not-date" }, { FieldKind.Date, "2000-02-29 10:00:00", "not-date" },
        { FieldKind.Timestamp, "19700102", "86400000000" }, { FieldKind.Timestamp, "1970-01-01 00:00:01", "1000000" },
        { FieldKind.Timestamp, "1970-01-01T00:01:00.5", "60500000" },
            { FieldKind.Timestamp, "19700101000002", "2000000" },
        { FieldKind.Timestamp, "1970-01-01 24:00:00", "not-timestamp" },
        // The example of GB 11643-1999.
        { FieldKind.CitizenId, "11010519491231002X", "11010519491231002X" },
        { FieldKind.CitizenId, "11010519491231002x", "11010519491231002X std" },
        { FieldKind.CitizenId, "110105491231002", "11010519491231002X std" },
        { FieldKind.CitizenId, "110105194912310021", "not-citizen-id" },
            { FieldKind.CitizenId, "11010519490231002X", "not-citizen-id" },
        { FieldKind.Division, "630102", "630102" }, { FieldKind.Division, "630102001000", "630102 std" },
        { FieldKind.Division, "63010", "not-division" }, { FieldKind.Division, "999999", "999999 unknown-division" },
        { FieldKind.Account, "6222 0000 1111", "622200001111 std" }, { FieldKind.Account, "12a456", "not-account" },
        { FieldKind.Organization, "12345678-9", "123456789 std" },
            { FieldKind.Organization, "12345", "not-organization" },
        { FieldKind.Text, "张三", "张三" }, { FieldKind.Text, "Ａ１（甲）", "A1（甲） std" }, { FieldKind.Text, "=1+1", "formula" },
        { FieldKind.Text, "a\u0007b", "garbled" }, { FieldKind.Text, "张\uFFFD", "garbled" },
            { FieldKind.Text, "张\u200B三", "garbled" },
    };

    [Theory]
    [MemberData(nameof(Cells))]
    public void Cell_OfAKind_IsReadOrRefused(FieldKind kind, string text, string expected)
    {
        var rows = new TypedRows(1);
        var bytes = Encoding.UTF8.GetBytes(text);
        rows.Begin(1, bytes, bytes.Length);
        var field = new CatalogField("x", "某项", Type: kind);
        var cell = CellReader.Of(field, Catalogue.Shipped, March).Read(bytes, 0, rows);

        var value = cell.Value == TypedRows.Empty ? null
            : field.IsNumber ? $"{cell.Value}" : Encoding.UTF8.GetString(rows.TextOf(cell.Value));
        var fault = cell.Fault == CellFault.None ? null : CellFaults.IdOf(cell.Fault);
        Assert.Equal(expected, string.Join(
            ' ', new[] { value, fault, cell.IsStandardized ? "std" : null }.Where(part => part is not null)));
    }

    [Fact]
    public void Heading_WithANameThatTwoFieldsHave_TakesThemInTheTablesOrder()
    {
        var table = Catalogue.Shipped.Find("maternity/maternity-benefits")!;
        var required = table.Fields.Where(field => field.Required).Select(field => field.Name);
        var heading = string.Join('|', required.Concat(["其中药品费", "其中药品费"]));

        var layout = Layout.Read("a.txt", Encoding.UTF8.GetBytes(heading), table, March, null).Require();
        var thrice = Layout.Read("a.txt", Encoding.UTF8.GetBytes(heading + "|其中药品费"), table, March, null);

        Assert.Equal(
            ["maternityDrugCost", "newbornDrugCost"],
            layout.Fields.TakeLast(2).Select(place => table.Fields[place].Id));
        Assert.False(thrice.TryGet(out _, out var problem));
        Assert.Equal("heading_of_table_wrong", problem.Code);
    }

    [Fact]
    public void Text_WhenLongerThanItsField_IsTooLong()
    {
        var rows = new TypedRows(1);
        var bytes = "五个汉字了"u8.ToArray();
        rows.Begin(1, bytes, bytes.Length);

        Assert.Equal(CellFault.None, Read(5).Fault);
        Assert.Equal(CellFault.TooLong, Read(4).Fault);

        Cell Read(int max) =>
            CellReader.Of(new CatalogField("x", "某项", Max: max), Catalogue.Shipped, March).Read(bytes, 0, rows);
    }

    [Theory]
    [InlineData("a >", "more expected")]
    [InlineData("a = = b", "field expected")]
    [InlineData("(a = b", ") expected")]
    [InlineData("a = b c", "end expected")]
    public void Expression_WhenItCannotBeRead_SaysWhere(string text, string expected) =>
        Assert.Contains(
            expected, Assert.Throws<FormatException>(() => Expression.Parse(text)).Message, StringComparison.Ordinal);
}
