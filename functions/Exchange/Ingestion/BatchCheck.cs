using SocialFund.Funds.Expenditure;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion;

/// <summary>A batch that as a whole may be taken, with what was found in its rows.</summary>
public sealed record CheckedBatch(
    Manifest Manifest, ExpenditureKind Kind, Agency Agency, TableReading Payees, RowChecks Checks);

/// <summary>
/// Everything that is checked before anything is kept as business, in this order: manifest, sender, kind and fund,
/// list of
/// files, signature, attachments, each table's heading, rows and digest, control totals, agreement between tables.
/// </summary>
public sealed class BatchCheck(
    ExpenditureKinds kinds, IAgencies agencies, Attachments attachments, INationalCrypto crypto)
{
    /// <summary>The agency that an inbox folder belongs to.</summary>
    public Task<Agency?> SenderOf(string folder, CancellationToken stopping) => agencies.Find(folder, stopping);

    /// <param name="folder">The inbox folder it was dropped into: the sender's code.</param>
    /// <param name="progress">Told the stage and the rows read so far.</param>
    public async Task<Result<CheckedBatch>> Run(
        ReceivedArchive archive, string folder, DateTimeOffset now, Action<string, long> progress,
        CancellationToken stopping)
    {
        if (!ReadManifest(archive).TryGet(out var manifest, out var problem)) { return problem; }
        if (manifest.Sender != folder) { return new SenderDiffers(manifest.Sender, folder); }
        if (await agencies.Find(manifest.Sender, stopping) is not { } agency)
        {
            return new SenderUnknown(manifest.Sender);
        }
        if (CheckScope(manifest, agency, now) is { } outside) { return outside; }
        if (kinds.Find(manifest.Kind) is not { } kind) { return new KindUnknown(manifest.Kind); }
        if (!kind.Funds.Contains(manifest.Fund)) { return new FundNotOfKind(kind.Name, manifest.Fund.Title()); }
        if (CheckFiles(kind, manifest, archive) is { } missing) { return missing; }
        if (CheckSignature(manifest, agency) is { } unsigned) { return unsigned; }
        if (attachments.Check(kind, manifest, archive) is { } refused) { return refused; }

        var papers = (manifest.Attachments ?? []).Select(attachment => attachment.Type).ToHashSet();
        var checks = new RowChecks(kind, manifest.Fund, manifest.Period, papers);
        if (!ReadTables(archive, kind, manifest, checks, progress, stopping).TryGet(out var payees, out problem))
        {
            return problem;
        }
        return new CheckedBatch(manifest, kind, agency, payees, checks);
    }

    private static Result<Manifest> ReadManifest(ReceivedArchive archive)
    {
        if (archive.Find(Manifest.FileName) is not { } entry) { return new ManifestMissing(); }
        if (entry.Length > Manifest.BytesMax) { return new ManifestUnreadable("文件过大。"); }
        try
        {
            using var stream = entry.Open();
            var bytes = new byte[Manifest.BytesMax];
            var count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return Manifest.Read(bytes.AsSpan(0, count));
        }
        catch (InvalidDataException)
        {
            // The deflate stream is damaged.
            return new NotAZip(Manifest.FileName);
        }
    }

    private static Problem? CheckScope(Manifest manifest, Agency agency, DateTimeOffset now)
    {
        if (!Divisions.IsKnown(manifest.Division) || !agency.MaySend(manifest.Division, manifest.Fund))
        {
            return new OutsideAuthority(
                manifest.Sender, $"{Divisions.NameOf(manifest.Division)}{manifest.Fund.Title()}");
        }
        var today = Period.Of(now);
        if (manifest.Period < today.Plus(-24) || manifest.Period > today.Plus(3))
        {
            return new PeriodImplausible(manifest.Period.Text);
        }
        var booked = manifest.Fund.BookedAs(manifest.Period.FirstDay);
        return booked == manifest.Fund ? null : new FundEnded(manifest.Fund.Title(), booked.Title());
    }

    private static Problem? CheckFiles(ExpenditureKind kind, Manifest manifest, ReceivedArchive archive)
    {
        foreach (var rule in kind.Tables)
        {
            var count = manifest.Files.Count(file => file.Role == rule.Role);
            if (count > 1 || (count == 0 && rule.Required)) { return new TableMissing(rule.Name); }
        }
        if (manifest.Files.FirstOrDefault(file => kind.Tables.All(rule => rule.Role != file.Role)) is { } unknown)
        {
            return new ManifestUnreadable($"“{unknown.Name}”的 role“{unknown.Role}”不在该支出类型中。");
        }
        if (manifest.Files.FirstOrDefault(file => archive.Find(file.Name) is null) is { } absent)
        {
            return new FileNotInZip(absent.Name);
        }
        var listed = manifest.Files.Select(file => file.Name)
            .Concat((manifest.Attachments ?? []).Select(attachment => attachment.Name))
            .Append(Manifest.FileName)
            .ToHashSet();
        return archive.Entries.FirstOrDefault(entry => !listed.Contains(entry.FullName)) is { } extra
            ? new FileNotListed(extra.FullName)
            : null;
    }

    private Problem? CheckSignature(Manifest manifest, Agency agency)
    {
        if (agency.PublicKey is null) { return null; }
        if (manifest.Signature is null) { return new SignatureMissing(agency.Name); }
        return crypto.VerifySm2(agency.PublicKey, manifest.SignedText(), manifest.Signature)
            ? null
            : new SignatureWrong(agency.Name);
    }

    private Result<TableReading> ReadTables(
        ReceivedArchive archive, ExpenditureKind kind, Manifest manifest, RowChecks checks,
        Action<string, long> progress, CancellationToken stopping)
    {
        TableReading? payees = null;
        var others = new List<TableReading>();
        foreach (var file in manifest.Files)
        {
            var rule = kind.Tables.Single(rule => rule.Role == file.Role);
            var reader = new BatchFile(archive, file, rule, crypto, rows => progress($"校验{rule.Name}", rows));
            var isPayees = rule.Role == kind.Payees.Role;
            if (!reader.Check(isPayees ? checks : null, stopping).TryGet(out var reading, out var problem))
            {
                return problem;
            }
            if (CheckTotals(reading) is { } differs) { return differs; }
            if (isPayees && reading.Rows == 0) { return new RowsMissing(file.Name); }
            if (isPayees) { payees = reading; }
            else if (EvidenceFault(reading) is { } fault) { return fault; }
            else { others.Add(reading); }
        }
        static bool HasAmount(TableReading reading) =>
            reading.Table.Rule.Fields.Any(field => field.Role == FieldRole.Amount);
        foreach (var other in others.Where(HasAmount))
        {
            if (other.File.TotalFen != payees!.File.TotalFen)
            {
                return new TablesDisagree(
                    other.Table.Rule.Name, Money.FromFen(payees.File.TotalFen), Money.FromFen(other.File.TotalFen));
            }
        }
        return payees!;
    }

    /// <summary>
    /// Rows always; digest always; the sum when every amount can be read. Where one cannot, the declared total minus
    /// what
    /// is accepted goes back with the returned rows, so nothing is lost from sight.
    /// </summary>
    private static Problem? CheckTotals(TableReading reading)
    {
        var file = reading.File;
        if (!string.Equals(reading.Sm3, file.Sm3, StringComparison.OrdinalIgnoreCase))
        {
            return new DigestDiffers(file.Name);
        }
        if (reading.Rows != file.Rows) { return new RowCountDiffers(file.Name, file.Rows, reading.Rows); }
        var hasAmounts = reading.Table.Rule.Fields.Any(field => field.Role == FieldRole.Amount);
        var declared = Money.FromFen(file.TotalFen);
        return hasAmounts && reading.Unreadable == 0 && declared != reading.Readable
            ? new ControlTotalDiffers(file.Name, declared, reading.Readable)
            : null;
    }

    /// <summary>Evidence is taken whole: a fault in it is the sender's to mend before anything is paid on it.</summary>
    private static EvidenceWrong? EvidenceFault(TableReading reading) => reading.Faults.Count == 0
        ? null
        : new EvidenceWrong(reading.File.Name, reading.Faults.First().Key, reading.Faults.First().Value);
}
