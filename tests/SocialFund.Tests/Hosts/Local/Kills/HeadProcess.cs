using System.Diagnostics;
using System.Globalization;

namespace SocialFund.Tests.Hosts.Local.Kills;

/// <summary>The built local head as a process of its own over a data folder, on a free port.</summary>
internal sealed class HeadProcess : IDisposable
{
    /// <summary>A start that takes longer has hung.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private HeadProcess(Process process)
    {
        _process = process;
        Errors = process.StandardError.ReadToEndAsync();
        Ready = Address();
    }

    /// <summary>Where it answers; null when it ended before it did.</summary>
    public Task<Uri?> Ready { get; }

    /// <summary>What it printed as errors, once it has ended.</summary>
    public Task<string> Errors { get; }

    public static HeadProcess Start(string data)
    {
        // artifacts/bin/SocialFund.Tests/debug → artifacts/bin/SocialFund.Hosts.Local/debug
        var tests = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var head = Path.Combine(
            tests.Parent!.Parent!.FullName, "SocialFund.Hosts.Local", tests.Name, "SocialFund.Hosts.Local.dll");
        string[] arguments =
            ["exec", head, "--data", data, "--host", "127.0.0.1", "--port", "0", "--no-history",
                "--sign-ins-per-minute", "10000"];
        return new HeadProcess(Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!);
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public void Kill()
    {
        if (!_process.HasExited) { _process.Kill(); }
        _process.WaitForExit();
    }

    /// <summary>Asks it to end, as an operator or Ctrl+C does.</summary>
    /// <param name="signal">TERM or INT.</param>
    /// <returns>The exit code and how long it took.</returns>
    public async Task<(int Code, TimeSpan Took)> Stop(string signal)
    {
        var watch = Stopwatch.StartNew();
        var id = _process.Id.ToString(CultureInfo.InvariantCulture);
        using var kill = Process.Start("kill", ["-s", signal, id]);
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return (_process.ExitCode, watch.Elapsed);
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private async Task<Uri?> Address()
    {
        const string Label = "地址：";
        using var patience = new CancellationTokenSource(Patience);
        Uri? address = null;
        while (address is null && await _process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            var at = line.IndexOf(Label, StringComparison.Ordinal);
            if (at >= 0) { address = new Uri(line[(at + Label.Length)..].Split('（')[0]); }
        }
        // What it says later must not fill the pipe.
        _ = _process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        return address;
    }
}
