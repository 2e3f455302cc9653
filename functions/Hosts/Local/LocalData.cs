namespace SocialFund.Hosts.Local;

/// <summary>The data folder, and how to start over.</summary>
internal static class LocalData
{
    /// <summary>Everything that the local head writes; nothing else in the folder is ever touched.</summary>
    private static readonly string[] Ours =
        ["documents.db", "documents.db-wal", "documents.db-shm", "documents.db.lock", "blobs", "secrets"];

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
