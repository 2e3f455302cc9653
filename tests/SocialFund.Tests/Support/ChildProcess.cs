using System.Diagnostics;
using SocialFund.Tests.Storage;

namespace SocialFund.Tests.Support;

/// <summary>
/// A second process running one of the tests' own programs, for what only a real death shows. It is this assembly
/// started by name; <see cref="Main"/> finds the program.
/// </summary>
public sealed class ChildProcess : IDisposable
{
    private static readonly Dictionary<string, Func<string[], Task>> Programs = new()
    {
        [nameof(CommitLoop)] = CommitLoop.Run,
    };

    private readonly Process _process;

    private ChildProcess(Process process) => _process = process;

    public static ChildProcess Start(string program, params string[] arguments)
    {
        var assembly = typeof(ChildProcess).Assembly.Location;
        var start = new ProcessStartInfo("dotnet", ["exec", assembly, program, .. arguments])
        {
            RedirectStandardOutput = true,
        };
        return new ChildProcess(Process.Start(start)!);
    }

    public static async Task<int> Main(string[] arguments)
    {
        if (arguments.Length == 0 || !Programs.TryGetValue(arguments[0], out var program)) { return 2; }
        await program(arguments[1..]);
        return 0;
    }

    /// <returns>Null when the process has ended and all that it printed was read.</returns>
    public Task<string?> ReadLine() => _process.StandardOutput.ReadLineAsync();

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public void Kill() => _process.Kill();

    public void Dispose()
    {
        if (!_process.HasExited) { _process.Kill(); }
        _process.WaitForExit();
        _process.Dispose();
    }
}
