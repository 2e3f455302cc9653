namespace SocialFund.Tests.Funds;

/// <summary>Files of the repository that tests read: scenarios, samples.</summary>
internal static class TestFiles
{
    public static string Root { get; } = FindRoot();

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "SocialFund.sln"))) { folder = folder.Parent!; }
        return folder.FullName;
    }
}
