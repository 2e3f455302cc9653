using SocialFund.Funds.Forms;
using SocialFund.Kernel;

namespace SocialFund.Exchange.History;

/// <summary>What every use case of history works with.</summary>
/// <param name="Lake">The figures that count.</param>
public sealed record HistoryDesk(
    IDocumentStore Store, IBlobStore Blobs, HistoryIndex Index, HistoryLake Lake, ReportForms Forms)
{
    /// <summary>Reads a received file by the mapping of now.</summary>
    internal async Task<Result<TrialReading>> Read(HistoryTrial trial, CancellationToken stopping)
    {
        var bytes = await Bytes(trial.Blob, stopping);
        if (!BookFile.Read(bytes, trial.FileName).TryGet(out var sheets, out var problem)) { return problem; }
        var mappings = await Index.Mappings(stopping);
        var book = new ReportReader(Forms, mappings).Read(sheets, trial.FileName, trial.Choices);
        return new TrialReading(trial, book, mappings, Forms);
    }

    /// <summary>The figures that count now for the reports of a reading.</summary>
    internal async Task<IReadOnlyList<HistoryCell>> Current(TrialReading reading, CancellationToken stopping)
    {
        var reports = reading.Cells
            .Select(cell => (cell.Task, cell.Form, cell.Period, cell.Division)).ToHashSet();
        var years = new List<HistoryYear>();
        var wanted = reports.Select(each => (each.Task, each.Period.Year, each.Division)).Distinct();
        foreach (var (task, year, division) in wanted)
        {
            if (await Index.Year(task, year, division, stopping) is { } found) { years.Add(found); }
        }
        return await Lake.Current(
            years, (year, report) => reports.Contains((year.Task, report.Form, report.Period, year.Division)), null,
            stopping);
    }

    /// <summary>A trial that the caller may see.</summary>
    internal async Task<Result<HistoryTrial>> Trial(string id, Permission permission, Call call)
    {
        var trial = await Store.Find<HistoryTrial>(
            Containers.System, HistoryIndex.Partition, HistoryTrial.DocumentId(id), call.Stopping);
        return trial is not null && call.May(permission, trial.Value.Scope)
            ? trial.Value
            : new NotFound("历史数据文件", id);
    }

    /// <summary>An import that the caller may see.</summary>
    internal async Task<Result<HistoryBatch>> Batch(string id, Permission permission, Call call)
    {
        var batch = await Store.Find<HistoryBatch>(
            Containers.System, HistoryIndex.Partition, HistoryBatch.DocumentId(id), call.Stopping);
        return batch is not null && call.May(permission, batch.Value.Scope)
            ? batch.Value
            : new NotFound("历史数据版本", id);
    }

    internal async Task<byte[]> Bytes(string blob, CancellationToken stopping)
    {
        await using var received = await Blobs.Open(blob, stopping)
            ?? throw new InvalidOperationException($"{blob} is not in the store.");
        using var memory = new MemoryStream();
        await received.Content.CopyToAsync(memory, stopping);
        return memory.ToArray();
    }
}
