namespace SocialFund.Funds.Accounting;

/// <summary>One question to the vouchers of a period; it sees each in order of number.</summary>
internal abstract class InspectionRule(string id, string title, string why, bool isHard)
{
    private readonly List<InspectionFinding> _findings = [];
    private long _count;

    public virtual void See(Voucher voucher)
    {
    }

    public InspectionCheck Told()
    {
        End();
        return new InspectionCheck(id, title, why, isHard, _count, _findings);
    }

    /// <summary>What can be said only when all were seen.</summary>
    protected virtual void End()
    {
    }

    protected void Find(Voucher voucher, string text) =>
        Find(new InspectionFinding(voucher.Number, voucher.Date, voucher.Total, text));

    protected void Find(InspectionFinding finding)
    {
        if (_count++ < InspectBook.FindingsMax) { _findings.Add(finding); }
    }
}

/// <summary>Whoever is the system has no three hands: a rule made and audited the voucher.</summary>
internal static class Hand
{
    public static bool IsRule(this Voucher voucher) =>
        voucher.AuditedBy.Id.StartsWith("rule:", StringComparison.Ordinal);
}
