using System.Runtime.CompilerServices;
using SocialFund.Kernel;

namespace SocialFund.Funds.Expenditure;

/// <summary>How a line differs from what was there when the request was returned.</summary>
/// <param name="Kind">added, removed or changed.</param>
/// <param name="Fields">The names of the fields that differ, Chinese.</param>
public sealed record LineChange(
    string Kind, int NumberBefore, int NumberNow, string Name, Money? AmountBefore, Money? AmountNow,
    IReadOnlyList<string> Fields);

/// <summary>
/// The difference of two sets of lines. Lines are paired by id number and item, in order of appearance.
/// </summary>
/// <param name="Shown">The first <see cref="ShownMax"/> of them, in line order.</param>
public sealed record LineChanges(int Added, int Removed, int Edited, IReadOnlyList<LineChange> Shown)
{
    /// <summary>What a reviewer can still read; the counts are always full.</summary>
    public const int ShownMax = 1000;

    public static readonly LineChanges None = new(0, 0, 0, []);

    public int Count => Added + Removed + Edited;

    /// <summary>Whether every difference is an edit of a line that the reviewer had marked.</summary>
    public bool IsOnlyMarked(IReadOnlyList<Mark> marks) =>
        Added == 0 && Removed == 0 && Edited <= ShownMax
        && Shown.All(change => marks.Any(mark => mark.Line == change.NumberBefore));

    /// <summary>Streams both sets side by side; only lines that do not match in place are held in memory.</summary>
    internal static async Task<LineChanges> Compare(
        IDocumentStore store, RequestId id, LineBook before, LineBook now, CancellationToken stopping)
    {
        var earlier = new Dictionary<(string, string), Queue<PayeeLine>>();
        var later = new List<PayeeLine>();
        await foreach (var (old, line) in SideBySide(store, id, before, now, stopping))
        {
            if (old is not null && line is not null && IsSame(old, line)) { continue; }
            if (old is not null) { Enqueue(earlier, old); }
            if (line is not null) { later.Add(line); }
        }
        return Pair(earlier, later);
    }

    private static LineChanges Pair(Dictionary<(string, string), Queue<PayeeLine>> earlier, List<PayeeLine> later)
    {
        var (added, edited) = (0, 0);
        var shown = new List<LineChange>();
        foreach (var line in later)
        {
            var old = earlier.GetValueOrDefault((line.IdNumber, line.Item)) is { Count: > 0 } queue
                ? queue.Dequeue() : null;
            var fields = old is null ? [] : Differences(old, line);
            if (old is not null && fields.Count == 0) { continue; }
            if (old is null) { added++; } else { edited++; }
            if (shown.Count < ShownMax) { shown.Add(ChangeOf(old, line, fields)); }
        }
        var removed = earlier.Values.SelectMany(queue => queue).OrderBy(line => line.Number).ToList();
        shown.AddRange(removed.Take(ShownMax - shown.Count).Select(line =>
            new LineChange("removed", line.Number, 0, line.Name, line.Amount, null, [])));
        return new LineChanges(added, removed.Count, edited, shown);
    }

    private static async IAsyncEnumerable<(PayeeLine? Before, PayeeLine? Now)> SideBySide(
        IDocumentStore store, RequestId id, LineBook before, LineBook now,
        [EnumeratorCancellation] CancellationToken stopping)
    {
        for (var chunk = 1; chunk <= RequestLines.ChunkOf(Math.Max(before.Lines, now.Lines)); chunk++)
        {
            var old = await ChunkOrNone(store, id, before, chunk, stopping);
            var lines = await ChunkOrNone(store, id, now, chunk, stopping);
            for (var index = 0; index < Math.Max(old.Count, lines.Count); index++)
            {
                yield return (old.ElementAtOrDefault(index), lines.ElementAtOrDefault(index));
            }
        }
    }

    private static async Task<IReadOnlyList<PayeeLine>> ChunkOrNone(
        IDocumentStore store, RequestId id, LineBook book, int chunk, CancellationToken stopping) =>
        chunk <= RequestLines.ChunkCount(book) ? await RequestLines.Chunk(store, id, book, chunk, stopping) : [];

    private static void Enqueue(Dictionary<(string, string), Queue<PayeeLine>> lines, PayeeLine line)
    {
        var key = (line.IdNumber, line.Item);
        if (!lines.TryGetValue(key, out var queue)) { lines[key] = queue = new Queue<PayeeLine>(1); }
        queue.Enqueue(line);
    }

    private static bool IsSame(PayeeLine old, PayeeLine line) =>
        old.IdNumber == line.IdNumber && old.Item == line.Item && Differences(old, line).Count == 0;

    private static LineChange ChangeOf(PayeeLine? old, PayeeLine line, IReadOnlyList<string> fields) => new(
        old is null ? "added" : "changed", old?.Number ?? 0, line.Number, line.Name, old?.Amount, line.Amount, fields);

    private static List<string> Differences(PayeeLine old, PayeeLine line)
    {
        var fields = new List<string>();
        if (old.Name != line.Name) { fields.Add("姓名或户名"); }
        if (old.Account != line.Account) { fields.Add("银行账号"); }
        if (old.BankCode != line.BankCode) { fields.Add("行号"); }
        if (old.BankName != line.BankName) { fields.Add("开户行"); }
        if (old.Amount != line.Amount) { fields.Add("金额"); }
        var evidence = old.Evidence.Keys.Union(line.Evidence.Keys).Where(key =>
            old.Evidence.GetValueOrDefault(key) != line.Evidence.GetValueOrDefault(key));
        fields.AddRange(evidence.Order(StringComparer.Ordinal));
        return fields;
    }
}
