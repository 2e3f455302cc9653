using SocialFund.Kernel;

namespace SocialFund.Funds.Budget;

/// <summary>Topic <c>budget.changed</c>: lines of one budget as they stand after a commit.</summary>
public sealed record BudgetChanged(BudgetKey Key, IReadOnlyList<BudgetLine> Lines)
{
    public const string Topic = "budget.changed";
}

/// <summary>A row of the list of budget lines.</summary>
public sealed record BudgetRow(
    Division Division, string DivisionName, Fund Fund, int Year, string Line, string Name, BudgetControlMode Control,
    Money Budgeted, Money Reserved, Money Used, Money Available, long Version);

/// <summary>Keeps the list of budget lines: a row in the division's partition and in each one above.</summary>
public sealed class BudgetRows(IDocumentStore store) : IMessageHandler
{
    public string Topic => BudgetChanged.Topic;

    public static string PartitionOf(Division division) => $"budget-{division}";

    public async Task Handle(OutboxMessage message, Call call)
    {
        var (key, lines) = message.As<BudgetChanged>();
        foreach (var line in lines)
        {
            var row = new BudgetRow(
                key.Division, Divisions.NameOf(key.Division), key.Fund, key.Year, line.Code, line.Name, line.Control,
                line.Budgeted, line.Reserved, line.Used, line.Available, line.Version);
            foreach (var division in key.Division.UpToProvince())
            {
                await Put(PartitionOf(division), $"{key}-{line.Code}", row, call.Stopping);
            }
        }
    }

    /// <summary>An old message delivered again does not put an old row over a newer one.</summary>
    private async Task Put(string partition, string id, BudgetRow row, CancellationToken stopping)
    {
        var there = await store.Find<BudgetRow>(Containers.Lists, partition, id, stopping);
        if (there?.Value.Version >= row.Version) { return; }
        (await store.Commit(
            Containers.Lists, partition, [new Write.Put(id, "budgetLine", Json.Write(row))], stopping)).Require();
    }
}
