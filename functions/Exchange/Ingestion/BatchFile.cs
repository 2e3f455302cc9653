using SocialFund.Exchange.Ingestion.Text;
using SocialFund.Funds.Expenditure;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion;

/// <summary>What reading one table found.</summary>
/// <param name="Faults">Line number → why the row is returned.</param>
/// <param name="Keys">Key and line of each row that passed; empty when the kind has no keys.</param>
/// <param name="Readable">The sum of all amounts that could be read.</param>
/// <param name="Unreadable">Rows whose amount could not be read.</param>
public sealed record TableReading(
    Table Table, ManifestFile File, long Rows, IReadOnlyDictionary<int, string> Faults,
    IReadOnlyList<(RowKey Key, int Line)> Keys,
    Money Readable, long Unreadable, Tally Accepted, string Sm3);

/// <summary>Reads one table of a batch from its archive, once to check and once to deliver.</summary>
public sealed class BatchFile(
    ReceivedArchive archive, ManifestFile file, TableRule rule, INationalCrypto crypto, Action<long> progress)
{
    private const int ProgressEvery = 50_000;

    private char Delimiter => file.Delimiter == "\\t" ? '\t' : file.Delimiter[0];

    /// <summary>Checks every row. Nothing is kept but faults and keys.</summary>
    /// <param name="checks">The kind's row checks; null for evidence tables.</param>
    public Result<TableReading> Check(RowChecks? checks, CancellationToken stopping)
    {
        if (archive.Find(file.Name) is not { } entry) { return new FileNotInZip(file.Name); }
        try
        {
            using var stream = new CountedStream(entry.Open(), crypto.Sm3(), entry.Length);
            var lines = new LineReader(stream, Encodings.Find(file.Encoding)!);
            if (!lines.Read(out var heading))
            {
                return FaultOf(lines) ?? new HeadingWrong(file.Name, "文件为空。");
            }
            return Table.Bind(rule, file.Name, heading, Delimiter).TryGet(out var table, out var problem)
                ? ReadRows(table, lines, stream, checks, stopping)
                : problem;
        }
        catch (InvalidDataException)
        {
            // The entry's header or its deflate stream is damaged, or it is longer than it says.
            return new NotAZip(file.Name);
        }
    }

    private Result<TableReading> ReadRows(
        Table table, LineReader lines, CountedStream stream, RowChecks? checks, CancellationToken stopping)
    {
        var faults = new Dictionary<int, string>();
        var keys = new List<(RowKey, int)>();
        var cells = new Range[table.Width];
        long rows = 0, unreadable = 0, accepted = 0, blanks = 0;
        Int128 readable = 0, acceptedFen = 0;
        while (lines.Read(out var line))
        {
            // Blank lines count only when something follows them.
            if (line.Trim().IsEmpty) { blanks++; continue; }
            for (; blanks > 0; blanks--) { faults[lines.Number - (int)blanks] = "空行"; rows++; unreadable++; }

            rows++;
            if (rows > Table.RowsMax) { return new ZipTooLarge($"“{file.Name}”行数", Table.RowsMax); }
            if (rows % ProgressEvery == 0) { progress(rows); stopping.ThrowIfCancellationRequested(); }
            var passed = table.Check(line, cells, out var amount, out var fault);
            if (amount is { } money) { readable += money.Fen; } else { unreadable++; }
            fault = passed ? checks?.Refuse(lines.Number, table, line, cells) : fault;
            if (fault is not null) { faults[lines.Number] = fault; continue; }

            accepted++;
            acceptedFen += amount?.Fen ?? 0;
            if (checks is { KeyFields.Count: > 0 })
            {
                keys.Add((RowKey.Of(checks.KeyFields, checks.Period, table, line, cells), lines.Number));
            }
        }
        if (FaultOf(lines) is { } problem) { return problem; }
        if (Int128.Abs(readable) > Money.DocumentMaxFen) { return new AmountImplausible($"“{file.Name}”合计金额"); }
        return new TableReading(
            table, file, rows, faults, keys, Money.FromFen((long)readable), unreadable,
            new Tally(accepted, Money.FromFen((long)acceptedFen)), stream.Finish());
    }

    /// <summary>The heading as received.</summary>
    public string Heading()
    {
        using var stream = archive.Find(file.Name)!.Open();
        return new LineReader(stream, Encodings.Find(file.Encoding)!).Read(out var heading) ? heading.ToString() : "";
    }

    /// <summary>Delivers the rows again: accepted ones as payees, returned ones to
    /// <paramref name="returned"/>.</summary>
    /// <param name="returned">Gets line number and the row's bytes as received.</param>
    public IEnumerable<PayeeLine> Payees(TableReading reading, ReturnedRow? returned)
    {
        using var stream = archive.Find(file.Name)!.Open();
        var lines = new LineReader(stream, Encodings.Find(file.Encoding)!);
        var cells = new Range[reading.Table.Width];
        lines.Read(out _);
        var number = 0;
        while (Next(lines, reading, cells, returned, number + 1) is { } payee)
        {
            number = payee.Number;
            yield return payee;
        }
    }

    /// <summary>The next accepted row; spans cannot live in an iterator, so each row is read here.</summary>
    private static PayeeLine? Next(
        LineReader lines, TableReading reading, Range[] cells, ReturnedRow? returned, int number)
    {
        while (lines.Read(out var line))
        {
            if (reading.Faults.TryGetValue(lines.Number, out var fault))
            {
                returned?.Invoke(lines.Number, lines.Bytes, fault);
                continue;
            }
            if (line.Trim().IsEmpty) { continue; }
            reading.Table.Check(line, cells, out var amount, out _);
            return Payee(reading.Table, line, cells, number, lines.Number, amount!.Value);
        }
        return null;
    }

    private static PayeeLine Payee(
        Table table, ReadOnlySpan<char> line, Range[] cells, int number, int sourceLine, Money amount)
    {
        var evidence = table.Values(line, cells);
        string Take(FieldRole role)
        {
            var field = table.Rule.Fields.FirstOrDefault(field => field.Role == role);
            return field is not null && evidence.Remove(field.Id, out var value) ? value : "";
        }
        Take(FieldRole.Amount);
        var id = Take(FieldRole.PayeeId);
        return new PayeeLine(
            number, sourceLine, Take(FieldRole.PayeeName), id.EndsWith('x') ? id.ToUpperInvariant() : id,
            Take(FieldRole.Account), Take(FieldRole.BankCode), Take(FieldRole.BankName), Take(FieldRole.Item), amount,
            evidence);
    }

    private Problem? FaultOf(LineReader lines) => lines.Fault switch
    {
        LineFault.TooLong => new LineTooLong(file.Name, lines.Number),
        LineFault.WrongEncoding => new EncodingWrong(file.Name, lines.Number, file.Encoding),
        _ => null,
    };
}

/// <summary>Takes one returned row.</summary>
public delegate void ReturnedRow(int line, ReadOnlySpan<byte> bytes, string fault);
