using SocialFund.Exchange.Reconciliation;
using SocialFund.Exchange.Synthesis;
using SocialFund.Tests.Exchange.Synthesis;

namespace SocialFund.Tests.Exchange.Reconciliation;

public sealed class MatchTests : IDisposable
{
    private readonly GeneratedLake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task Match_WhenTheTreasuryAgrees_FindsNothing()
    {
        await _lake.Load("clean", GeneratedLake.Request(TreasuryFiles.Agreeing));

        var answer = await _lake.Book.Ask(Questions.Match, null, GeneratedLake.System("match"));

        Assert.Equal([], await _lake.Ask(answer, "select * from matches where status <> 'matched' limit 5"));
        Assert.True(answer.File("matches").Rows > 1_000);
    }

    [Fact]
    public async Task Match_WhenDifferencesArePlanted_FindsExactlyThese()
    {
        await _lake.Load("differ", GeneratedLake.Request(TreasuryFiles.Differing));
        var truth = GeneratedFiles.Csv(Path.Combine(_lake.FolderOf("differ"), "differences.csv"));

        var answer = await _lake.Book.Ask(Questions.Match, null, GeneratedLake.System("match"));
        var found = await _lake.Ask(
            answer,
            "select status, fund, region, month, if(payer_kind = 'ticket', ticket, payer), agency_fen, tax_fen, "
            + "treasury_fen from matches where status <> 'matched' order by all");

        Assert.Equal(7, truth.Select(row => row["status"]).Distinct().Count());
        Assert.Equal(
            truth.Select(row => string.Join(
                '|', row["status"], row["fund"], row["division"], row["period"],
                row["status"] == "only-treasury" ? row["ticket"] : row["payer"], row["agencyFen"], row["taxFen"],
                row["treasuryFen"])).Order(StringComparer.Ordinal),
            found.Order(StringComparer.Ordinal));
    }
}
