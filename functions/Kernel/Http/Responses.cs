namespace SocialFund.Kernel;

/// <summary>One page of a list.</summary>
/// <param name="Total">The count of all rows that match, not of this page.</param>
/// <param name="Continuation">Give it back to get the next page; null after the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, long Total, string? Continuation);

/// <summary>A file for the browser to keep. The writer streams; it runs after the permission check.</summary>
public sealed record Download(string FileName, string ContentType, Func<Stream, CancellationToken, Task> Write)
{
    /// <summary>A blob under the last part of its name.</summary>
    public static Download Of(IBlobStore blobs, string name, string contentType) =>
        new(name.Split('/')[^1], contentType, async (target, stopping) =>
        {
            await using var blob = await blobs.Open(name, stopping)
                ?? throw new FileNotFoundException($"{name} is not in the store.");
            await blob.Content.CopyToAsync(target, stopping);
        });
}

/// <summary>
/// A page that is told as CSV instead of JSON to whoever accepts <c>text/csv</c>: its cells as people read them. Count
/// and continuation go in headers then.
/// </summary>
public interface ITable
{
    string FileName { get; }

    /// <summary>Of this page.</summary>
    int Count { get; }

    IReadOnlyList<string> Heading { get; }

    /// <summary>One text a column of the heading.</summary>
    IEnumerable<IReadOnlyList<string>> Lines { get; }

    /// <summary>Of all rows that match, not of this page.</summary>
    long Total { get; }

    string? Continuation { get; }
}

/// <summary>Work that goes on after the answer: 202 with the job to watch.</summary>
public sealed record Accepted(string JobId);

/// <summary>A response that carries a version for If-Match.</summary>
public interface IVersioned
{
    string ETag { get; }
}
