using System.Text.RegularExpressions;
using SocialFund.Kernel;

namespace SocialFund.Funds.Banking;

/// <summary>A line of either side as the matcher sees it.</summary>
/// <param name="Traits">What lines of one group have in common, in words.</param>
/// <param name="References">Numbers of six characters and more: of vouchers, requests, batches, the bank's.</param>
/// <param name="Pairs">Pairs of letters and characters that follow each other.</param>
internal sealed partial record Candidate(
    string Id, DateOnly Date, Money Amount, IReadOnlyList<string> Traits, IReadOnlySet<string> References,
    IReadOnlySet<string> Pairs)
{
    public static Candidate Of(BankLine line) => new(
        line.Id, line.Date, line.Amount,
        [
            $"{line.Date:yyyy-MM-dd}全部", .. Trait("对方", line.Counterparty, line.Date),
            .. Trait("摘要", line.Summary, line.Date),
        ],
        ReferencesOf($"{line.Reference} {line.Summary}"), PairsOf($"{line.Counterparty}{line.Summary}"));

    public static Candidate Of(BookLine line) => new(
        line.Id, line.Date, line.Amount,
        [
            $"凭证{line.Voucher}", $"{line.Date:yyyy-MM-dd}全部", .. Trait("来源", line.Source.Id, line.Date),
            .. Trait("摘要", line.Summary, line.Date),
        ],
        ReferencesOf($"{line.Voucher} {line.Source.Id} {line.Source.Detail} {line.Summary}"), PairsOf(line.Summary));

    /// <summary>Same sign, and not larger.</summary>
    public bool IsPartOf(Candidate whole) =>
        Math.Sign(Amount.Fen) == Math.Sign(whole.Amount.Fen) && Math.Abs(Amount.Fen) < Math.Abs(whole.Amount.Fen);

    /// <returns>The longest number that both sides name; null when there is none.</returns>
    public static string? SharedReference(IReadOnlyList<Candidate> bank, IReadOnlyList<Candidate> book)
    {
        var named = book.SelectMany(line => line.References).ToHashSet();
        return bank.SelectMany(line => line.References).Where(named.Contains)
            .OrderByDescending(text => text.Length).ThenBy(text => text, StringComparer.Ordinal).FirstOrDefault();
    }

    /// <summary>Dice's coefficient over pairs of characters, per mille.</summary>
    public static int Likeness(IReadOnlyList<Candidate> bank, IReadOnlyList<Candidate> book)
    {
        var left = bank.SelectMany(line => line.Pairs).ToHashSet();
        var right = book.SelectMany(line => line.Pairs).ToHashSet();
        var all = left.Count + right.Count;
        return all == 0 ? 0 : 2000 * left.Count(right.Contains) / all;
    }

    private static IEnumerable<string> Trait(string name, string text, DateOnly date) =>
        text.Length == 0 ? [] : [$"{date:yyyy-MM-dd}{name}“{text}”"];

    private static HashSet<string> ReferencesOf(string text) =>
        [.. Number().Matches(text.ToUpperInvariant()).Select(match => match.Value)];

    private static HashSet<string> PairsOf(string text)
    {
        var letters = string.Concat(text.ToUpperInvariant().Where(char.IsLetterOrDigit));
        return [.. Enumerable.Range(0, Math.Max(0, letters.Length - 1)).Select(at => letters.Substring(at, 2))];
    }

    [GeneratedRegex(@"[A-Z0-9](?:[A-Z0-9\-]{4,}[A-Z0-9])")]
    private static partial Regex Number();
}
