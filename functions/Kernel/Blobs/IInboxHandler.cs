namespace SocialFund.Kernel;

/// <summary>
/// Takes files that partners drop below <c>inbox/</c>. Called at least once for each file that has stopped growing, and
/// again for those still there, after a restart too; so it must be idempotent. The last that is called for a file
/// removes it: what lies there afterwards was dropped again.
/// </summary>
public interface IInboxHandler
{
    /// <param name="blobName">For example <c>inbox/630100-jb/2026-06.zip</c>.</param>
    Task Received(string blobName, Call call);
}
