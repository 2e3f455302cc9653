using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SocialFund.Kernel;

/// <summary>
/// What every store demands of its callers, checked alike by all of them. Breaking a rule is a bug: it throws.
/// </summary>
public static partial class DocumentRules
{
    /// <summary>UTF-8 bytes of all bodies of one commit: Cosmos DB's batch holds 2 MB, its envelope included.</summary>
    public const int CommitBytesMax = 1_900_000;

    /// <summary>Cosmos DB's longest id, in UTF-8 bytes.</summary>
    private const int IdBytesMax = 1023;

    /// <exception cref="ArgumentException">
    /// Too many or too large writes, an id twice, an id that no store can hold, no JSON.
    /// </exception>
    public static void Check(string partition, IReadOnlyList<Write> writes)
    {
        ArgumentException.ThrowIfNullOrEmpty(partition);
        ArgumentOutOfRangeException.ThrowIfZero(writes.Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(writes.Count, IDocumentStore.CommitMax);
        var seen = new HashSet<string>(writes.Count, StringComparer.Ordinal);
        var bytes = 0;
        foreach (var write in writes)
        {
            CheckId(write.Id);
            if (!seen.Add(write.Id)) { throw new ArgumentException($"{write.Id} is written twice in one commit."); }
            if (BodyOf(write) is { } body) { bytes += CheckBody(write.Id, body); }
        }
        if (bytes > CommitBytesMax)
        {
            throw new ArgumentException($"A commit of {bytes} bytes; {CommitBytesMax} is the most.");
        }
    }

    /// <exception cref="ArgumentException">A limit out of range, or a field that is not a plain path.</exception>
    public static void Check(DocumentQuery query)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, DocumentQuery.LimitMax);
        foreach (var filter in query.Where) { CheckField(filter.Field); }
        if (query.OrderBy is not null) { CheckField(query.OrderBy); }
    }

    /// <summary>
    /// Stores write field paths into query text, so nothing but letters, digits, dots and underscores may pass.
    /// </summary>
    public static void CheckField(string field)
    {
        if (!FieldPath().IsMatch(field)) { throw new ArgumentException($"“{field}” is not a field path."); }
    }

    private static void CheckId(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        if (id.AsSpan().ContainsAny("/\\?#") || id.Any(char.IsControl) || Encoding.UTF8.GetByteCount(id) > IdBytesMax)
        {
            throw new ArgumentException($"“{id}” cannot be a document id.");
        }
    }

    private static string? BodyOf(Write write) => write switch
    {
        Write.Create create => create.Body,
        Write.Replace replace => replace.Body,
        Write.Put put => put.Body,
        _ => null,
    };

    /// <summary>A body that is no JSON object would break every later query of its partition.</summary>
    /// <returns>Its size in UTF-8 bytes.</returns>
    private static int CheckBody(string id, string body)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(body.Length));
        try
        {
            var count = Encoding.UTF8.GetBytes(body, bytes);
            var reader = new Utf8JsonReader(bytes.AsSpan(0, count));
            var isObject = reader.Read() && reader.TokenType == JsonTokenType.StartObject;
            while (reader.Read()) { }
            return isObject ? count : throw new JsonException("No object.");
        }
        catch (JsonException error)
        {
            throw new ArgumentException($"The body of {id} is not a JSON object.", error);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_]{0,63}(\.[A-Za-z][A-Za-z0-9_]{0,63}){0,7}\z")]
    private static partial Regex FieldPath();
}
