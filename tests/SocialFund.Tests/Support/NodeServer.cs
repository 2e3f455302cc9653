using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace SocialFund.Tests.Support;

/// <summary>A test server of tools/package.json on a port of its own choosing; ends with the test.</summary>
public sealed class NodeServer : IDisposable
{
    private static readonly Lazy<string> Modules = new(Install);

    private readonly Process _process;

    private NodeServer(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    /// <param name="script">Below tools/node_modules.</param>
    /// <param name="ready">Matches the line that says it listens; the group is the port.</param>
    public static async Task<NodeServer> Start(string script, Regex ready, params string[] arguments)
    {
        var process = Run(
            "node", Path.GetDirectoryName(Modules.Value)!, [Path.Combine(Modules.Value, script), .. arguments]);
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (ready.Match(line) is not { Success: true } match) { continue; }
            // Read on, or the server blocks when nobody takes what it prints.
            _ = process.StandardOutput.ReadToEndAsync();
            return new NodeServer(process, new Uri($"http://127.0.0.1:{match.Groups[1].Value}"));
        }
        throw new InvalidOperationException($"{script} ended: {await process.StandardError.ReadToEndAsync()}");
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private static Process Run(string program, string folder, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }

    private static string Install()
    {
        var tools = Path.Combine(Root(), "tools");
        var modules = Path.Combine(tools, "node_modules");
        if (Directory.Exists(modules)) { return modules; }
        using var npm = Run(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", tools, ["ci", "--ignore-scripts"]);
        _ = npm.StandardOutput.ReadToEndAsync();
        var errors = npm.StandardError.ReadToEnd();
        npm.WaitForExit();
        return npm.ExitCode == 0 ? modules : throw new InvalidOperationException($"npm ci: {errors}");
    }

    private static string Root([CallerFilePath] string here = "")
    {
        var folder = Path.GetDirectoryName(here);
        while (folder is not null && !File.Exists(Path.Combine(folder, "SocialFund.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }
        return folder ?? throw new InvalidOperationException("The repository was not found.");
    }
}
