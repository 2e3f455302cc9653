using SocialFund.Kernel;

namespace SocialFund.Hosts.Local.Demo;

/// <summary>One batch of the demo.</summary>
/// <param name="Until">Where it stays: clerk, reviewer, treasury, cashier, returned, failed, remitted (paid below,
/// not yet received above); null goes on to the books.</param>
/// <param name="Mode">actual when null; advance is paid to the agency's 支出户.</param>
internal sealed record DemoBatch(
    Division Division, string Sender, string Kind, Fund Fund, string Item, int Persons, long AmountFen,
    string? Bank = null, string? Until = null, string? Mode = null);

/// <summary>What the demo province did and what waits: demo-plan.json.</summary>
internal sealed record DemoPlan(
    IReadOnlyList<DemoBatch> Monthly, IReadOnlyList<DemoBatch> Quarterly, IReadOnlyList<DemoBatch> Waiting)
{
    public static DemoPlan Shipped { get; } =
        Json.Read<DemoPlan>(EmbeddedText.Read(typeof(DemoPlan).Assembly, "demo-plan.json"));
}
