using SocialFund.Kernel;

namespace SocialFund.Funds.Banking;

/// <summary>Why lines belong together.</summary>
/// <param name="Id">amount, date, reference, text.</param>
/// <param name="Points">Of <paramref name="Of"/> that could be had.</param>
public sealed record MatchReason(string Id, string Text, int Points, int Of);

/// <summary>Lines that may belong together; their sums are equal.</summary>
/// <param name="Score">Per cent of all points.</param>
/// <param name="IsTied">Another candidate is as good; a person must choose.</param>
public sealed record Suggestion(
    IReadOnlyList<string> Bank, IReadOnlyList<string> Book, Money Amount, int Score, bool IsTied,
    IReadOnlyList<MatchReason> Reasons);

/// <summary>
/// Finds which open lines of bank and book belong together: pairs first, then one bank line for several of the book and
/// the other way. Pure; the same lines and settings give the same suggestions.
/// </summary>
internal sealed class Matcher
{
    /// <summary>Lines nearest in date that free groups are tried from, and how many tries.</summary>
    private const int NearMax = 18;
    private const int TriesMax = 20_000;

    private readonly MatchSettings _settings;
    private readonly IReadOnlyList<Candidate> _bank;
    private readonly IReadOnlyList<Candidate> _book;

    public Matcher(MatchSettings settings, IEnumerable<BankLine> bank, IEnumerable<BookLine> book)
    {
        _settings = settings;
        _bank = [.. bank.Select(Candidate.Of)];
        _book = [.. book.Select(Candidate.Of)];
    }

