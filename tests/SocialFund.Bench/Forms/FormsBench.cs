using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SocialFund.Funds.Forms;
using SocialFund.Kernel;
using SocialFund.Storage;

namespace SocialFund.Bench.Forms;

/// <summary>
/// A province's final accounts: every form of every division read, computed and summed from nothing, beside the bare
/// sum of the same figures in SQL; and one cell of a county until it stands in the province's sum.
/// </summary>
internal static class FormsBench
{
    private const int Rounds = 9;

    private static readonly Division Province = Division.Of("630000");
    private static readonly Division County = Division.Of("630102");

    private static readonly Actor Everybody = new(
        "bench", "测速", Province, null,
        [new Grant(Permission.All.Select(permission => permission.Code).ToHashSet(), null, Division.Country)]);

    private static int _keys;

    public static async Task Run()
    {
        using var folder = new WorkFolder();
        using var store = SqliteDocumentStore.Open(folder.Of("forms.db"), TimeProvider.System);
        var task = await Issue(store);
        var model = FormModel.Compile(task.Forms).Require();
        var random = new Random(2017);
        foreach (var division in task.Divisions) { await Fill(store, task, model, division, random); }
        using var bare = new BareSum(folder.Of("bare.db"), store, task);

        List<double> ours = [], sums = [], cells = [];
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(1 / await FromNothing(store, task));
            sums.Add(1 / bare.Seconds());
            cells.Add(1 / await OneCell(store, task, round));
        }
        Report.Print(
            $"{task.Forms.Count} forms of {task.Divisions.Count} divisions, {model.Cells.Count:N0} cells a division",
            "province",
            Measure("ours: forms compiled, read, computed, summed", ours),
            Measure("bare SQLite: sums of the filled-in cells", sums),
            Measure("a county's cell saved, province's form read", cells));
    }

    private static Measured Measure(string name, List<double> rates)
    {
        var measured = new Measured(name, rates);
        return measured with { Note = $"{1000 / measured.Median:0.0} ms" };
    }

    private static async Task<FormTask> Issue(SqliteDocumentStore store)
    {
        var module = new FormsModule(store);
        var deadline = ChinaTime.DateOf(TimeProvider.System.GetUtcNow()).AddDays(30);
        var task = await Ask<FormTask>(module, new IssueTask("final", 2017, deadline, Division: Province));
        var pump = new OutboxPump(
            store, TimeProvider.System, [new ListRowsHandler(store), .. module.Handlers], (_, error) => throw error);
        while (await pump.RunOnce(Containers.Budgets) > 0) { }
        return task;
    }

    private static async Task Fill(
        SqliteDocumentStore store, FormTask task, FormModel model, Division division, Random random)
    {
        var cells = Enumerable.Range(0, model.Cells.Count).Where(cell => !model.IsComputed(cell))
            .Select(cell => new EnteredCell(model.Cells[cell].Address, random.Next(1, 1_000_000_000)));
        await Ask<CellsSaved>(new FormsModule(store), new SaveCells(task.Id, division, 0, [.. cells]));
    }

    /// <summary>With a desk that has read nothing before.</summary>
    private static async Task<double> FromNothing(SqliteDocumentStore store, FormTask task)
    {
        var clock = Stopwatch.StartNew();
        var desk = new FormDesk(store);
        var open = (await desk.Open(task.Id, CancellationToken.None)).Require();
        await desk.RollUp(open, Province, CancellationToken.None);
        return clock.Elapsed.TotalSeconds;
    }

    private static async Task<double> OneCell(SqliteDocumentStore store, FormTask task, int round)
    {
        var module = new FormsModule(store);
        var clock = Stopwatch.StartNew();
        var cell = new CellAddress("enterprise-pension", "income.premium", "final");
        await Ask<CellsSaved>(module, new SaveCells(task.Id, County, round + 1, [new EnteredCell(cell, round + 1)]));
        await Ask<SheetView>(module, new ViewSheet(task.Id, Province, "enterprise-pension", RolledUp: true));
        return clock.Elapsed.TotalSeconds;
    }

    private static async Task<T> Ask<T>(FormsModule module, object request)
    {
        var endpoint = module.Endpoints.Single(endpoint => endpoint.Request == request.GetType());
        var call = new Call(Everybody, TimeProvider.System.GetUtcNow(), "bench", $"bench-{_keys++}");
        return (T)(await endpoint.Handle(request, call)).Require();
    }

    /// <summary>The filled-in figures as rows, and nothing else.</summary>
    private sealed class BareSum : IDisposable
    {
        private readonly SqliteConnection _connection;

        public BareSum(string file, SqliteDocumentStore store, FormTask task)
        {
            _connection = new SqliteConnection($"Data Source={file}");
            _connection.Open();
            using var create = _connection.CreateCommand();
            create.CommandText = "create table filled (division text, cell text, value integer)";
            create.ExecuteNonQuery();
            using var transaction = _connection.BeginTransaction();
            using var insert = _connection.CreateCommand();
            insert.CommandText = "insert into filled values ($division, $cell, $value)";
            foreach (var division in task.Divisions)
            {
                var query = new DocumentQuery(FormEntries.Type) { Limit = DocumentQuery.LimitMax };
                var partition = FormSheet.PartitionOf(task.Id, division);
                var forms = store.Query(Containers.Budgets, partition, query).GetAwaiter().GetResult();
                foreach (var form in forms.Items.Select(item => item.As<FormEntries>()))
                {
                    foreach (var (key, entry) in form.Cells)
                    {
                        insert.Parameters.Clear();
                        insert.Parameters.AddWithValue("$division", division.Text);
                        insert.Parameters.AddWithValue("$cell", $"{form.Form}!{key}");
                        insert.Parameters.AddWithValue("$value", entry.Value ?? 0);
                        insert.ExecuteNonQuery();
                    }
                }
            }
            transaction.Commit();
        }

        public double Seconds()
        {
            var clock = Stopwatch.StartNew();
            using var command = _connection.CreateCommand();
            command.CommandText = "select cell, sum(value) from filled group by cell";
            using var reader = command.ExecuteReader();
            while (reader.Read()) { }
            return clock.Elapsed.TotalSeconds;
        }

        public void Dispose() => _connection.Dispose();
    }
}
