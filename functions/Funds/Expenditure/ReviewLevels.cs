using System.Reflection;
using SocialFund.Kernel;

namespace SocialFund.Funds.Expenditure;

/// <summary>How the treasury (国库) takes part: the three ways of .</summary>
public enum TreasuryMode
{
    /// <summary>Reviews and pays in this system.</summary>
    InSystem = 1,

    /// <summary>Orders are handed over as files; results come back by interface.</summary>
    Interface,

    /// <summary>Slips are printed; what was paid is recorded by hand.</summary>
    Paper,
}

/// <summary>One step of the review (审核级次).</summary>
/// <param name="Permission">The action code that the reviewer must hold.</param>
/// <param name="FromFen">Only requests of at least this amount pass this step.</param>
/// <param name="WorkingDays">Working days to decide in.</param>
public sealed record ReviewStep(string Id, string Name, string Permission, long FromFen, int WorkingDays);

/// <param name="DivisionLevel">1 province, 2 prefecture, 3 county.</param>
public sealed record LevelSteps(int DivisionLevel, IReadOnlyList<ReviewStep> Steps);

/// <summary>Working days to act in, by state, and when reminders turn into escalation.</summary>
public sealed record Deadlines(
    int Returned, int Treasury, int Receipts, int Failed, int RemindEvery, int EscalateAfter);

/// <summary>The review rules that ship: Expenditure/review-levels.json.</summary>
public sealed record ReviewRules(IReadOnlyList<LevelSteps> Levels, Deadlines Deadlines)
{
    public static ReviewRules Shipped { get; } =
        Json.Read<ReviewRules>(EmbeddedText.Read(Assembly.GetExecutingAssembly(), "review-levels.json"));

    public IReadOnlyList<ReviewStep> StepsFor(Division division) =>
        Levels.Single(level => level.DivisionLevel == Math.Clamp(division.Level, 1, 3)).Steps;
}

/// <summary>What a division set for itself and all below it.</summary>
/// <param name="Steps">Null: the shipped steps of the division's level.</param>
public sealed record ExpenditureSettings(TreasuryMode Treasury, IReadOnlyList<ReviewStep>? Steps)
{
    public static readonly ExpenditureSettings Default = new(TreasuryMode.InSystem, null);

    public const string DocumentId = "expenditure";

    public static string Partition(Division division) => $"settings-{division}";

    /// <summary>The nearest setting: the division's own, else that of the divisions above.</summary>
    public static async Task<ExpenditureSettings> For(
        IDocumentStore store, Division division, CancellationToken stopping)
    {
        foreach (var place in division.UpToProvince())
        {
            if (await store.Find<ExpenditureSettings>(Containers.System, Partition(place), DocumentId, stopping)
                is { } found)
            {
                return found.Value;
            }
        }
        return Default;
    }

    /// <summary>The steps that a request of this amount passes.</summary>
    public IReadOnlyList<ReviewStep> StepsFor(Division division, Money total) =>
    [
        .. (Steps ?? ReviewRules.Shipped.StepsFor(division))
            .Where(step => step.FromFen <= Math.Abs(total.Fen)),
    ];
}
