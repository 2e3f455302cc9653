using SocialFund.Analytics;
using SocialFund.Exchange.Catalog;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Governance;

/// <summary>What a figure of the lake counts: rows of a table and the sum of one of its amounts.</summary>
/// <param name="Field">An amount; null where only rows are counted.</param>
/// <param name="Region">Rows of this region and those below it.</param>
/// <param name="Person">Rows of this citizen id only.</param>
internal sealed record FigureOf(
    CatalogTable Table, CatalogField? Field, Period From, Period To, Division Region, string? Batch, CitizenId? Person)
{
    /// <returns>The figure, or what of the question names nothing.</returns>
    public static Result<FigureOf> Read(
        Catalogue catalogue, string tableId, string? fieldId, string from, string? to, Division region,
        string? batch = null, string? person = null)
    {
        if (catalogue.Find(tableId.Replace('~', '/')) is not { } table) { return new NotFound("数据表", tableId); }
        var field = (fieldId ?? table.Total) is { } id ? table.Find(id) : null;
        if (fieldId is not null && field is not { Type: FieldKind.Money }) { return new NotAFigure(fieldId); }
        if (!Period.TryParse(from, out var first) || !Period.TryParse(to ?? from, out var last) || last < first)
        {
            return new SpanWrong($"{from}—{to}");
        }
        if (person is null) { return new FigureOf(table, field, first, last, region, batch, null); }
        return CitizenId.TryParse(person, out var citizen) && table.Fields.Any(each => each.Type == FieldKind.CitizenId)
            ? new FigureOf(table, field, first, last, region, batch, citizen)
            : new NotAPerson();
    }

    /// <summary>SQL of the amount.</summary>
    public string Fen => Field is null ? "0::bigint" : $"coalesce({Field.Column}, 0)";

    /// <summary>Where a row belongs: its own region, or its batch's where the table has none.</summary>
    public string Where => Table.Division is { } division ? Table.Find(division)!.Column : "division";

    public string Condition =>
        $"period between $from and $to and starts_with({Where}, $region)"
        + (Batch is null ? "" : " and source_batch = $batch")
        + (Person is null ? ""
            : $" and {Table.Fields.First(each => each.Type == FieldKind.CitizenId).Column} = $person");

    public (string, DuckValue)[] Parameters =>
    [
        ("from", From.Year * 100 + From.Month), ("to", To.Year * 100 + To.Month), ("region", Region.Stem),
        .. Batch is null ? [] : new (string, DuckValue)[] { ("batch", Batch) },
        .. Person is null ? [] : new (string, DuckValue)[] { ("person", Person.Value.Text) },
    ];

    /// <summary>A view named <c>rows</c> over the parts that can have such rows.</summary>
    public Task<DuckView> View(DetailLake lake, CancellationToken stopping) => lake.View(
        "rows", Table,
        (month, part) => month.Period >= From && month.Period <= To && (Batch is null || part.Batch == Batch)
            && (part.Division.Contains(Region) || Region.Contains(part.Division)),
        stopping);
}
