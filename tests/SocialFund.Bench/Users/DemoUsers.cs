using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using SocialFund.Tests.Support;

namespace SocialFund.Bench.Users;

/// <summary>The demo's people over HTTP: they bring the system to where the measured work begins.</summary>
internal sealed class DemoUsers(Uri head) : IDisposable
{
    private const string Password = "Demo@2026shebao";
    private const int AtOnce = 8;

    private readonly HttpClient _http = new() { BaseAddress = head };
    private readonly Dictionary<string, string> _tokens = [];

    private static string Month => DateTimeOffset.UtcNow.AddHours(8).ToString("yyyyMM", CultureInfo.InvariantCulture);

    /// <summary>A budget for what will be asked.</summary>
    public async Task Prepare()
    {
        var csv = "区划,险种,年度,项目编码,项目名称,金额（元）,已批复,控制方式\n"
            + $"630100,失业保险,{Month[..4]},benefit,失业保险金,90000000.00,是,刚性\n";
        using var table = new StringContent(csv);
        table.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        await Send("clerk", HttpMethod.Post, "api/budget/imports", table);
    }

    public async Task<string> Token(string account)
    {
        if (_tokens.TryGetValue(account, out var known)) { return known; }
        using var answer = await _http.PostAsJsonAsync("api/identity/sessions", new { account, password = Password });
        answer.EnsureSuccessStatusCode();
        var session = await answer.Content.ReadFromJsonAsync<JsonObject>();
        return _tokens[account] = (string)session!["accessToken"]!;
    }

    /// <summary>Submits requests and waits until all of them are before the clerk.</summary>
    /// <returns>Their ids.</returns>
    public async Task<IReadOnlyList<string>> NewRequests(int round, int count)
    {
        await Token("agency");
        var before = await Waiting();
        var ids = new string[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (index, _) =>
        {
            var batch = $"R{round}N{index:00000}";
            ids[index] = $"630100-21-{Month}-630100SB-{batch}";
            await Submit(batch, round * count + index);
        });
        while (await Waiting() < before + count) { await Task.Delay(200); }
        return ids;
    }

    private async Task<long> Waiting()
    {
        const string path = "api/expenditure/requests?mine=request.review.clerk&limit=1";
        var page = await Send("clerk", HttpMethod.Get, path, null);
        return (long)page["total"]!;
    }

    private Task<JsonObject> Submit(string batch, int number)
    {
        var body = JsonContent.Create(new
        {
            division = "630100",
            fund = "unemployment",
            period = Month,
            agency = "630100SB",
            batch,
            kind = "periodic-benefit",
            mode = "actual",
            purpose = "失业保险金",
            lines = new[]
            {
                new
                {
                    name = $"填报人{number}", idNumber = BatchBuilder.PersonId(number), bankCode = "402851000019",
                    account = $"8210{number:000000000000}", bankName = "青海农商银行", item = "benefit", amount = 160_000,
                    evidence = new { month = Month },
                },
            },
        });
        return Send("agency", HttpMethod.Post, "api/expenditure/requests", body);
    }

    private async Task<JsonObject> Send(string account, HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await Token(account));
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? JsonNode.Parse(text)!.AsObject()
            : throw new InvalidOperationException($"{method} {path}: {(int)answer.StatusCode} {text}");
    }

    public void Dispose() => _http.Dispose();
}