    /// <summary>The best suggestions, each line in one of them at most; the best first.</summary>
    public IReadOnlyList<Suggestion> Suggest()
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var found = new List<Suggestion>();
        foreach (var pair in Marked(Pairs())) { TakeIfFree(pair, taken, found); }
        var groups = Groups(Free(_bank, taken), Free(_book, taken), isBankOne: true)
            .Concat(Groups(Free(_book, taken), Free(_bank, taken), isBankOne: false));
        foreach (var group in Ordered(groups)) { TakeIfFree(group, taken, found); }
        return [.. Ordered(found)];
    }

    /// <summary>All that a bank line may belong to, the best first.</summary>
    public IReadOnlyList<Suggestion> For(string bankLine)
    {
        var pairs = Marked(Pairs()).Where(pair => pair.Bank[0] == bankLine);
        var groups = Groups([.. _bank.Where(line => line.Id == bankLine)], _book, isBankOne: true);
        return [.. Ordered(pairs.Concat(groups))];
    }

    private static IEnumerable<Suggestion> Ordered(IEnumerable<Suggestion> suggestions) => suggestions
        .OrderByDescending(each => each.Score)
        .ThenBy(each => string.Join('|', each.Bank.Concat(each.Book)), StringComparer.Ordinal);

    private static List<Candidate> Free(IEnumerable<Candidate> lines, HashSet<string> taken) =>
        [.. lines.Where(line => !taken.Contains(line.Id))];

    private static void TakeIfFree(Suggestion suggestion, HashSet<string> taken, List<Suggestion> found)
    {
        string[] ids = [.. suggestion.Bank, .. suggestion.Book];
        if (ids.Any(taken.Contains)) { return; }
        taken.UnionWith(ids);
        found.Add(suggestion);
    }

    private bool IsNear(Candidate one, Candidate other) =>
        Math.Abs(one.Date.DayNumber - other.Date.DayNumber) <= _settings.ToleranceDays;

    private List<Suggestion> Pairs()
    {
        var byAmount = _book.ToLookup(line => line.Amount);
        var rivals = _bank.ToLookup(line => line.Amount);
        var pairs = new List<Suggestion>();
        foreach (var bank in _bank)
        {
            var near = byAmount[bank.Amount].Where(book => IsNear(bank, book)).ToList();
            foreach (var book in near)
            {
                var others = Math.Max(near.Count, rivals[bank.Amount].Count(rival => IsNear(rival, book)));
                pairs.Add(Scored([bank], [book], others == 1 ? (1, 1) : (1, 2), others == 1
                    ? "金额一致，且唯一" : $"金额一致，同额共{others}笔"));
            }
        }
        return pairs;
    }

    /// <summary>In order, the ties marked: another pair of one of the lines has the same score.</summary>
    private static IEnumerable<Suggestion> Marked(List<Suggestion> pairs)
    {
        var best = pairs.SelectMany(pair => (string[])[$"{pair.Bank[0]} {pair.Score}", $"{pair.Book[0]} {pair.Score}"])
            .GroupBy(key => key).Where(group => group.Count() > 1).Select(group => group.Key).ToHashSet();
        return Ordered(pairs.Select(pair => pair with
        {
            IsTied = best.Contains($"{pair.Bank[0]} {pair.Score}") || best.Contains($"{pair.Book[0]} {pair.Score}"),
        }));
    }

    /// <summary>For each single line the groups of the other side whose sum it is.</summary>
    private IEnumerable<Suggestion> Groups(
        IReadOnlyList<Candidate> singles, IReadOnlyList<Candidate> parts, bool isBankOne)
    {
        foreach (var single in singles)
        {
            var near = parts.Where(part => IsNear(single, part) && part.IsPartOf(single)).ToList();
            if (near.Count < 2) { continue; }
            var found = Natural(single, near).ToList();
            if (found.Count == 0) { found = [.. Tried(single, near)]; }
            foreach (var (members, points, why) in found)
            {
                yield return Scored(
                    isBankOne ? [single] : members, isBankOne ? members : [single], points, why) with
                {
                    IsTied = found.Count > 1,
                };
            }
        }
    }

    /// <summary>Groups with something in common: voucher, reference, source, other party, or all of a day.</summary>
    private static IEnumerable<(IReadOnlyList<Candidate>, (int, int), string)> Natural(
        Candidate single, List<Candidate> near)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var trait in near.SelectMany(part => part.Traits).Distinct())
        {
            var members = near.Where(part => part.Traits.Contains(trait)).ToList();
            if (members.Count is < 2 or > BankMatching.MembersMax - 1) { continue; }
            if (members.Aggregate(Money.Zero, (sum, part) => sum + part.Amount) != single.Amount) { continue; }
            if (seen.Add(string.Join('|', members.Select(part => part.Id))))
            {
                yield return (members, (3, 4), $"{members.Count}笔合计金额一致（{trait}）");
            }
        }
    }

    /// <summary>Some lines near in date that happen to sum up; the smallest group is found first.</summary>
    private IEnumerable<(IReadOnlyList<Candidate>, (int, int), string)> Tried(Candidate single, List<Candidate> near)
    {
        var pool = near.OrderBy(part => Math.Abs(part.Date.DayNumber - single.Date.DayNumber))
            .ThenBy(part => part.Id, StringComparer.Ordinal).Take(NearMax).ToList();
        var tries = 0;
        for (var size = 2; size <= Math.Min(_settings.GroupMax, pool.Count); size++)
        {
            var found = Choose(pool, 0, size, single.Amount, [], ref tries);
            if (found is not null)
            {
                yield return (found, (1, 2), $"{found.Count}笔合计金额一致");
                yield break;
            }
        }
    }

    private static List<Candidate>? Choose(
        List<Candidate> pool, int start, int left, Money amount, List<Candidate> chosen, ref int tries)
    {
        if (left == 0) { return amount.IsZero ? [.. chosen] : null; }
        for (var index = start; index <= pool.Count - left && tries < TriesMax; index++)
        {
            tries++;
            chosen.Add(pool[index]);
            var found = Choose(pool, index + 1, left - 1, amount - pool[index].Amount, chosen, ref tries);
            chosen.RemoveAt(chosen.Count - 1);
            if (found is not null) { return found; }
        }
        return null;
    }

    private Suggestion Scored(
        IReadOnlyList<Candidate> bank, IReadOnlyList<Candidate> book, (int Of, int Parts) amount, string why)
    {
        var days = bank.Max(one => book.Max(other => Math.Abs(one.Date.DayNumber - other.Date.DayNumber)));
        var span = _settings.ToleranceDays + 1;
        var reference = Candidate.SharedReference(bank, book);
        var likeness = Candidate.Likeness(bank, book);
        MatchReason[] reasons =
        [
            new("amount", why, _settings.AmountPoints * amount.Of / amount.Parts, _settings.AmountPoints),
            new("date", days == 0 ? "同一天" : $"相差{days}天", _settings.DatePoints * (span - days) / span,
                _settings.DatePoints),
            new("reference", reference is null ? "没有共同编号" : $"编号“{reference}”一致",
                reference is null ? 0 : _settings.ReferencePoints, _settings.ReferencePoints),
            new("text", $"文字相似{likeness / 10}%", _settings.TextPoints * likeness / 1000, _settings.TextPoints),
        ];
        var total = bank.Aggregate(Money.Zero, (sum, line) => sum + line.Amount);
        return new Suggestion(
            [.. bank.Select(line => line.Id)], [.. book.Select(line => line.Id)], total,
            100 * reasons.Sum(reason => reason.Points) / _settings.Total, false, reasons);
    }
}
