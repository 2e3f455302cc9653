using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace SocialFund.Bench.Users;

/// <summary>700 connections against the local head as users start it, and the same load against a constant.</summary>
internal static partial class UserBench
{
    private const int Connections = 700;
    private const int Rounds = 3;
    private const int ApprovalsPerRound = 1000;

    public static async Task Run()
    {
        if (Shell.Find("wrk") is not { } wrk)
        {
            Console.WriteLine("\nUsers: wrk is not installed (Debian: wrk), so nothing was measured.");
            return;
        }
        using var folder = new WorkFolder();
        var here = AppContext.BaseDirectory;
        using var head = Shell.Start(
            "dotnet", Path.Combine(here, "SocialFund.Hosts.Local.dll"), "--host", "127.0.0.1", "--port", "0", "--data",
            folder.Of("data"), "--no-history");
        using var constant = Shell.Start("dotnet", Path.Combine(here, "SocialFund.Bench.dll"), "constant", "0");
        try
        {
            var address = await AddressOf(head, Address());
            var limitAddress = await AddressOf(constant, Address());
            using var people = new DemoUsers(new Uri(address));
            await people.Prepare();
            List<Load> ours = [], limit = [];
            for (var round = 0; round < Rounds; round++)
            {
                var requests = folder.Of($"requests-{round}");
                await File.WriteAllLinesAsync(requests, await people.NewRequests(round, ApprovalsPerRound));
                ours.Add(await Send(wrk, address, await people.Token("clerk"), requests));
                limit.Add(await Send(wrk, limitAddress, "none", requests));
            }
            Report.Print(
                $"{Connections} users at once: lists, requests, lines; 5 % approve", "request",
                new Measured("ours", [.. ours.Select(load => load.Rate)], Note(ours)),
                new Measured("Kestrel, a constant of 2 KB", [.. limit.Select(load => load.Rate)], Note(limit)));
        }
        finally
        {
            head.Kill();
            constant.Kill();
            await head.WaitForExitAsync();
            await constant.WaitForExitAsync();
        }
    }

    private sealed record Load(double Rate, double P50, double P99, long Approved, long Errors);

    private static string Note(List<Load> loads)
    {
        double Middle(Func<Load, double> of) => loads.Select(of).Order().ElementAt(loads.Count / 2);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"p50 {Middle(load => load.P50):0} ms, p99 {Middle(load => load.P99):0} ms, "
            + $"{loads.Sum(load => load.Approved)} approvals, {loads.Sum(load => load.Errors)} errors");
    }

    private static async Task<Load> Send(string wrk, string address, string token, string requests)
    {
        Environment.SetEnvironmentVariable("BENCH_TOKEN", token);
        Environment.SetEnvironmentVariable("BENCH_REQUESTS", requests);
        var printed = await Shell.Run(
            wrk, "-t2", $"-c{Connections}", "-d10s", "--timeout", "10s", "-s",
            Path.Combine(AppContext.BaseDirectory, "Users", "users.lua"), address);
        double Number(string name) => double.Parse(
            Regex.Match(printed, $@"{name}:?\s+([\d.]+)").Groups[1].Value, CultureInfo.InvariantCulture);
        return new Load(
            Number("Requests/sec"), Number("p50_us") / 1000, Number("p99_us") / 1000, (long)Number("approved"),
            (long)Number("errors"));
    }

    private static async Task<string> AddressOf(Process process, Regex address)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (address.Match(line) is { Success: true } found) { return found.Value; }
        }
        throw new InvalidOperationException($"It did not start: {await process.StandardError.ReadToEndAsync()}");
    }

    [GeneratedRegex(@"http://[\w.:]+")]
    private static partial Regex Address();
}
