using System.Text;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Local;

/// <summary>Secrets as files that only the account running the system can read.</summary>
internal sealed class FolderSecrets : ISecrets
{
    private readonly string _folder;

    public FolderSecrets(string folder)
    {
        _folder = folder;
        if (OperatingSystem.IsWindows()) { Directory.CreateDirectory(folder); return; }
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public async Task<string> GetOrCreate(string name, Func<string> make, CancellationToken stopping = default)
    {
        var path = Path.Combine(_folder, name);
        if (!File.Exists(path)) { Write(path, make()); }
        return await File.ReadAllTextAsync(path, stopping);
    }

    /// <summary>Written aside and moved, so that a crash leaves no half of a secret; the first of two wins.</summary>
    private static void Write(string path, string secret)
    {
        var aside = Path.Combine(Path.GetDirectoryName(path)!, Path.GetRandomFileName());
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) { options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite; }
        using (var file = new FileStream(aside, options))
        {
            file.Write(Encoding.UTF8.GetBytes(secret));
            file.Flush(flushToDisk: true);
        }
        try
        {
            File.Move(aside, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(aside);
        }
    }
}
