using SocialFund.Kernel;

namespace SocialFund.Exchange.History;

/// <summary>One import's hold on a report.</summary>
/// <param name="WithdrawnAt">Rolled back then: what it had replaced counts again.</param>
public sealed record ReportVersion(
    string Batch, int Cells, int Failed, DateTimeOffset At, DateTimeOffset? WithdrawnAt = null);

/// <summary>A report of one form and period with its versions, oldest first; the last one not withdrawn
/// counts.</summary>
public sealed record HistoryReport(string Form, Period Period, IReadOnlyList<ReportVersion> Versions)
{
    public ReportVersion? Current => Versions.LastOrDefault(version => version.WithdrawnAt is null);
}

/// <summary>Which imports make a task's reports of one region and year (历史数据清单).</summary>
public sealed record HistoryYear(string Task, int Year, Division Division, IReadOnlyList<HistoryReport> Reports)
{
    public const string Type = "historyYear";

    public static string IdOf(string task, int year, Division division) => $"year-{task}-{year}-{division.Text}";

    public string Id => IdOf(Task, Year, Division);
}

/// <summary>The manifest of history: all of it shares a partition, so an import becomes visible whole or not at
/// all.</summary>
public sealed class HistoryIndex(IDocumentStore store)
{
    /// <summary>In container <c>system</c>.</summary>
    public const string Partition = "history";

    /// <summary>A commit holds 100 documents: besides the years the import, its trial, audit and head.</summary>
    public const int YearsMax = 80;

    /// <summary>Years of a region and those below it.</summary>
    public async Task<IReadOnlyList<HistoryYear>> Years(
        Division division, int from, int to, string? task, CancellationToken stopping)
    {
        List<Filter> where =
        [
            new("division", Comparison.StartsWith, division.Stem), new("year", Comparison.AtLeast, (long)from),
            new("year", Comparison.AtMost, (long)to), .. task is null ? [] : new[] { Filter.Is("task", task) },
        ];
        return await All<HistoryYear>(HistoryYear.Type, where, stopping);
    }

    public async Task<HistoryYear?> Year(string task, int year, Division division, CancellationToken stopping) =>
        (await store.Find<HistoryYear>(
            Containers.System, Partition, HistoryYear.IdOf(task, year, division), stopping))?.Value;

    public async Task<Dictionary<string, FormMapping>> Mappings(CancellationToken stopping) =>
        (await All<FormMapping>(FormMapping.Type, [], stopping)).ToDictionary(mapping => mapping.Form);

    public async Task<IReadOnlyList<T>> All<T>(string type, IReadOnlyList<Filter> where, CancellationToken stopping)
    {
        var query = new DocumentQuery(type) { Where = where, Limit = DocumentQuery.LimitMax };
        return await store.Each<T>(Containers.System, Partition, query, stopping).ToListAsync(stopping);
    }
}
