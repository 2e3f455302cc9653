using System.Reflection;
using SocialFund.Kernel;

namespace SocialFund.Funds.Income;

/// <param name="Level">1 province, 2 prefecture: the level that receives.</param>
/// <param name="Review">The step's title for the upper level's finance office; likewise the others.</param>
/// <param name="RemindEveryDays">Between reminders once a step is late.</param>
/// <param name="EscalateAfter">Reminders after which the head is told too.</param>
public sealed record PoolingVariant(
    string Id, int Level, string Name, string Review, string Receive, string Book, int ReviewDays, int ReceiveDays,
    int RemindEveryDays, int EscalateAfter);

public sealed record PooledFund(Fund Fund, int Level);

/// <summary>
/// At which level each fund is pooled (统筹层次), and how that level takes a remittance in. Data: pooling.json.
/// </summary>
public sealed record Pooling(IReadOnlyList<PooledFund> Funds, IReadOnlyList<PoolingVariant> Variants)
{
    public static Pooling Shipped { get; } =
        Json.Read<Pooling>(EmbeddedText.Read(Assembly.GetExecutingAssembly(), "pooling.json"));

    /// <summary>
    /// Where a division remits to: its ancestor at the pooling level; from that level on, the one above.
    /// </summary>
    public Division UpperOf(Division division, Fund fund)
    {
        var level = Funds.Single(entry => entry.Fund == fund).Level;
        var upper = division.Parent;
        while (upper.Level > level) { upper = upper.Parent; }
        return upper;
    }

    /// <summary>The variant of the receiving level; what is not a prefecture receives as a province does.</summary>
    public PoolingVariant VariantOf(Division upper) =>
        Variants.FirstOrDefault(variant => variant.Level == upper.Level) ?? Variants[0];
}
