using SocialFund.Analytics;
using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Governance;

namespace SocialFund.Exchange.Ingestion.Detail;

/// <summary>Takes what a load does not: returned rows into the return file, findings into the lake.</summary>
internal sealed class DetailSink(
    IReadOnlyList<PreparedFile> files, DetailReturn returned, DuckAppender findings, Action<long> progress) : ILoadSink
{
    /// <summary>A progress that changes more often than people look is only work.</summary>
    private const long ProgressEvery = 200_000;

    private long _told;

    public void Return(int file, long number, ReadOnlySpan<byte> line, string reasons) =>
        returned.Add(files[file], number, line, reasons);

    public void Note(int file, long number, string field, string rule, Severity severity)
    {
        findings.Append(file).Append(number).Append(field).Append(rule)
            .Append(severity == Severity.Hard ? "hard" : "soft");
        findings.EndRow();
    }

    public void Progress(long rows)
    {
        if (rows - _told < ProgressEvery) { return; }
        _told = rows;
        progress(rows);
    }
}
