using SocialFund.Kernel;

namespace SocialFund.Exchange.History;

/// <summary>
/// Lets a trial count: figures go into the lake, then one commit makes all of them visible. A crash before leaves what
/// was; the next try writes the same files.
/// </summary>
/// <param name="Reports">How many reports the paper has; null: not stated.</param>
/// <param name="Cells">How many figures.</param>
/// <param name="Reason">Needed where checks do not hold.</param>
public sealed record AcceptTrial(
    string Id, int? Reports = null, int? Cells = null, IReadOnlyList<StatedTotal>? Totals = null,
    string? Reason = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.HistoryImport, null, null);

    internal static Endpoint Endpoint(HistoryDesk desk) => Kernel.Endpoint.Of<AcceptTrial, HistoryBatch>(
        HttpMethod.Post, "history/trials/{id}/accept", Permission.HistoryImport, "历史数据正式导入",
        (request, call) => request.Handle(desk, call));

    private async Task<Result<HistoryBatch>> Handle(HistoryDesk desk, Call call)
    {
        if (!(await desk.Trial(Id, Permission.HistoryImport, call)).TryGet(out var trial, out var problem))
        {
            return problem;
        }
        if (!(await desk.Read(trial, call.Stopping)).TryGet(out var reading, out problem)) { return problem; }
        if (Decide(reading) is { } refused) { return Result.No<HistoryBatch>(refused); }
        var batch = Batch(reading, call);
        if (batch.Reports.Any(report => !call.May(Permission.HistoryImport, new Scope(report.Division))))
        {
            return new NotAllowed(Permission.HistoryImport.Title);
        }
        await desk.Lake.Write(batch.Id, reading.Cells, call.Stopping);
        return await Count(desk, batch, call);
    }

    /// <summary>The rule itself. Pure.</summary>
    /// <returns>The first that applies of <see cref="TrialDone"/>, <see cref="SheetsUnclear"/>,
    /// <see cref="CellsFaulty"/>, <see cref="CellsUnmapped"/>, <see cref="NothingRead"/>, <see cref="TooManyRegions"/>,
    /// <see cref="HistoryTotalsDiffer"/>, <see cref="ChecksNeedReason"/>; null when it may count.</returns>
    internal Problem? Decide(TrialReading reading)
    {
        if (reading.Trial.State == TrialState.Accepted) { return new TrialDone("已经导入"); }
        if (reading.Trial.State == TrialState.Discarded) { return new TrialDone("已经放弃"); }
        if (reading.Blockers().FirstOrDefault() is { } blocker) { return blocker; }
        if (reading.CheckTotals(Reports, Cells, Totals ?? []) is { } differ) { return differ; }
        var failed = reading.Book.Failed.Count();
        return failed > 0 && ReasonMissing.Of(Reason) ? new ChecksNeedReason(failed) : null;
    }

    private HistoryBatch Batch(TrialReading reading, Call call)
    {
        var (trial, book) = (reading.Trial, reading.Book);
        var taken = book.Sheets.Where(sheet => sheet.Cells.Count > 0).ToList();
        var reports = taken.Select(sheet => ReportOf(sheet, reading)).ToList();
        return new HistoryBatch(
            $"{trial.Id}-{trial.Runs + 1}", trial.Id, trial.FileName, trial.Sm3, trial.Size,
            HistoryBatch.Over([.. reports.Select(report => report.Division)]), call.Actor.Id, call.Actor.Name, call.Now,
            reports, book.Sheets.Sum(sheet => sheet.Rows), book.Filled, reading.Cells.Count,
            book.Sheets.Sum(sheet => sheet.Unwanted),
            [
                .. book.Sheets.Where(sheet => sheet.Skipped is not null)
                    .Select(sheet => $"{sheet.Sheet}：{sheet.Skipped}"),
            ],
            reading.Totals(), Totals ?? [], reading.Quality(), reports.Min(report => report.Period.Year),
            reports.Max(report => report.Period.Year), book.Checked, book.Failed.Count(),
            Reason?.Trim() is { Length: > 0 } reason ? reason : null);
    }

    private static BatchReport ReportOf(SheetReading sheet, TrialReading reading)
    {
        var cell = sheet.Cells[0];
        return new BatchReport(
            sheet.Sheet, cell.Task, cell.Form, cell.Period, cell.Division, sheet.Head!.Unit!,
            reading.Forms.Find(cell.Form)!.VersionIn(cell.Period.Year),
            reading.Mappings.GetValueOrDefault(cell.Form)?.Version ?? 0, sheet.Cells.Count, sheet.Checked,
            sheet.Failed.Count);
    }

    private static Task<Result<HistoryBatch>> Count(HistoryDesk desk, HistoryBatch batch, Call call) =>
        desk.Store.Apply<HistoryBatch>(Containers.System, HistoryIndex.Partition, call, async unit =>
        {
            var trial = (await unit.Find<HistoryTrial>(HistoryTrial.DocumentId(batch.Trial)))!;
            // Somebody else was faster.
            if (trial.State == TrialState.Accepted) { return new TrialDone("已经导入"); }
            foreach (var group in batch.Reports.GroupBy(report => (report.Task, report.Period.Year, report.Division)))
            {
                var (task, year, division) = group.Key;
                var known = await unit.Find<HistoryYear>(HistoryYear.IdOf(task, year, division))
                    ?? new HistoryYear(task, year, division, []);
                var changed = group.Aggregate(known, (sum, report) => With(sum, report, batch));
                unit.Save(known.Id, HistoryYear.Type, changed);
            }
            unit.Create(HistoryBatch.DocumentId(batch.Id), HistoryBatch.Type, batch);
            unit.Save(HistoryTrial.DocumentId(trial.Id), HistoryTrial.Type, trial with
            {
                State = TrialState.Accepted,
                Runs = trial.Runs + 1,
                Batch = batch.Id,
            });
            unit.Audit("history.accept", batch.Scope,
                $"历史数据导入 {batch.Reports.Count} 张报表、{batch.Cells} 个数据（{batch.Id}）");
            return batch;
        });

    private static HistoryYear With(HistoryYear year, BatchReport report, HistoryBatch batch)
    {
        var version = new ReportVersion(batch.Id, report.Cells, report.Failed, batch.At);
        var known = year.Reports.FirstOrDefault(each => each.Form == report.Form && each.Period == report.Period);
        return year with
        {
            Reports = known is null
                ? [.. year.Reports, new HistoryReport(report.Form, report.Period, [version])]
                : [.. year.Reports.Select(each =>
                    each == known ? each with { Versions = [.. each.Versions, version] } : each)],
        };
    }
}
