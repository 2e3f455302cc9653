using SocialFund.Funds.Expenditure;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Local.Demo;

/// <summary>The files of samples/: one good batch a kind, and some that are not.</summary>
internal static class Samples
{
    private static readonly Division Xining = Division.Of("630100");

    /// <summary>Writes all of them; the same month gives the same bytes.</summary>
    public static async Task Write(string folder, Period period, INationalCrypto crypto)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, sample) in Good(period).Concat(Faulty(period)).Append(Repeated(period)))
        {
            var sub = Directory.CreateDirectory(Path.Combine(folder, sample.Sender));
            await File.WriteAllBytesAsync(Path.Combine(sub.FullName, name), sample.Zip(crypto));
        }
    }

    /// <summary>A good batch of each kind, as Xining's agencies would send it.</summary>
    public static IEnumerable<(string Name, SampleBatch Sample)> Good(Period period)
    {
        var number = 900;
        foreach (var kind in ExpenditureKinds.Shipped.All.OrderBy(kind => kind.Requirement, StringComparer.Ordinal))
        {
            var sender = Sender(kind);
            var item = kind.Items.First(item => sender.Funds.Contains(item.Fund));
            number++;
            var sample = Make(kind, sender.Code, item, period, number, RowsOf(kind), "10");
            yield return ($"{period.Text}-{kind.Name}.zip", sample);
        }
    }

    /// <summary>A batch with faulty rows and a batch whose sender may not send it.</summary>
    public static IEnumerable<(string Name, SampleBatch Sample)> Faulty(Period period)
    {
        var kind = ExpenditureKinds.Shipped.Find("periodic-benefit")!;
        var item = kind.Items.First(item => item.Fund == Fund.EnterprisePension);
        var mixed = Make(kind, "630100SB", item, period, 990, 10, "10");
        yield return ($"{period.Text}-含错误行.zip", mixed with { Rows = [.. mixed.Rows.Select(Spoil)] });
        var foreign = Make(kind, "630100SB", item, period, 991, 3, "10");
        yield return ($"{period.Text}-越权报送.zip", foreign with { Division = Division.Of("632300") });
    }

    /// <summary>A good batch under another file name: the same batch number with the same rows.</summary>
    private static (string Name, SampleBatch Sample) Repeated(Period period)
    {
        var (_, sample) = Good(period).First(good => good.Sample.Kind.Id == "periodic-benefit");
        return ($"{period.Text}-重复报送.zip", sample);
    }

    private static SampleBatch Make(
        ExpenditureKind kind, string sender, KindItem item, Period period, int number, int count, string ending) => new(
        sender, $"S{number}", kind, item.Fund, Xining, period,
        SampleRows.Of(
            kind, item.Fund, Xining, period, number * 100, count, ItemCode(kind, item), Money.FromFen(123_456), ending))
        {
            Papers = kind.Attachments.Where(paper => paper.Required)
                .ToDictionary(paper => $"{paper.Name}.pdf", paper => paper.Id),
        };

    /// <summary>What goes up goes to one account, so it is one row.</summary>
    private static int RowsOf(ExpenditureKind kind) => kind.PayTo == PayTo.UpperAccount ? 1 : 12;

    /// <summary>A premium must be persons times standard; clearing has no such rule.</summary>
    private static string ItemCode(ExpenditureKind kind, KindItem item) =>
        kind.Id == "critical-illness" ? "clearing" : item.Code;

    private static CreateAgencyView Sender(ExpenditureKind kind)
    {
        var agency = FirstAccounts.Demo.Agencies.First(agency =>
            agency.Division == Xining && kind.Funds.Any(agency.Funds.Contains));
        return new CreateAgencyView(agency.Code, agency.Funds);
    }

    private sealed record CreateAgencyView(string Code, IReadOnlyList<Fund> Funds);

    private static IReadOnlyDictionary<string, string> Spoil(IReadOnlyDictionary<string, string> row, int index)
    {
        var spoilt = new Dictionary<string, string>(row);
        switch (index)
        {
            case 2: spoilt["citizenId"] = string.Concat(spoilt["citizenId"].AsSpan(0, 17), "?"); break;
            case 4: spoilt["month"] = "202613"; break;
            case 6: spoilt["account"] = "12AB"; break;
            case 7: spoilt["endedOn"] = "20200101"; break;
        }
        return spoilt;
    }
}
