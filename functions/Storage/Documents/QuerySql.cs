using System.Globalization;
using System.Text;
using SocialFund.Kernel;

namespace SocialFund.Storage;

/// <summary>
/// Turns a query into SQL. The only SQL built at run time: field paths are checked by <see cref="DocumentRules"/>
/// before they enter the text, every value is bound.
/// </summary>
internal sealed class QuerySql
{
    private readonly StringBuilder _text = new();
    private readonly List<(string, object?)> _values = [];

    private QuerySql(
        string container, string partition, DocumentQuery query, IReadOnlyList<FieldIndex> indexes, string select)
    {
        DocumentRules.Check(query);
        _text.Append("select ").Append(select).Append(" from documents indexed by ");
        if (Serving(query, indexes.Where(index => index.IsOf(container, query.Type))) is { } index)
        {
            // A partial index serves only a query that repeats its condition word for word.
            _text.Append($"{index.Name} where {index.Condition} and partition = $partition");
            _values.Add(("$partition", partition));
            if (index.IsOfSeveral) { _text.Append(" and type = $type"); _values.Add(("$type", query.Type)); }
        }
        else
        {
            _text.Append("documents_by_type where container = $container and partition = $partition and type = $type");
            _values.AddRange([("$container", container), ("$partition", partition), ("$type", query.Type)]);
        }
        foreach (var filter in query.Where) { And(filter); }
    }

    public string Text => _text.ToString();
    public ReadOnlySpan<(string, object?)> Values => _values.ToArray();

    /// <summary>
    /// Rows partition, id, type, body, seq and the order value; one more than the limit, to know if more follow.
    /// Inside, the page's rows are chosen and sorted without their bodies.
    /// </summary>
    public static QuerySql Page(
        string container, string partition, DocumentQuery query, IReadOnlyList<FieldIndex> indexes)
    {
        var order = query.OrderBy is null ? "null" : Value(query.OrderBy);
        var sql = new QuerySql(container, partition, query, indexes, $"rowid as place, id as name, {order} as rank");
        sql.After(query);
        var direction = query.Descending ? "desc" : "asc";
        sql._text.Append(query.OrderBy is null ? " order by id " : $" order by {order} {direction}, id ")
            .Append(direction).Append(" limit $limit");
        sql._text.Insert(0, "select partition, id, type, body, seq, rank from (").Append(
            $") join documents on documents.rowid = place order by rank {direction}, name {direction}");
        sql._values.Add(("$limit", query.Limit + 1));
        return sql;
    }

    /// <summary>One row: the count, then a sum for each field.</summary>
    public static QuerySql Totals(
        string container, string partition, DocumentQuery query, IReadOnlyList<FieldIndex> indexes,
        IReadOnlyList<string> sumFields) =>
        new(container, partition, query, indexes, string.Concat(["count(*)", .. sumFields.Select(Sum)]));

    /// <summary>
    /// The index that answers most of the query; of two alike the one named first. Null when none helps.
    /// </summary>
    private static FieldIndex? Serving(DocumentQuery query, IEnumerable<FieldIndex> indexes) => indexes
        // One of several types lacks what has not its first field: only who asks for that field's value may use it.
        .Where(index => Served(query, index) > (index.IsOfSeveral ? 1 : 0))
        .MaxBy(index => Served(query, index));

    /// <summary>
    /// Each leading field that must equal something cuts much; the order right behind them saves sorting, unless one of
    /// them may equal several things.
    /// </summary>
    private static int Served(DocumentQuery query, FieldIndex index)
    {
        var equal = index.Fields
            .Select(field => query.Where.FirstOrDefault(filter => filter.Field == field
                && filter.Comparison is Comparison.Equal or Comparison.OneOf))
            .TakeWhile(filter => filter is not null).ToList();
        var isOrdered = equal.All(filter => filter!.Comparison == Comparison.Equal)
            && index.Fields.ElementAtOrDefault(equal.Count) is { } next && next == query.OrderBy;
        return 2 * equal.Count + (isOrdered ? 1 : 0);
    }

    /// <summary>The value alone decides, so an index which carries the field answers without the document.</summary>
    private static string Sum(string field)
    {
        DocumentRules.CheckField(field);
        return $", coalesce(sum(iif(typeof({Value(field)}) = 'integer', {Value(field)}, 0)), 0)";
    }

    private void And(Filter filter)
    {
        var (value, name) = (Value(filter.Field), Add(Bound(filter.Value)));
        var condition = filter.Comparison switch
        {
            Comparison.Equal => $"{value} = {name}",
            Comparison.NotEqual => $"{value} <> {name}",
            Comparison.AtLeast => $"{value} >= {name}",
            Comparison.AtMost => $"{value} <= {name}",
            Comparison.OneOf => $"{value} in (select value from json_each({name}))",
            Comparison.StartsWith => $"substr({value}, 1, length({name})) = {name}",
            Comparison.Contains => $"instr({value}, {name}) > 0",
            _ => throw new ArgumentException($"{filter.Comparison} is not a comparison."),
        };
        _text.Append($" and {condition}");
        // What is equal is of one kind; leaving the check out lets an index answer alone.
        if (filter.Comparison is Comparison.Equal or Comparison.OneOf && filter.Value is not bool) { return; }
        _text.Append($" and {Kind(filter.Field)} {SameKind(filter.Value)}");
    }

    /// <summary>Goes on behind the cursor. Missing fields order before all values, as SQLite orders null.</summary>
    private void After(DocumentQuery query)
    {
        if (Cursor.Of(query.Continuation) is not { } cursor) { return; }
        var beyond = query.Descending ? "<" : ">";
        var later = $"id {beyond} {Add(cursor.Id)}";
        if (query.OrderBy is null) { _text.Append($" and {later}"); return; }
        var value = Value(query.OrderBy);
        if (cursor.Value is null)
        {
            _text.Append(query.Descending
                ? $" and {value} is null and {later}"
                : $" and ({value} is not null or {later})");
            return;
        }
        var last = Add(Bound(cursor.Value));
        var missing = query.Descending ? $" or {value} is null" : "";
        _text.Append($" and ({value} {beyond} {last} or ({value} = {last} and {later}){missing})");
    }

    private string Add(object? value)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"$p{_values.Count}");
        _values.Add((name, value));
        return name;
    }

    internal static string Value(string field) => $"json_extract(body, '$.{field}')";

    private static string Kind(string field) => $"json_type(body, '$.{field}')";

    /// <summary>SQLite orders any text after any number; a filter compares only what is of one kind.</summary>
    private static string SameKind(object value) => value switch
    {
        string or string[] => "= 'text'",
        int or long or double => "in ('integer', 'real')",
        bool => "in ('true', 'false')",
        _ => throw new ArgumentException($"A filter cannot compare {value.GetType().Name}."),
    };

    private static object Bound(object value) => value switch
    {
        bool truth => truth ? 1L : 0L,
        string[] several => Json.Write(several),
        _ => value,
    };
}
