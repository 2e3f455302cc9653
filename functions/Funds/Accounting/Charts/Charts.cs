using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <param name="Versions">In the order of import.</param>
internal sealed record ChartIndex(IReadOnlyList<ChartIndex.Entry> Versions)
{
    public const string Partition = "charts";
    public const string Id = "index";

    public sealed record Entry(string Id, string Regime, int Number, int FromYear);
}

/// <summary>
/// The charts of accounts: those that ship with the system and those imported since (the ministry pushes them,
/// R-6.2-03). A book follows the regime of its kind and year, and in it the newest version that begins no later than
/// that year.
/// </summary>
public sealed class Charts(IDocumentStore store)
{
    private static readonly IReadOnlyList<Regime> KnownRegimes = LoadRegimes();
    private static readonly IReadOnlyList<ChartVersion> ShippedVersions = LoadShipped();

    private readonly ConcurrentDictionary<string, ChartVersion> _versions =
        new(ShippedVersions.ToDictionary(version => version.Id));

    private readonly ConcurrentDictionary<(string Version, Fund Fund), Chart> _charts = new();

    public static IReadOnlyList<Regime> Regimes => KnownRegimes;

    public static IReadOnlyList<ChartVersion> Shipped => ShippedVersions;

    /// <exception cref="InvalidOperationException">No regime covers the year: books begin in 1999.</exception>
    public async Task<Chart> For(BookId book, CancellationToken stopping)
    {
        var regime = RegimeOf(book.Year, book.Kind)
            ?? throw new InvalidOperationException($"No regime of accounts for {book}.");
        var index = await store.Find<ChartIndex>(Containers.Books, ChartIndex.Partition, ChartIndex.Id, stopping);
        var imported = index?.Value.Versions
            .Where(entry => entry.Regime == regime.Id && entry.FromYear <= book.Year)
            .MaxBy(entry => entry.Number);
        var version = await Version(imported?.Id ?? $"{regime.Id}-0001", stopping)
            ?? throw new InvalidOperationException($"Chart {imported?.Id} is in the index but not there.");
        return _charts.GetOrAdd((version.Id, book.Fund), key => new Chart(version, key.Fund));
    }

    /// <summary>The regime of such books in that year; null before 1999.</summary>
    /// <remarks>
    /// 辅助账 are kept by the agency's regime, so that they compare line by line with the agency's own books; the others
    /// by that of the special account. Of the agency's regime before 2018 nothing is known here. No regulation says how
    /// 备查账 are kept: their accounts are a proposal of this system.
    /// </remarks>
    public static Regime? RegimeOf(int year, BookKind kind = BookKind.Fsa) => kind switch
    {
        BookKind.Aux => RegimeOf(year, "agency") ?? RegimeOf(year, "fiscal"),
        BookKind.Memo => RegimeOf(year, "memo"),
        _ => RegimeOf(year, "fiscal"),
    };

    private static Regime? RegimeOf(int year, string keeper) => KnownRegimes.FirstOrDefault(regime =>
        regime.Keeper == keeper && regime.From <= year && (regime.To is not { } last || year <= last));

    public async Task<ChartVersion?> Version(string id, CancellationToken stopping)
    {
        if (_versions.TryGetValue(id, out var known)) { return known; }
        var stored = await store.Find<ChartVersion>(Containers.Books, ChartIndex.Partition, id, stopping);
        // Versions never change, so a version once read is kept.
        return stored is null ? null : _versions.GetOrAdd(id, stored.Value);
    }

    private static List<Regime> LoadRegimes() => JsonSerializer.Deserialize<List<Regime>>(
        EmbeddedText.Read(Assembly.GetExecutingAssembly(), "regimes.json"), Json.Options)!;

    private static List<ChartVersion> LoadShipped()
    {
        var table = CsvTable.Parse(
            EmbeddedText.Read(Assembly.GetExecutingAssembly(), "chart-of-accounts.csv")).Require();
        return [.. KnownRegimes.Select(regime => Ship(table, regime))];
    }

    private static ChartVersion Ship(CsvTable table, Regime regime)
    {
        var (accounts, problems) = ChartFile.Read(table, regime.Id);
        return problems.Count == 0
            ? new ChartVersion(regime.Id, 1, regime.From, "系统", null, accounts)
            : throw new InvalidOperationException($"chart-of-accounts.csv: {problems[0]}");
    }
}
