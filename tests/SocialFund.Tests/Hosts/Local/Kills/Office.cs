using System.Globalization;
using System.Text.Json;
using SocialFund.Funds.Expenditure;
using SocialFund.Funds.Payment;
using SocialFund.Hosts.Local.Demo;
using SocialFund.Kernel;
using SocialFund.Storage;

namespace SocialFund.Tests.Hosts.Local.Kills;

/// <summary>An agency with many requests at once, and the people who see them through.</summary>
/// <param name="data">The head's data folder, for files that are dropped.</param>
internal sealed class Office(Clients clients, string data)
{
    public const int Requests = 200;

    /// <summary>Of them, those that come as a dropped file.</summary>
    private const int Dropped = 20;

    /// <summary>Requests and steps under way at once.</summary>
    private const int Concurrency = 32;

    private const string Agency = "630100SB";

    public static readonly Division City = Division.Of("630100");

    private static readonly Fund Fund = Fund.EnterprisePension;

    private readonly Period _period = Period.Of(TimeProvider.System.GetUtcNow());

    /// <summary>Which act is next, by whose turn the row says it is.</summary>
    private static readonly Dictionary<string, string> Reviewers = new()
    {
        [Permission.RequestReviewClerk.Code] = "clerk",
        [Permission.RequestReviewReviewer.Code] = "reviewer",
        [Permission.TreasuryReview.Code] = "treasury",
    };

    public IEnumerable<RequestId> Ids => Enumerable.Range(1, Requests).Select(IdOf);

    /// <summary>Everything that was requested.</summary>
    public Money Total => Money.FromFen(Enumerable.Range(1, Requests).SelectMany(Lines).Sum(line => line.Amount.Fen));

    public static Fund FundOf(string account) =>
        Account().Number == account ? Fund : throw new ArgumentException($"No account of ours: {account}");

    public async Task Prepare()
    {
        await clients.Post("sysadmin", "/api/payments/accounts", "accounts-1", new ImportAccounts(City, [Account()]));
        var budget = "区划,险种,年度,项目编码,项目名称,金额（元）,已批复,控制方式\n"
            + $"630100,enterprise-pension,{_period.Year},basic-pension,基本养老金,{Total.ToPlainYuan()},是,刚性\n";
        await clients.Upload("p-clerk", "/api/budget/imports", "budget-1", budget);
    }

    /// <summary>All requests at once: most over HTTP, some into the inbox.</summary>
    public Task Submit() => Parallel.ForEachAsync(
        Enumerable.Range(1, Requests), new ParallelOptions { MaxDegreeOfParallelism = Concurrency },
        async (number, _) =>
        {
            if (number <= Dropped) { Drop(number); }
            else { await clients.Post("agency", "/api/expenditure/requests", $"submit-{number}", Typed(number)); }
        });

    /// <summary>Looks at the lists, does what is to be done, and ends when everything is.</summary>
    public async Task WorkUntilDone()
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        var isDone = false;
        while (!isDone)
        {
            await look.WaitForNextTickAsync();
            var rows = await Rows("clerk", "/api/expenditure/requests?limit=1000");
            var batches = await Rows("cashier", "/api/payments/batches?state=waiting&limit=1000");
            await Parallel.ForEachAsync(
                rows.Select(Act).Concat(batches.Select(Send)).OfType<Func<Task>>(),
                new ParallelOptions { MaxDegreeOfParallelism = Concurrency }, async (act, _) => await act());
            isDone = rows.Count(row => Text(row, "state") == "done") == Requests || !clients.Complaints.IsEmpty;
        }
    }

    private async Task<List<JsonElement>> Rows(string account, string path) =>
        (await clients.Get(account, path)).TryGetProperty("items", out var items) ? [.. items.EnumerateArray()] : [];

    private Func<Task>? Act(JsonElement row)
    {
        var (id, state) = (Text(row, "id"), Text(row, "state"));
        if (state == "partlyFailed") { return () => Mend(TextValue.Parse<RequestId>(id)); }
        return Reviewers.TryGetValue(Text(row, "awaits").Split(':')[0], out var reviewer)
            ? () => clients.Post(
                reviewer, $"/api/expenditure/requests/{id}/approve", $"approve-{reviewer}-{id}",
                new { opinion = "同意" })
            : null;
    }

    private Func<Task> Send(JsonElement batch)
    {
        var id = Text(batch, "id");
        return () => clients.Post("cashier", $"/api/payments/batches/{id}/send", $"send-{id}", new { });
    }

    /// <summary>Corrects the accounts that the demo bank refuses, and has the lines paid again.</summary>
    private async Task Mend(RequestId id)
    {
        var corrections = Lines(NumberOf(id)).Select((line, index) => (line, Number: index + 1))
            .Where(entry => entry.line.Account.EndsWith("77", StringComparison.Ordinal))
            .Select(entry => new Correction(
                entry.Number, entry.line.Name, entry.line.Account[..^2] + "10", entry.line.BankCode,
                entry.line.BankName));
        var path = $"/api/expenditure/requests/{id}/corrections";
        await clients.Post("agency", path, $"correct-{id}", new { lines = corrections.ToList() });
        await clients.Post("reviewer", $"{path}/confirm", $"confirm-{id}", new { });
    }

    /// <summary>Written elsewhere and moved in, as a file transfer does.</summary>
    private void Drop(int number)
    {
        var kind = ExpenditureKinds.Shipped.Find("periodic-benefit")!;
        var batch = new SampleBatch(
            Agency, BatchOf(number), kind, Fund, City, _period,
            SampleRows.Of(kind, Fund, City, _period, number * 10, LinesOf(number), "basic-pension",
                Money.FromFen(1_000_00)));
        var inbox = Directory.CreateDirectory(Path.Combine(data, "blobs", "inbox", Agency));
        var file = Path.Combine(data, $"{number}.zip");
        File.WriteAllBytes(file, batch.Zip(new NationalCrypto()));
        File.Move(file, Path.Combine(inbox.FullName, $"{number}.zip"), overwrite: true);
    }

    private CreateRequest Typed(int number) => new(
        City, Fund, _period, Agency, BatchOf(number), "periodic-benefit", "actual", "养老金",
        [.. Lines(number)]);

    /// <summary>One account in five is refused at first, one in five is answered twice.</summary>
    private IEnumerable<TypedLine> Lines(int number) => Enumerable.Range(number * 10, LinesOf(number)).Select(person =>
        new TypedLine(
            Synthetic.Name(person), Synthetic.CitizenId(City, person),
            Synthetic.Account(person, EndingOf(number, person)), "402851000019", "三江农商银行营业部（演示）", "basic-pension",
            Money.FromFen(1_000_00 + person * 37 % 9973),
            new Dictionary<string, string> { ["month"] = _period.Text }));

    private static string EndingOf(int number, int person) =>
        number <= Dropped ? "10" : (person % 5) switch { 3 => "77", 4 => "99", _ => "10" };

    private static int LinesOf(int number) => 1 + number % 5;

    private static string BatchOf(int number) => $"K{number:000}";

    private static int NumberOf(RequestId id) => int.Parse(id.Batch[1..], CultureInfo.InvariantCulture);

    private RequestId IdOf(int number) => RequestId.Of(City, Fund, _period, Agency, BatchOf(number));

    private static PayAccount Account() => new(
        City, Fund, AccountKind.Special, "", "28016301001101", "西宁市企业职工养老保险基金财政专户", "hehuang", "402851000019",
        "演示银行营业部");

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;
}
