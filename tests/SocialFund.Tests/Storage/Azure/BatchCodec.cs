using Microsoft.Azure.Cosmos;
using Microsoft.Azure.Cosmos.Serialization.HybridRow;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.IO;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.Layouts;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.RecordIO;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.Schemas;
using RowResult = Microsoft.Azure.Cosmos.Serialization.HybridRow.Result;

namespace SocialFund.Tests.Storage.Azure;

/// <summary>One operation as the SDK sends it in a batch.</summary>
public sealed record BatchOperation(BatchKind Kind, string Id, string? IfMatch, byte[] Body);

public sealed record BatchOutcome(int Status, string ETag);

/// <summary>The SDK's numbers of operations.</summary>
public enum BatchKind
{
    Create = 0,
    Delete = 4,
    Replace = 5,
    Upsert = 20,
}

/// <summary>
/// The binary form of batches and their answers (HybridRow), by the SDK's own reader, writer and schemas.
/// </summary>
internal static class BatchCodec
{
    private static readonly SchemaId ResultSchema = new(2145473649);
    private static readonly LayoutResolverNamespace Layouts = new(Namespace.Parse(Schemas()), null);

    public static async Task<IReadOnlyList<BatchOperation>> Read(byte[] content)
    {
        var operations = new List<BatchOperation>();
        RowResult Take(ReadOnlyMemory<byte> record)
        {
            operations.Add(ReadOperation(record));
            return RowResult.Success;
        }
        using var stream = new MemoryStream(content);
        Func<ReadOnlyMemory<byte>, RowResult> skip = _ => RowResult.Success;
        var result = await RecordIOStream.ReadRecordIOAsync(
            stream, Take, skip, new MemorySpanResizer<byte>(content.Length));
        return result == RowResult.Success ? operations : throw new InvalidDataException($"Batch: {result}.");
    }

    public static async Task<byte[]> Write(IReadOnlyList<BatchOutcome> outcomes)
    {
        RowResult Produce(long index, out ReadOnlyMemory<byte> record)
        {
            record = index < outcomes.Count ? WriteOutcome(outcomes[(int)index]) : default;
            return RowResult.Success;
        }
        using var stream = new MemoryStream();
        var result = await RecordIOStream.WriteRecordIOAsync(
            stream, default, Produce, new MemorySpanResizer<byte>(4096));
        return result == RowResult.Success ? stream.ToArray() : throw new InvalidDataException($"Batch: {result}.");
    }

    private static BatchOperation ReadOperation(ReadOnlyMemory<byte> record)
    {
        var row = new RowBuffer(record.Length);
        var isWhole = row.ReadFrom(record.Span, HybridRowVersion.V1, Layouts);
        if (!isWhole) { throw new InvalidDataException("A broken row."); }
        var reader = new RowReader(ref row);
        var (kind, id, ifMatch, body) = (0, "", (string?)null, Array.Empty<byte>());
        while (reader.Read())
        {
            switch (reader.Path.ToString())
            {
                case "operationType": reader.ReadInt32(out kind); break;
                case "id": reader.ReadString(out id); break;
                case "ifMatch": reader.ReadString(out ifMatch); break;
                case "resourceBody": reader.ReadBinary(out body); break;
                default: break;
            }
        }
        return new BatchOperation((BatchKind)kind, id, ifMatch, body);
    }

    private static byte[] WriteOutcome(BatchOutcome outcome)
    {
        var row = new RowBuffer(256, new MemorySpanResizer<byte>(256));
        row.InitLayout(HybridRowVersion.V1, Layouts.Resolve(ResultSchema), Layouts);
        var result = RowWriter.WriteBuffer(ref row, outcome, WriteFields);
        return result == RowResult.Success ? row.ToArray() : throw new InvalidDataException($"Batch: {result}.");
    }

    private static RowResult WriteFields(ref RowWriter writer, TypeArgument type, BatchOutcome outcome)
    {
        writer.WriteInt32("statusCode", outcome.Status);
        writer.WriteString("eTag", outcome.ETag);
        return writer.WriteFloat64("requestCharge", 1);
    }

    private static string Schemas()
    {
        using var resource = typeof(CosmosClient).Assembly.GetManifestResourceStream(
            "Microsoft.Azure.Cosmos.Batch.HybridRowBatchSchemas.json")!;
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }
}
