namespace SocialFund.Tests.Support;

/// <summary>A folder that is gone after the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>Linux's folder in memory.</summary>
    private const string Memory = "/dev/shm";

    public string Path { get; }

    /// <summary>
    /// In memory where the system has such a place, for tests that commit very often and do not ask what a power cut
    /// leaves.
    /// </summary>
    public static TemporaryFolder InMemory() => Directory.Exists(Memory)
        ? new TemporaryFolder(System.IO.Path.Combine(Memory, $"socialfund-{Guid.CreateVersion7():N}"))
        : new TemporaryFolder();

    public TemporaryFolder()
        : this(Directory.CreateTempSubdirectory("socialfund-").FullName)
    {
    }

    private TemporaryFolder(string path) => Path = Directory.CreateDirectory(path).FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
