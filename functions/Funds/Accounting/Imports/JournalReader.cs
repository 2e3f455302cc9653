using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>What the readers of journals share: the transaction that is open, its postings, and the faults.</summary>
internal abstract class JournalReader(ICollection<RowProblem> problems)
{
    protected List<ImportedVoucher> Vouchers { get; } = [];

    protected List<(ImportedLine Line, Money? Amount, string? Red)> Postings { get; } = [];

    /// <summary>Null between transactions.</summary>
    protected ImportedVoucher? Open { get; set; }

    /// <summary>From 1.</summary>
    protected int Row { get; set; }

    /// <summary>Ends the open transaction, if any.</summary>
    protected void Close()
    {
        if (Open is { } voucher)
        {
            var lines = JournalText.Lines(Postings, voucher.Row, problems);
            if (lines.Count > 0) { Vouchers.Add(voucher with { Lines = lines }); }
        }
        Open = null;
        Postings.Clear();
    }

    protected void Refuse(string column, string code, string message) =>
        problems.Add(new RowProblem(Row, column, code, message));
}
