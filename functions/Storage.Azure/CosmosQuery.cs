using System.Globalization;
using System.Text;
using Microsoft.Azure.Cosmos;
using SocialFund.Kernel;

namespace SocialFund.Storage.Azure;

/// <summary>
/// A query's text and parameters. Field paths are checked before they enter the text and written in brackets, so that
/// no field is a keyword; every value is a parameter. The partition is in the text too, though the request names it: a
/// server that overlooked the request's partition would otherwise show other people's rows.
/// </summary>
internal sealed class CosmosQuery
{
    private readonly StringBuilder _text = new();
    private readonly List<(string Name, object Value)> _values = [];

    public CosmosQuery(string select, string partition, DocumentQuery query)
    {
        _text.Append($"SELECT {select} FROM c WHERE c.pk = {Add(partition)} AND c.type = {Add(query.Type)}");
        foreach (var filter in query.Where) { And(filter); }
    }

    public static string Field(string path)
    {
        DocumentRules.CheckField(path);
        return string.Concat(["c[\"body\"]", .. path.Split('.').Select(name => $"[\"{name}\"]")]);
    }

    public CosmosQuery And(string condition)
    {
        _text.Append(" AND ").Append(condition);
        return this;
    }

    public CosmosQuery And(string left, string comparison, object value) => And($"{left} {comparison} {Add(value)}");

    public CosmosQuery OrderBy(string expression, bool descending)
    {
        _text.Append(" ORDER BY ").Append(expression).Append(descending ? " DESC" : " ASC");
        return this;
    }

    public QueryDefinition Definition() => _values.Aggregate(
        new QueryDefinition(_text.ToString()),
        (definition, value) => definition.WithParameter(value.Name, value.Value));

    private void And(Filter filter)
    {
        var (field, value) = (Field(filter.Field), Add(filter.Value is int number ? (long)number : filter.Value));
        And($"{KindCheck(filter.Value)}({field})");
        And(filter.Comparison switch
        {
            Comparison.Equal => $"{field} = {value}",
            Comparison.NotEqual => $"{field} != {value}",
            Comparison.AtLeast => $"{field} >= {value}",
            Comparison.AtMost => $"{field} <= {value}",
            Comparison.OneOf => $"ARRAY_CONTAINS({value}, {field})",
            Comparison.StartsWith => $"STARTSWITH({field}, {value})",
            Comparison.Contains => $"CONTAINS({field}, {value})",
            _ => throw new ArgumentException($"{filter.Comparison} is not a comparison."),
        });
    }

    private static string KindCheck(object value) => value switch
    {
        string or string[] => "IS_STRING",
        int or long or double => "IS_NUMBER",
        bool => "IS_BOOL",
        _ => throw new ArgumentException($"A filter cannot compare {value.GetType().Name}."),
    };

    private string Add(object value)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"@p{_values.Count}");
        _values.Add((name, value));
        return name;
    }
}
