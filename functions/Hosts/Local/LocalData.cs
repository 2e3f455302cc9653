namespace SocialFund.Hosts.Local;

/// <summary>The data folder, and how to start over.</summary>
internal static class LocalData
{
    private const string Documents = "documents.db";

    /// <summary>How long a prepared demo serves; an older one would greet with reviews long overdue.</summary>
    private static readonly TimeSpan PreparedFor = TimeSpan.FromDays(14);

    private static readonly string[] Copied = ["blobs", "secrets"];

    /// <summary>Everything that the local head writes; nothing else in the folder is ever touched.</summary>
    private static readonly string[] Ours =
        [Documents, $"{Documents}-wal", $"{Documents}-shm", $"{Documents}.lock", .. Copied];

    /// <summary>
    /// Begins with a copy of <see cref="LocalSettings.Prepared"/>, if there are no data yet and the copy is of late:
    /// the demo's year ends on the day it was made. The documents come last and at once: a copy that was cut short is
    /// made again.
    /// </summary>
    public static void TakeOverPrepared(LocalSettings settings, DateTimeOffset now)
    {
        var (from, to) = (settings.Prepared, settings.DataFolder);
        if (from is null || File.Exists(Path.Combine(to, Documents))) { return; }
        var documents = new FileInfo(Path.Combine(from, Documents));
        if (!documents.Exists || now - documents.LastWriteTimeUtc > PreparedFor) { return; }
        foreach (var name in Copied) { Copy(Path.Combine(from, name), Path.Combine(to, name)); }
        var partial = Path.Combine(to, $"{Documents}.partial");
        documents.CopyTo(partial, overwrite: true);
        File.Move(partial, Path.Combine(to, Documents));
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        // Secrets are for their owner only.
        if (!OperatingSystem.IsWindows()) { File.SetUnixFileMode(to, File.GetUnixFileMode(from)); }
        foreach (var file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
        }
        foreach (var folder in Directory.GetDirectories(from))
        {
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
    }

    /// <returns>False when the person who was asked does not want it.</returns>
    public static bool DeleteAfterAsking(LocalSettings settings, TextReader answers, TextWriter told)
    {
        var present = Ours.Select(name => Path.Combine(settings.DataFolder, name)).Where(Path.Exists).ToList();
        if (present.Count == 0) { return true; }
        if (!settings.Yes)
        {
            told.Write($"将清空 {settings.DataFolder} 中的全部业务数据，且不能恢复。确认请输入“是”：");
            if (answers.ReadLine()?.Trim() is not ("是" or "y" or "yes")) { told.WriteLine("未清空。"); return false; }
        }
        foreach (var path in present)
        {
            if (Directory.Exists(path)) { Directory.Delete(path, recursive: true); }
            else { File.Delete(path); }
        }
        return true;
    }
}
