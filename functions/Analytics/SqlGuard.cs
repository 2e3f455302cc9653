using System.Text.Json;
using System.Text.RegularExpressions;
using SocialFund.Kernel;

namespace SocialFund.Analytics;

/// <summary>
/// Decides over a statement's syntax tree, as DuckDB itself parses it, whether the statement names only visible views.
/// </summary>
/// <remarks>
/// DuckDB's own lock keeps statements away from other files, but not from functions that read the lake's files past the
/// views, nor from writing beside them. So tables and table functions are allowed by name, the rest is refused.
/// </remarks>
internal sealed partial class SqlGuard
{
    /// <summary>Deeper statements are refused: far beyond what people write, and within any thread's stack.</summary>
    private const int DepthMax = 512;

    private static readonly SqlFile Parse = SqlFile.Beside<SqlGuard>("parse");
    private static readonly SqlFile Relations = SqlFile.Beside<SqlGuard>("relations");
    private static readonly HashSet<string> TableFunctions =
        new(["generate_series", "range", "unnest"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Functions that look beyond the rows: at plans, settings and logs, or that only wait.</summary>
    private static readonly HashSet<string> RefusedFunctions =
        new(["current_setting", "json_serialize_plan", "sleep_ms", "write_log"], StringComparer.OrdinalIgnoreCase);

    private readonly DuckConnection _connection;
    private readonly HashSet<string> _visible;
    private readonly HashSet<string> _hidden;

    private SqlGuard(DuckConnection connection, HashSet<string> visible, HashSet<string> hidden) =>
        (_connection, _visible, _hidden) = (connection, visible, hidden);

    /// <summary>A guard for a connection on which the views already exist.</summary>
    internal static SqlGuard Over(DuckConnection connection, IReadOnlyList<DuckView> views)
    {
        var visible = views.Where(view => view.IsVisible).Select(view => view.Name)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var hidden = connection.List(Relations, row => row.Text(0)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        hidden.ExceptWith(visible);
        return new(connection, visible, hidden);
    }

    /// <returns>Null for a statement that may run; it can still be wrong in other ways.</returns>
    internal Problem? Check(string sql)
    {
        if (sql.Contains('\0', StringComparison.Ordinal)) { return new SqlNotOneSelect(); }
        try
        {
            var json = _connection.List(Parse, row => row.Text(0), [("sql", sql)])[0];
            using var tree = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = DepthMax });
            return Check(tree.RootElement);
        }
        catch (JsonException)
        {
            return new SqlInvalid("嵌套过深。");
        }
    }

    private Problem? Check(JsonElement root)
    {
        if (root.GetProperty("error").GetBoolean())
        {
            return Text(root, "error_type") == "parser"
                ? new SqlInvalid(Text(root, "error_message"))
                : new SqlNotOneSelect();
        }

        if (root.GetProperty("statements").GetArrayLength() != 1) { return new SqlNotOneSelect(); }
        var nodes = Nodes(root).ToList();
        var named = nodes.Where(node => node.TryGetProperty("cte_map", out _)).SelectMany(NamesOfWith)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return named.Where(IsTaken).Select(name => new SqlNameTaken(name)).FirstOrDefault()
            ?? nodes.Select(node => CheckNode(node, named)).FirstOrDefault(problem => problem is not null);
    }

    private Problem? CheckNode(JsonElement node, HashSet<string> named)
    {
        if (node.TryGetProperty("class", out _)) { return CheckExpression(node); }
        return node.TryGetProperty("sample", out _) && node.TryGetProperty("alias", out _)
            ? CheckSource(node, named)
            : null;
    }

    private static SqlFunctionNotOffered? CheckExpression(JsonElement expression)
    {
        var isRefused = expression.TryGetProperty("function_name", out var name)
            && (RefusedFunctions.Contains(name.GetString()!)
                || name.GetString()!.StartsWith("pg_", StringComparison.OrdinalIgnoreCase));
        return isRefused ? new SqlFunctionNotOffered(name.GetString()!) : null;
    }

    // A source is what may stand behind "from". Kinds that are not listed (show, describe, …) are refused.
    private Problem? CheckSource(JsonElement source, HashSet<string> named) => Text(source, "type") switch
    {
        "EMPTY" or "EXPRESSION_LIST" or "JOIN" or "PIVOT" or "SUBQUERY" => null,
        "BASE_TABLE" => CheckTable(source, named),
        "TABLE_FUNCTION" => CheckTableFunction(Text(source.GetProperty("function"), "function_name")),
        var kind => new SqlTableNotOffered(kind),
    };

    private SqlTableNotOffered? CheckTable(JsonElement table, HashSet<string> named)
    {
        var name = Text(table, "table_name");
        var isPlain = Text(table, "schema_name").Length == 0 && Text(table, "catalog_name").Length == 0;
        return isPlain && (_visible.Contains(name) || named.Contains(name)) ? null : new SqlTableNotOffered(name);
    }

    private static SqlFunctionNotOffered? CheckTableFunction(string name) =>
        TableFunctions.Contains(name) ? null : new SqlFunctionNotOffered(name);

    // Inside its own definition, and outside its scope, such a name means the relation or the file of that name. Where
    // none can exist, scopes need not be followed.
    private bool IsTaken(string name) => _hidden.Contains(name) || !Plain().IsMatch(name);

    private static IEnumerable<string> NamesOfWith(JsonElement node) =>
        node.GetProperty("cte_map").GetProperty("map").EnumerateArray().Select(entry => Text(entry, "key"));

    private static string Text(JsonElement node, string property) => node.GetProperty(property).GetString() ?? "";

    /// <summary>All objects of the tree, outer ones first.</summary>
    private static IEnumerable<JsonElement> Nodes(JsonElement element)
    {
        var open = new Stack<JsonElement>([element]);
        while (open.TryPop(out var next))
        {
            if (next.ValueKind == JsonValueKind.Object) { yield return next; }
            foreach (var child in Children(next)) { open.Push(child); }
        }
    }

    private static IEnumerable<JsonElement> Children(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Select(property => property.Value),
        JsonValueKind.Array => element.EnumerateArray(),
        _ => [],
    };

    [GeneratedRegex(@"\A[\p{L}_][\p{L}\p{N}_]*\z")]
    private static partial Regex Plain();
}
