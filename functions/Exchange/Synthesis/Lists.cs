using System.Globalization;
using System.Text;

namespace SocialFund.Exchange.Synthesis;

/// <summary>senders.csv, truth.csv and frauds.csv: UTF-8 with a mark, LF.</summary>
internal static class Lists
{
    public static void Write(string folder, IReadOnlyList<Area> areas, IReadOnlyList<AreaResult> results)
    {
        Write(folder, "senders.csv", "code,name,division,group", areas.SelectMany(area => area.Senders).Select(sender =>
            $"{sender.Code},{sender.Name},{sender.Division},{sender.Group}"));
        Write(
            folder, "truth.csv", "sender,batch,file,line,table,kind,expected,field,variant,person",
            results.SelectMany(result => result.Errors).Select(Line));
        Write(
            folder, "frauds.csv",
            "rule,person,employer,citizenId,period,division,amountFen,sender,batch,file,line,table",
            results.SelectMany(result => result.Frauds).Select(Line));
        var differences = results.SelectMany(result => result.Differences).ToList();
        if (differences.Count == 0) { return; }
        Write(
            folder, "differences.csv",
            "status,fund,division,period,payer,ticket,agencyFen,taxFen,treasuryFen",
            differences.Select(Difference.Line));
    }

    private static string Line(ErrorFinding found) => string.Join(
        ',', found.Sender, found.Batch, found.File, Text(found.Line), found.Table, found.Error.Kind,
        found.Error.Expected,
        found.Error.Field, found.Error.Variant, found.Person);

    private static string Line(FraudFinding found) => string.Join(
        ',', found.Rule, found.Person, found.Employer, found.CitizenId, found.Period, found.Division,
        Text(found.AmountFen),
        found.Sender, found.Batch, found.File, Text(found.Line), found.Table);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Write(string folder, string name, string heading, IEnumerable<string> lines)
    {
        using var text = new StreamWriter(
            Path.Combine(folder, name), append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true))
        {
            NewLine = "\n",
        };
        text.WriteLine(heading);
        foreach (var line in lines) { text.WriteLine(line); }
    }
}
