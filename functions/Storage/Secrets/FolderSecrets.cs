using System.Text;
using SocialFund.Kernel;

namespace SocialFund.Storage;

/// <summary>Secrets as one file each in a folder that only the service's user may read.</summary>
public sealed class FolderSecrets : ISecrets, IDisposable
{
    private readonly string _folder;
    private readonly SemaphoreSlim _making = new(1);

    public FolderSecrets(string folder)
    {
        _folder = folder;
        if (OperatingSystem.IsWindows()) { Directory.CreateDirectory(folder); }
        else
        {
            Directory.CreateDirectory(
                folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public async Task<string> GetOrCreate(string name, Func<string> make, CancellationToken stopping = default)
    {
        if (name.Length == 0
            || !name.All(sign => char.IsAsciiLetterLower(sign) || char.IsAsciiDigit(sign) || sign == '-'))
        {
            throw new ArgumentException($"“{name}” cannot name a secret.", nameof(name));
        }
        var file = Path.Combine(_folder, $"{name}.key");
        await _making.WaitAsync(stopping);
        try
        {
            if (!File.Exists(file)) { Write(file, make()); }
            return await File.ReadAllTextAsync(file, stopping);
        }
        finally { _making.Release(); }
    }

    public void Dispose() => _making.Dispose();

    /// <summary>Whole or not at all: a half-written key after a crash would lock everybody out.</summary>
    private static void Write(string file, string secret)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) { options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite; }
        using (var stream = new FileStream($"{file}.new", options))
        {
            stream.Write(Encoding.UTF8.GetBytes(secret));
            stream.Flush(flushToDisk: true);
        }
        File.Move($"{file}.new", file);
    }
}
