using SocialFund.Exchange.Catalog;

namespace SocialFund.Exchange.Synthesis;

/// <summary>A fault to be planted in one row of a table.</summary>
/// <param name="Kind">A cell fault's id, a quality rule's id, or the name of a way of writing.</param>
/// <param name="Expected">returned, duplicate, noted or standardised.</param>
/// <param name="Field">The field that is wrong; empty for the whole line.</param>
/// <param name="Variant">Where a kind has more than one form.</param>
internal sealed record PlannedError(
    string Kind, string Expected, string Field = "", string Variant = "", QualityRule? Rule = null)
{
    public const string Returned = "returned";
    public const string Duplicate = "duplicate";
    public const string Noted = "noted";
    public const string Standardised = "standardised";

    public bool IsTaken => Expected is Noted or Standardised;
}

/// <summary>Every kind of fault that a table can have, each once.</summary>
internal static class ErrorKinds
{
    public static IReadOnlyList<PlannedError> Of(CatalogTable table, Catalogue catalogue) =>
    [
        .. Lines(table), .. Cells(table, catalogue), .. Writings(table, catalogue),
        .. catalogue.RulesOf(table).Select(rule => new PlannedError(
            rule.Rule.Id, rule.Rule.Severity == Severity.Hard ? PlannedError.Returned : PlannedError.Noted,
            table.Fields[rule.Place].Id, "", rule.Rule)),
    ];

    private static IEnumerable<PlannedError> Lines(CatalogTable table)
    {
        yield return new PlannedError("cell-count", PlannedError.Returned, Variant: "short");
        yield return new PlannedError("cell-count", PlannedError.Returned, Variant: "long");
        yield return new PlannedError("duplicate", PlannedError.Duplicate);
        if (table.IsKeyUnique && ErrorRow.FreeField(table) is { } free)
        {
            yield return new PlannedError("key-conflict", PlannedError.Returned, free.Id);
        }
    }

    private static IEnumerable<PlannedError> Cells(CatalogTable table, Catalogue catalogue)
    {
        var required = table.Fields.Where(field => field.Required).ToList();
        if (required.Count > 0)
        {
            var missing = required.LastOrDefault(field => !table.Key.Contains(field.Id)) ?? required[^1];
            yield return new PlannedError("missing", PlannedError.Returned, missing.Id);
        }
        foreach (var (kind, fault, variant) in Faults)
        {
            var field = Pick(table, field => field.Type == kind);
            if (field is not null) { yield return new PlannedError(fault, PlannedError.Returned, field.Id, variant); }
        }
        if (Pick(table, field => field.Type == FieldKind.Money && !field.MayBeNegative) is { } positive)
        {
            yield return new PlannedError("negative", PlannedError.Returned, positive.Id);
        }
        if (Pick(table, field => field.Type == FieldKind.Code && catalogue.List(field.List!).IsClosed) is { } closed)
        {
            yield return new PlannedError("unknown-code", PlannedError.Returned, closed.Id);
        }
        if (Pick(table, field => field.Type == FieldKind.Code && !catalogue.List(field.List!).IsClosed) is { } open)
        {
            yield return new PlannedError("code-not-listed", PlannedError.Noted, open.Id);
        }
        if (Pick(table, field => field.Type == FieldKind.Organization) is { } organization)
        {
            yield return new PlannedError("organization-check", PlannedError.Noted, organization.Id);
        }
    }

    private static readonly (FieldKind Kind, string Fault, string Variant)[] Faults =
    [
        (FieldKind.Text, "too-long", ""), (FieldKind.Text, "garbled", ""), (FieldKind.Text, "formula", ""),
        (FieldKind.Division, "not-division", ""), (FieldKind.Division, "outside-region", ""),
        (FieldKind.CitizenId, "not-citizen-id", ""), (FieldKind.Organization, "not-organization", ""),
        (FieldKind.Account, "not-account", ""), (FieldKind.Money, "not-money", "letters"),
        (FieldKind.Money, "not-money", "decimals"), (FieldKind.Money, "too-large", ""),
        (FieldKind.Count, "not-count", ""), (FieldKind.Rate, "not-rate", ""), (FieldKind.Month, "not-month", ""),
        (FieldKind.Date, "not-date", ""), (FieldKind.Timestamp, "not-timestamp", ""),
    ];

    /// <summary>Unusual ways of writing that intake rewrites and takes.</summary>
    private static IEnumerable<PlannedError> Writings(CatalogTable table, Catalogue catalogue)
    {
        if (table.Find("citizenIdNumber") is { } id)
        {
            yield return new PlannedError("old-citizen-id", PlannedError.Standardised, id.Id);
            yield return new PlannedError("lower-case-x", PlannedError.Standardised, id.Id);
        }
        if (Pick(table, field => field.Type == FieldKind.Money) is { } money)
        {
            yield return new PlannedError("full-width", PlannedError.Standardised, money.Id);
        }
        if (Pick(table, field => field.Type == FieldKind.Date) is { } date)
        {
            yield return new PlannedError("date-dashes", PlannedError.Standardised, date.Id);
        }
        if (table.Find("sex") is { } sex)
        {
            yield return new PlannedError("code-alias", PlannedError.Standardised, sex.Id);
        }
    }

    /// <summary>The field to spoil: rather one that is neither key nor control total.</summary>
    private static CatalogField? Pick(CatalogTable table, Func<CatalogField, bool> fits)
    {
        var fields = table.Fields.Where(fits).ToList();
        return fields.FirstOrDefault(field => !table.Key.Contains(field.Id) && field.Id != table.Total)
            ?? fields.FirstOrDefault(field => !table.Key.Contains(field.Id)) ?? fields.FirstOrDefault();
    }
}
