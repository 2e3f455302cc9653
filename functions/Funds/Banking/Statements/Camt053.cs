using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using SocialFund.Kernel;

namespace SocialFund.Funds.Banking;

/// <summary>
/// Reads ISO 20022 camt.053 (bank to customer statement), any version: names are told without their namespace. One
/// statement a file; document type definitions are refused.
/// </summary>
internal static class Camt053
{
    private static readonly XmlReaderSettings Safe = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = 32 * 1_048_576,
    };

    /// <exception cref="XmlException">No XML, or it has a DTD.</exception>
    public static Result<StatementDraft> Read(byte[] bytes)
    {
        using var reader = XmlReader.Create(new MemoryStream(bytes), Safe);
        var root = XDocument.Load(reader, LoadOptions.SetLineInfo).Root!;
        var statements = root.Descendants().Where(element => element.Name.LocalName == "Stmt").ToList();
        if (statements.Count != 1) { return new StatementUnreadable($"文件含 {statements.Count} 份对账单，应为一份"); }
        return Statement(statements[0]);
    }

    private static StatementDraft Statement(XElement statement)
    {
        var problems = new List<RowProblem>();
        var balances = All(statement, "Bal").ToList();
        var (opening, from) = Balance(balances, ["OPBD", "PRCD"], problems);
        var (closing, to) = Balance(balances, ["CLBD"], problems);
        var lines = new List<DraftLine>();
        foreach (var entry in All(statement, "Ntry").Where(entry => Code(entry, "Sts") is "BOOK" or ""))
        {
            if (Entry(entry, problems) is { } line) { lines.Add(line); }
        }
        var account = Text(statement, "Acct", "Id", "IBAN") is { Length: > 0 } iban
            ? iban : Text(statement, "Acct", "Id", "Othr", "Id");
        return new StatementDraft(
            "camt053", account.Length == 0 ? null : account, DateAt(statement, "FrToDt", "FrDtTm") ?? from,
            DateAt(statement, "FrToDt", "ToDtTm") ?? to, opening, closing, lines, problems);
    }

    private static (Money?, DateOnly?) Balance(
        List<XElement> balances, string[] codes, List<RowProblem> problems)
    {
        var found = balances.FirstOrDefault(each => codes.Contains(Text(each, "Tp", "CdOrPrtry", "Cd")));
        if (found is null)
        {
            problems.Add(new RowProblem(1, codes[0], "balance_missing", $"缺少余额 {codes[0]}。"));
            return (null, null);
        }
        var amount = AmountOf(found, problems);
        return (amount, DateAt(found, "Dt", "Dt") ?? DateAt(found, "Dt", "DtTm"));
    }

    private static DraftLine? Entry(XElement entry, List<RowProblem> problems)
    {
        var line = LineOf(entry);
        var amount = AmountOf(entry, problems);
        var date = DateAt(entry, "BookgDt", "Dt") ?? DateAt(entry, "BookgDt", "DtTm");
        if (date is null)
        {
            problems.Add(new RowProblem(line, "BookgDt", "not_a_date", "缺少记账日期，或格式不符。"));
        }
        if (amount is not { } money || date is not { } day) { return null; }
        var details = entry.Descendants().FirstOrDefault(element => element.Name.LocalName == "TxDtls");
        var other = money > Money.Zero ? "Dbtr" : "Cdtr";
        var reference = Text(entry, "AcctSvcrRef") is { Length: > 0 } own ? own : Text(entry, "NtryRef");
        var name = Text(details, "RltdPties", other, "Nm");
        var account = Text(details, "RltdPties", other + "Acct", "Id", "Othr", "Id");
        string[] texts =
        [
            Text(details, "RmtInf", "Ustrd"), Text(entry, "AddtlNtryInf"), Text(details, "Refs", "EndToEndId"),
        ];
        return new DraftLine(
            line, day, money, reference, name.Length > 0 ? name : Text(details, "RltdPties", other, "Pty", "Nm"),
            account, string.Join(' ', texts.Where(text => text.Length > 0 && text != "NOTPROVIDED")), null);
    }

    private static Money? AmountOf(XElement element, List<RowProblem> problems)
    {
        var amount = Child(element, "Amt");
        var isGood = Money.TryParseYuan(amount?.Value, out var money) && money >= Money.Zero;
        if (!isGood || amount!.Attribute("Ccy")?.Value != "CNY")
        {
            problems.Add(new RowProblem(
                LineOf(element), "Amt", isGood ? "not_cny" : "not_an_amount", $"“{amount?.Value}”不是人民币金额。"));
            return null;
        }
        switch (Text(element, "CdtDbtInd"))
        {
            case "CRDT": return money;
            case "DBIT": return -money;
            default:
                problems.Add(new RowProblem(LineOf(element), "CdtDbtInd", "not_a_direction", "缺少收支方向。"));
                return null;
        }
    }

    /// <summary>The state is a text in old versions, a code below it in new ones.</summary>
    private static string Code(XElement element, string name) =>
        Text(element, name, "Cd") is { Length: > 0 } code ? code : Child(element, name)?.Value.Trim() ?? "";

    private static int LineOf(XElement element) => ((IXmlLineInfo)element).LineNumber;

    private static IEnumerable<XElement> All(XElement element, string name) =>
        element.Elements().Where(child => child.Name.LocalName == name);

    private static XElement? Child(XElement? element, string name) =>
        element?.Elements().FirstOrDefault(child => child.Name.LocalName == name);

    private static string Text(XElement? element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path) { element = Child(element, name); }
        return element?.Value.Trim() ?? "";
    }

    /// <summary>The day, China time, of a date or a date and time as written.</summary>
    private static DateOnly? DateAt(XElement? element, params ReadOnlySpan<string> path) =>
        Text(element, path) is { Length: >= 10 } text && DateOnly.TryParseExact(
            text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
