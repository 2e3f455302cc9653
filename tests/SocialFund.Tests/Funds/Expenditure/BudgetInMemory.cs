using SocialFund.Funds.Budget;
using SocialFund.Funds.Expenditure;
using SocialFund.Kernel;

namespace SocialFund.Tests.Funds.Expenditure;

/// <summary>Budget control as a dictionary: exact, and as forgiving of repeats as the real one must be.</summary>
internal sealed class BudgetInMemory : IBudgetControl
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _limits = [];
    private readonly Dictionary<(string Request, string Line), long> _reserved = [];
    private readonly Dictionary<(string Request, string Round, string Line), long> _used = [];

    /// <summary>Exceeding is only warned of.</summary>
    public bool Warns { get; set; }

    public void Set(string line, long fen) => _limits[line] = fen;

    public long Reserved(string line) => _reserved.Where(entry => entry.Key.Line == line).Sum(entry => entry.Value);

    public long Used(string line) => _used.Where(entry => entry.Key.Line == line).Sum(entry => entry.Value);

    public Task<Result<Reserved>> Reserve(
        RequestId request, IReadOnlyList<BudgetCharge> charges, bool beforeApproval, Call call)
    {
        lock (_lock)
        {
            var warnings = new List<string>();
            foreach (var charge in charges)
            {
                if (!_limits.TryGetValue(charge.Line, out var limit))
                {
                    return Task.FromResult<Result<Reserved>>(new NotFound("预算科目", charge.Line));
                }
                var others = _reserved.Where(entry => entry.Key.Line == charge.Line)
                    .Where(entry => entry.Key.Request != request.Text)
                    .Sum(entry => entry.Value);
                if (others + Used(charge.Line) + charge.Amount.Fen <= limit) { continue; }
                if (!Warns) { return Task.FromResult<Result<Reserved>>(new Exceeded(charge.Line)); }
                warnings.Add(charge.Line);
            }
            Clear(request);
            foreach (var charge in charges) { _reserved[(request.Text, charge.Line)] = charge.Amount.Fen; }
            return Task.FromResult<Result<Reserved>>(new Reserved([], warnings));
        }
    }

    public Task<Result<Done>> Use(RequestId request, string round, IReadOnlyList<BudgetCharge> charges, Call call)
    {
        lock (_lock)
        {
            foreach (var charge in charges)
            {
                if (!_used.TryAdd((request.Text, round, charge.Line), charge.Amount.Fen)) { continue; }
                if (charge.Amount > Money.Zero) { _reserved[(request.Text, charge.Line)] -= charge.Amount.Fen; }
            }
            return Task.FromResult<Result<Done>>(Done.Value);
        }
    }

    public Task<Result<Done>> Release(RequestId request, Call call)
    {
        lock (_lock) { Clear(request); }
        return Task.FromResult<Result<Done>>(Done.Value);
    }

    public Task<IReadOnlyList<BudgetPosition>> Positions(
        Division division, Fund fund, int year, IReadOnlyList<string> lines, CancellationToken stopping)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<BudgetPosition>>([.. lines.Select(line => new BudgetPosition(
                line, line, Money.FromFen(_limits.GetValueOrDefault(line)), Money.FromFen(Reserved(line)),
                Money.FromFen(Used(line)),
                Money.FromFen(_limits.GetValueOrDefault(line) - Reserved(line) - Used(line)), true))]);
        }
    }

    private void Clear(RequestId request)
    {
        var own = _reserved.Keys.Where(key => key.Request == request.Text).ToList();
        foreach (var key in own) { _reserved.Remove(key); }
    }

    private sealed record Exceeded(string Line) : RuleProblem("line_exceeded", $"预算科目 {Line} 可用额度不足");
}
