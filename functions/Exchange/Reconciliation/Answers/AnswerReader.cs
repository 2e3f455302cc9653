using System.Globalization;
using SocialFund.Analytics;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Reconciliation;

/// <summary>The received line that a side of an answer came from (数字护照).</summary>
/// <param name="File">Of the batch, from 0; <paramref name="Line"/> from 1 with the heading.</param>
public sealed record SourceRef(string Batch, int File, long Line, string Table)
{
    internal static SourceRef? Of(DuckReader row, int column) =>
        row.IsNull(column) ? null : Json.Read<SourceRef>(row.Text(column));
}

/// <summary>What every question about an answer has in common.</summary>
internal static class AnswerReader
{
    /// <summary>The funds whose lines the caller may see, by the catalogue's ids. An agency's people see what their
    /// agency sent, and no comparison with what others sent.</summary>
    public static string[] Funds(Call call, Division division, Fund? fund) => call.Actor.Agency is not null ? [] :
    [
        .. (fund is { } one ? [one] : call.Actor.FundsFor(Permission.IntakeView, division))
            .Select(each => each.Entry().Id),
    ];

    public static int Month(string? text) =>
        Period.TryParse(text, out var period) ? period.Number : 0;

    /// <summary>A month as text, YYYYMM; null where the side names none.</summary>
    public static string? MonthText(DuckReader row, int column) =>
        row.IsNull(column) ? null : row.Int64(column).ToString("000000", CultureInfo.InvariantCulture);

    public static IReadOnlyList<string> Items(string? joined) => joined?.Split(',') ?? [];

    /// <summary>Reads a page: the statement's first column is the count of all rows, offset and limit are its
    /// own.</summary>
    public static Page<T> Page<T>(
        DuckConnection connection, string sql, IReadOnlyList<(string, DuckValue)> parameters, int? limit,
        string? continuation, Func<DuckReader, T> read, CancellationToken stopping)
    {
        var offset = int.TryParse(continuation, NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? at : 0;
        (string, DuckValue)[] all =
            [.. parameters, ("limit", ListScope.Limit(limit)), ("offset", offset)];
        using var reader = connection.Query(sql, all, stopping);
        var (items, total) = (new List<T>(), 0L);
        while (reader.Read())
        {
            total = reader.Int64(0);
            items.Add(read(reader));
        }
        var next = offset + items.Count;
        return new Page<T>(items, total, items.Count > 0 && next < total ? $"{next}" : null);
    }
}
