using System.Globalization;
using SocialFund.Analytics;
using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Governance;
using SocialFund.Kernel;

namespace SocialFund.Bench.Lake;

/// <summary>Years of contribution rows in the lake, as four senders' batches a month would have left them.</summary>
internal static class LakeRows
{
    public const int Months = 60;
    private const int Senders = 4;
    private static readonly Period First = Period.Of(2021, 1);

    public static async Task Write(
        IDocumentStore store, string blobs, DuckDatabase duck, CatalogTable table, long persons)
    {
        using var connection = duck.Connect();
        for (var month = First; month < First.Plus(Months); month = month.Next())
        {
            var parts = new List<LakePart>();
            for (var sender = 0; sender < Senders; sender++)
            {
                var batch = $"{table.Source[0]}{month.Text}{sender:0000}";
                var file = DetailTable.LakeTable(table).File(month, Division.Of($"630{sender + 1}00"), batch);
                connection.Create(new DuckView("generated", Select(table, month, batch, sender, persons)));
                var rows = ParquetWriter.Copy(connection, file.PathIn(blobs), "generated");
                using var sum = connection.Query($"select sum({Total(table)})::bigint from generated");
                sum.Read();
                parts.Add(new LakePart(
                    batch, $"RS630{sender + 1}00", batch, file.Division, file, rows, sum.Int64(0), 0, "", "", 1,
                    DateTimeOffset.UnixEpoch));
            }
            var lakeMonth = new LakeMonth(table.Id, month, parts, []);
            (await store.Commit(
                Containers.System, LakeIndex.Partition,
                [new Write.Put(LakeMonth.IdOf(table.Id, month), LakeMonth.Type, Json.Write(lakeMonth))])).Require();
        }
    }

    public static string Total(CatalogTable table) => table.Find(table.Total!)!.Column;

    private static string Select(CatalogTable table, Period month, string batch, int sender, long persons)
    {
        var cells = table.Fields.Index().Select(each => $"{Cell(each.Item, each.Index, month)} as {each.Item.Column}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"select {string.Join(", ", cells)}, '{batch}' as source_batch, 0 as source_file, n as source_line, "
            + $"(hash(n, {month.Text}) >> 1)::bigint as row_hash "
            + $"from (select *, {Check()} as id from (select *, {Stem()} as stem "
            + $"from range({sender}, {persons}, {Senders}) as persons(n)))");
    }

    private static string Cell(CatalogField field, int place, Period month) => field.Type switch
    {
        FieldKind.CitizenId => "id",
        FieldKind.Division => "'6301' || lpad((n % 43)::varchar, 2, '0')",
        FieldKind.Month => month.Text,
        FieldKind.Money => $"((hash(n, {place}) >> 1)::bigint % 1000000)",
        FieldKind.Count => "n % 400",
        FieldKind.Rate => "(n % 100 / 100)::decimal(18, 6)",
        FieldKind.Date => "date '1990-01-01' + (n % 9000)::integer",
        FieldKind.Timestamp => "timestamp '2026-01-01' + interval (n % 9000) minute",
        FieldKind.Code => "(n % 3)::varchar",
        _ => $"'{field.Id[..1]}' || (n % {(field.Id.EndsWith("No", StringComparison.Ordinal) ? 1_000_000_000 : 500)})",
    };

    /// <summary>Seventeen digits, another for each person: region, a birthday and a number.</summary>
    private static string Stem() =>
        "printf('6301%02d19%02d%02d%02d%03d', n % 43, 50 + n // 43 % 50, n // 2150 % 12 + 1, n // 25800 % 28 + 1, "
        + "n // 722400 % 1000)";

    private static string Check()
    {
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        var sum = string.Join(" + ", weights.Select((weight, at) => $"substr(stem, {at + 1}, 1)::integer * {weight}"));
        return $"stem || substr('10X98765432', ({sum}) % 11 + 1, 1)";
    }
}
