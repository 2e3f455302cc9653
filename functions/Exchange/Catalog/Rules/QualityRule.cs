using SocialFund.Kernel;

namespace SocialFund.Exchange.Catalog;

/// <summary>What happens to a row that breaks a rule.</summary>
public enum Severity
{
    /// <summary>退回: the row is not taken.</summary>
    Hard = 1,

    /// <summary>提示: the row is taken and the finding kept with it.</summary>
    Soft,
}

/// <summary>A rule for the rows of every table that has the fields it names (质量规则), as rules.json tells it.</summary>
/// <param name="When">Rows that it does not hold for are let be; null means all. See <see cref="Expression"/>.</param>
/// <param name="Must">What must hold.</param>
/// <param name="Message">What the sender reads; <c>{field}</c> stands for that field's name.</param>
/// <param name="Tables">Table ids, or their parts behind the slash; null means every table.</param>
/// <param name="Passes">A row that keeps it, as text by field id: a test runs it.</param>
/// <param name="Fails">A row that breaks it.</param>
/// <param name="Basis">Law or standard; null for what follows from the words.</param>
public sealed record QualityRule(
    string Id, Severity Severity, string Must, string Message, IReadOnlyDictionary<string, string> Passes,
    IReadOnlyDictionary<string, string> Fails, string? When = null, IReadOnlyList<string>? Tables = null,
    string? Basis = null)
{
    private readonly Lazy<Expression> _must = new(() => Expression.Parse(Must));
    private readonly Lazy<Expression?> _when = new(() => When is null ? null : Expression.Parse(When));

    internal Expression MustHold => _must.Value;

    internal Expression? Condition => _when.Value;

    public bool AppliesTo(CatalogTable table) =>
        (Tables is null
            || Tables.Any(name => table.Id == name || table.Id.EndsWith($"/{name}", StringComparison.Ordinal)))
        && MustHold.Fields.Concat(Condition?.Fields ?? []).All(field => table.Find(field) is not null);
}

/// <summary>A rule made ready for the rows of one table.</summary>
public sealed class TableRule
{
    private readonly RowTest _must;
    private readonly RowTest? _when;

    public TableRule(QualityRule rule, CatalogTable table)
    {
        Rule = rule;
        _must = rule.MustHold.Compile(table);
        _when = rule.Condition?.Compile(table);
        Place = table.PlaceOf(rule.MustHold.Fields[0]);
        Message = table.Fields.Aggregate(
            rule.Message, (text, field) =>
                text.Replace($"{{{field.Id}}}", $"“{field.Name}”", StringComparison.Ordinal));
    }

    public QualityRule Rule { get; }

    /// <summary>Where the field that is marked stands in the table: the first that the rule names.</summary>
    public int Place { get; }

    public string Message { get; }

    /// <summary>Whether rows can break it at all when only some fields are given.</summary>
    public bool CanBreak(Func<string, bool> isGiven) =>
        Rule.MustHold.Reach(isGiven).CanBeFalse && (Rule.Condition is null || Rule.Condition.Reach(isGiven).CanBeTrue);

    /// <summary>False when the row breaks the rule. What an empty cell leaves unknown breaks nothing.</summary>
    public bool Holds(TypedRows rows, int row, in BatchFacts batch) =>
        (_when is not null && _when(rows, row, batch) != true) || _must(rows, row, batch) != false;

    /// <summary>The tender marks items as part of another (其中): one that exceeds it is noted.</summary>
    internal static IEnumerable<TableRule> Parts(CatalogTable table) =>
        from field in table.Fields
        where field.PartOf is not null && field.Type is FieldKind.Money or FieldKind.Count
        let whole = table.Find(field.PartOf!)!
        where whole.Type == field.Type
        select new TableRule(
            new QualityRule(
                $"part-{field.Id}", Severity.Soft, $"{field.Id} <= {whole.Id}", $"{{{field.Id}}}大于其所属的{{{whole.Id}}}",
                new Dictionary<string, string> { [field.Id] = "1", [whole.Id] = "2" },
                new Dictionary<string, string> { [field.Id] = "2", [whole.Id] = "1" }),
            table);
}

/// <summary>What rules may ask of the batch that a row came in.</summary>
/// <param name="Month">The batch's period, YYYYMM.</param>
/// <param name="LastDay">The last day of that month, days since 1970.</param>
public readonly record struct BatchFacts(long Month, long LastDay)
{
    public static BatchFacts Of(Period period) =>
        new(period.Number,
            period.LastDay.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber);
}

/// <summary>Whether something holds for a row: true, false, or null where an empty cell leaves it open.</summary>
public delegate bool? RowTest(TypedRows rows, int row, in BatchFacts batch);
