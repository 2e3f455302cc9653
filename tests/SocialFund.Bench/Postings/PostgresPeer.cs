using System.Globalization;
using System.Text.RegularExpressions;

namespace SocialFund.Bench.Postings;

/// <summary>A PostgreSQL of its own in a folder, as Debian ships it, durable commits on.</summary>
internal sealed partial class PostgresPeer : IAsyncDisposable
{
    private readonly string _folder;

    private PostgresPeer(string folder) => _folder = folder;

    private static string Here => AppContext.BaseDirectory;

    /// <returns>Null when it is not installed.</returns>
    public static async Task<PostgresPeer?> Start(string folder)
    {
        if (Shell.Find("initdb") is not { } initdb || Shell.Find("pg_ctl") is not { } control) { return null; }
        Directory.CreateDirectory(folder);
        var peer = new PostgresPeer(folder);
        // PostgreSQL refuses to run as root.
        if (Environment.IsPrivilegedProcess) { await Shell.Run("chown", "postgres", folder); }
        await peer.As(initdb, "-D", $"{folder}/data", "-U", "bench", "-E", "UTF8", "--locale=C.UTF-8", "-A", "trust");
        await peer.As(
            control, "-D", $"{folder}/data", "-w", "-l", $"{folder}/log", "-o",
            $"-k {folder} -c listen_addresses= -c shared_buffers=512MB", "start");
        await peer.Sql("-f", Path.Combine(Here, "Postings", "schema.sql"));
        return peer;
    }

    /// <returns>Transactions a second.</returns>
    public Task<double> Run(int callers, TimeSpan span) => Bench(
        Path.Combine(Here, "Postings", "posting.sql"),
        "-c", $"{callers}", "-j", "2", "-T", $"{(int)span.TotalSeconds}");

    /// <returns>Milliseconds that one run of the script takes, over several by one caller.</returns>
    public async Task<double> Latency(string script, int times) => 1000 / await Bench(script, "-t", $"{times}");

    private async Task<double> Bench(string script, params string[] load)
    {
        var printed = await As(
            Shell.Find("pgbench")!, ["-h", _folder, "-U", "bench", "-n", .. load, "-f", script, "postgres"]);
        return double.Parse(Tps().Match(printed).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    public Task<string> Sql(params string[] arguments) =>
        As(
            Shell.Find("psql")!,
            ["-h", _folder, "-U", "bench", "-q", "-v", "ON_ERROR_STOP=1", .. arguments, "postgres"]);

    public async ValueTask DisposeAsync() =>
        await As(Shell.Find("pg_ctl")!, "-D", $"{_folder}/data", "-m", "immediate", "-w", "stop");

    private Task<string> As(string program, params string[] arguments) => Environment.IsPrivilegedProcess
        ? Shell.Run("runuser", ["-u", "postgres", "--", program, .. arguments])
        : Shell.Run(program, arguments);

    [GeneratedRegex(@"tps = ([\d.]+)")]
    private static partial Regex Tps();
}
