using System.Text.RegularExpressions;
using SocialFund.Kernel;

namespace SocialFund.Storage;

/// <summary>
/// An index over one field of one type of document, for lists that grow beyond what may be read for each page (about ten
/// thousand rows a partition). Serves filters that ask for equality, and the order by that field.
/// </summary>
public sealed partial record FieldIndex
{
    public FieldIndex(string container, string type, string field)
    {
        if (!Word().IsMatch(container) || !Word().IsMatch(type)) { throw new ArgumentException("Not an index."); }
        DocumentRules.CheckField(field);
        (Container, Type, Field) = (container, type, field);
    }

    public string Container { get; }
    public string Type { get; }
    public string Field { get; }

    /// <summary>Begins so that obsolete ones can be told from the fixed indexes.</summary>
    internal const string Prefix = "field_";

    internal string Name => $"\"{Prefix}{Container}_{Type}_{Field}\"";

    internal string Condition => $"container = '{Container}' and type = '{Type}'";

    internal string Create =>
        $"create index if not exists {Name} on documents (partition, {QuerySql.Value(Field)}, id) where {Condition}";

    internal bool IsOf(string container, string type) => Container == container && Type == type;

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,40}\z")]
    private static partial Regex Word();
}
