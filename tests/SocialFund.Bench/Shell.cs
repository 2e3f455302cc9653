using System.Diagnostics;

namespace SocialFund.Bench;

/// <summary>Other programs: found, run, started.</summary>
internal static class Shell
{
    /// <summary>Its path, looked for where Debian keeps PostgreSQL's and on PATH; null when not installed.</summary>
    public static string? Find(string program)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var postgres = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Order().Select(folder => Path.Combine(folder, "bin"))
            : [];
        return postgres.Concat(folders).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
    }

    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message has what it said.</exception>
    public static async Task<string> Run(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        var printed = process.StandardOutput.ReadToEndAsync();
        var complained = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? await printed
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await complained}");
    }

    public static Process Start(string program, params string[] arguments) => Process.Start(
        new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
}

/// <summary>A folder for one run, removed at its end.</summary>
internal sealed class WorkFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("socialfund-bench-").FullName;

    public WorkFolder()
    {
        // PostgreSQL reads here under its own account.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_path, File.GetUnixFileMode(_path) | UnixFileMode.OtherRead | UnixFileMode.OtherExecute
                | UnixFileMode.GroupRead | UnixFileMode.GroupExecute);
        }
    }

    public string Of(string name) => Path.Combine(_path, name);

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
