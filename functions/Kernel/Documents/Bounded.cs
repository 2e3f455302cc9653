namespace SocialFund.Kernel;

/// <summary>
/// Works on several partitions at once, but only a few: an answer over fifty divisions neither waits for them one after
/// the other nor takes the store from everybody else.
/// </summary>
public static class Bounded
{
    /// <summary>Reads or commits of one request under way at a time.</summary>
    public const int AtOnce = 8;

    /// <returns>The answers in the order of the items. The first failure stops the rest.</returns>
    public static async Task<IReadOnlyList<TAnswer>> Each<TItem, TAnswer>(
        IReadOnlyList<TItem> items, Func<TItem, CancellationToken, Task<TAnswer>> work,
        CancellationToken stopping = default)
    {
        var answers = new TAnswer[items.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stopping };
        await Parallel.ForAsync(0, items.Count, options, async (index, token) =>
            answers[index] = await work(items[index], token));
        return answers;
    }
}
