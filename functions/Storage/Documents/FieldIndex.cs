using System.Text.RegularExpressions;
using SocialFund.Kernel;

namespace SocialFund.Storage;

/// <summary>
/// An index over fields of one type of document, for lists that grow beyond what may be read for each page (about ten
/// thousand rows a partition). Serves filters that ask for equality of the leading fields, and the order by the next
/// one. Fields behind those are carried along: a filter or a sum over them need not read the documents.
/// </summary>
public sealed partial class FieldIndex
{
    /// <param name="type">A type, or the beginning of several with a star behind it: <c>line-*</c>.</param>
    /// <param name="fields">
    /// Body fields as queries name them; those compared for equality first, the order last.
    /// </param>
    public FieldIndex(string container, string type, params IReadOnlyList<string> fields)
    {
        if (!Word().IsMatch(container) || !Word().IsMatch(type) || fields.Count == 0)
        {
            throw new ArgumentException("An index needs a container, a type and a field.");
        }
        foreach (var field in fields) { DocumentRules.CheckField(field); }
        (Container, Type, Fields) = (container, type, fields);
    }

    public string Container { get; }
    public string Type { get; }
    public IReadOnlyList<string> Fields { get; }

    internal string Name => $"\"field_{Container}_{Type}_{string.Join('_', Fields)}\"";

    /// <summary>
    /// Of several types, only documents that have the first field: who asks for its value finds no others.
    /// </summary>
    internal string Condition => IsOfSeveral
        ? $"container = '{Container}' and substr(type, 1, {Beginning.Length}) = '{Beginning}'"
            + $" and {QuerySql.Value(Fields[0])} is not null"
        : $"container = '{Container}' and type = '{Type}'";

    internal bool IsOfSeveral => Type.EndsWith('*');

    private string Beginning => Type.TrimEnd('*');

    /// <summary>
    /// Container and type stand in it although they never differ: else SQLite reads the document for them.
    /// </summary>
    internal string Create =>
        $"create index if not exists {Name} on documents (partition, " + (IsOfSeveral ? "type, " : "")
        + string.Concat(Fields.Select(path => $"{QuerySql.Value(path)}, "))
        + (IsOfSeveral ? "id, container)" : "id, container, type)") + $" where {Condition}";

    internal bool IsOf(string container, string type) => Container == container
        && (IsOfSeveral ? type.StartsWith(Beginning, StringComparison.Ordinal) : Type == type);

    [GeneratedRegex(@"\A[a-z][a-zA-Z0-9-]{0,40}\*?\z")]
    private static partial Regex Word();
}
