using System.ComponentModel;
using System.Runtime.InteropServices;

namespace SocialFund.Storage;

/// <summary>
/// Makes names durable: a renamed file survives a power cut only when its folder has been flushed too.
/// </summary>
internal static partial class Durable
{
    private const int ReadOnlyDirectory = 0x10000;

    /// <summary>Creates the folder and its parents, flushing each parent that gets a new entry.</summary>
    public static void CreateFolder(string folder)
    {
        if (Directory.Exists(folder)) { return; }
        var parent = Path.GetDirectoryName(folder)!;
        CreateFolder(parent);
        Directory.CreateDirectory(folder);
        FlushFolder(parent);
    }

    /// <remarks>Windows journals names by itself and cannot flush a folder.</remarks>
    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) { return; }
        var handle = Open(folder, OperatingSystem.IsLinux() ? ReadOnlyDirectory : 0);
        if (handle < 0) { throw new IOException($"Cannot open {folder}.", new Win32Exception()); }
        var outcome = Flush(handle);
        _ = Close(handle);
        if (outcome != 0) { throw new IOException($"Cannot flush {folder}."); }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Flush(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int handle);
}
