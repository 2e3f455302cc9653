namespace SocialFund.Storage;

/// <summary>Another process, or another store of this one, has the data open.</summary>
public sealed class StoreInUseException(string file, Exception cause) : IOException(
    $"数据文件“{file}”正被另一个程序使用（系统可能已经启动）。请先关闭正在运行的系统，再重新启动。", cause);

/// <summary>
/// Held while a store is open. The operating system frees it when the process ends, however it ends, so a crash leaves
/// no lock behind; the empty file stays and means nothing.
/// </summary>
internal sealed class StoreFileLock : IDisposable
{
    private readonly FileStream _file;

    /// <exception cref="StoreInUseException">Somebody else holds it.</exception>
    public StoreFileLock(string databaseFile)
    {
        try
        {
            _file = new FileStream(
                databaseFile + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (error is not (DirectoryNotFoundException or PathTooLongException))
        {
            throw new StoreInUseException(databaseFile, error);
        }
    }

    public void Dispose() => _file.Dispose();
}
