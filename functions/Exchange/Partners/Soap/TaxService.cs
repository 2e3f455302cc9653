using System.Globalization;
using System.Reflection;
using System.Text;
using System.Xml;
using SocialFund.Funds.Accounting;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Partners;

/// <summary>
/// The web service that the tax bureau calls: notices of files, rows by message, receipts, results of 对账. Heads mount
/// it at <c>/soap/tax</c>; the WSDL tells its form.
/// </summary>
/// <remarks>Basis: R-6.4-03; SOAP 1.1 and 1.2, WS-Security UsernameToken.</remarks>
/// <param name="workFolder">For files under construction.</param>
public sealed class TaxService(
    IDocumentStore store, IBlobStore blobs, TokenDoor door, TransferBook book, string workFolder)
{
    public const string Path = "soap/tax";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private static readonly Lazy<string> Template =
        new(() => EmbeddedText.Read(Assembly.GetExecutingAssembly(), "tax.wsdl"));

    /// <param name="address">Where the caller found the service.</param>
    public static string Wsdl(string address) =>
        Template.Value.Replace("{address}", System.Security.SecurityElement.Escape(address), StringComparison.Ordinal);

    /// <summary>Answers one message; every refusal is a fault.</summary>
    public async Task<SoapReply> Answer(SoapRequest request, Call call)
    {
        SoapReader? reader = null;
        try
        {
            reader = await SoapReader.Open(request.Body, request.Charset, call.Stopping);
            await reader.ReadEnvelope();
            if (reader.Version != request.Media) { throw SoapReader.Refused(new SoapVersionWrong()); }
            var token = await reader.ReadHeader();
            if (!(await door.Admit(token, call)).TryGet(out var partner, out var refusal))
            {
                throw SoapReader.Refused(refusal);
            }
            var answer = await Run(reader, partner, call);
            return SoapWriter.Answer(reader.Version, reader.Encoding, answer);
        }
        catch (SoapRefusedException refused)
        {
            var version = reader is null ? request.Media : reader.Version;
            return SoapWriter.Fault(version, reader?.Encoding ?? Utf8, refused.Problem);
        }
        finally { reader?.Dispose(); }
    }

    private Task<Action<XmlWriter>> Run(SoapReader reader, Partner partner, Call call) =>
        (reader.Namespace, reader.Name) switch
        {
            (SoapNames.Tax, "NotifyFileReady") => NotifyFileReady(reader, partner, call),
            (SoapNames.Tax, "PushRows") => PushRows(reader, partner, call),
            (SoapNames.Tax, "QueryReceipt") => QueryReceipt(reader, partner, call),
            (SoapNames.Tax, "QueryReconciliation") => QueryReconciliation(reader, partner, call),
            _ => throw SoapReader.Refused(new SoapOperationUnknown(reader.Name)),
        };

    /// <summary>数据文件就绪通知: the file comes by SFTP, before or after.</summary>
    private async Task<Action<XmlWriter>> NotifyFileReady(SoapReader reader, Partner partner, Call call)
    {
        var message = await ReadFields(reader);
        var name = message.Need("FileName", 120);
        if (!BlobName.IsValid(name) || name.Contains('/', StringComparison.Ordinal))
        {
            throw SoapReader.Refused(new SoapValueWrong("FileName", "文件名含有不允许的字符。"));
        }
        var arrival = new Arrival(
            partner, ChannelKind.Sftp, name, message.NeedNumber("Size"), message.NeedDigest(), Content: null, [],
            message.Find("Batch"));
        return Receipt("NotifyFileReadyResponse", await book.Announce(arrival, call));
    }

    /// <summary>消息推送: rows of a table of the catalogue become a file in the partner's inbox.</summary>
    private async Task<Action<XmlWriter>> PushRows(SoapReader reader, Partner partner, Call call)
    {
        var message = await ReadFields(reader, upTo: "Rows");
        var batch = message.Need("Batch", 40);
        if (!BlobName.IsValid(batch) || batch.Contains('/', StringComparison.Ordinal))
        {
            throw SoapReader.Refused(new SoapValueWrong("Batch", "批次号只能由字母、数字和 -_. 组成。"));
        }
        if (!Period.TryParse(message.Need("Period", 6), out var period))
        {
            throw SoapReader.Refused(new SoapValueWrong("Period", "须为六位年月。"));
        }
        var table = TaxTable.Find(message.Need("Table", 80), period)
            ?? throw SoapReader.Refused(new SoapValueWrong("Table", "不是数据交换目录中的税务数据表。"));
        var division = message.Find("Division") is null ? partner.Division : NeedDivision(message, partner);
        // As dropped files are named, so that the intake knows table, month and division.
        var stem = $"{table.Name}_{period}_{division}_{batch}";
        var path = System.IO.Path.Combine(
            Directory.CreateDirectory(workFolder).FullName, $"soap-{call.RequestId}.zip");
        try
        {
            await WriteRows(reader, table, path, $"{stem}.txt", message.NeedNumber("Count"));
            return Receipt("PushRowsResponse", await Take(path, $"{stem}.zip", batch, partner, call));
        }
        finally { File.Delete(path); }
    }

    private static async Task WriteRows(SoapReader reader, TaxTable table, string path, string entry, long count)
    {
        using var rows = new TaxRows(table, path, entry);
        await reader.Enter("Rows");
        while (reader.IsElement && reader.Name == "Row") { await rows.Take(reader); }
        await reader.Leave();
        await reader.Leave();
        if (rows.Count != count)
        {
            throw SoapReader.Refused(new SoapValueWrong("Count", $"声明 {count} 行，实有 {rows.Count} 行，整批未接收。"));
        }
    }

    private async Task<Transfer> Take(string path, string name, string batch, Partner partner, Call call)
    {
        await using var content = File.OpenRead(path);
        var kept = (await blobs.Put(
            $"transfers/in/{partner.Id}/{call.RequestId}.zip", content, onlyNew: false, call.Stopping)).Require();
        var arrival = new Arrival(
            partner, ChannelKind.Soap, name, kept.Size, kept.Sm3, kept.Name,
            [new HandedFile($"inbox/{partner.Folder}/{name}", Entry: null)], batch);
        var (transfer, isNew) = await book.Receive(arrival, call);
        if (!isNew && transfer.Content != kept.Name) { await blobs.Delete(kept.Name, call.Stopping); }
        return transfer;
    }

    /// <summary>批次回执查询: by the receipt's number, the file's digest or the batch.</summary>
    private async Task<Action<XmlWriter>> QueryReceipt(SoapReader reader, Partner partner, Call call)
    {
        var message = await ReadFields(reader);
        var id = message.Find("Receipt")
            ?? (message.Find("Sm3") is not null
                ? Transfer.IdOf(TransferDirection.In, partner.Id, message.NeedDigest())
                : await IdOfBatch(message.Need("Batch", 40), partner, call));
        var transfer = id is null ? null : await book.Find(id, call.Stopping);
        return transfer?.Partner == partner.Id
            ? Receipt("QueryReceiptResponse", transfer)
            : throw SoapReader.Refused(new NotFound("批次", id ?? message.Need("Batch", 40)));
    }

    private async Task<string?> IdOfBatch(string batch, Partner partner, Call call)
    {
        var query = new DocumentQuery(TransferRow.List)
        {
            Where = [Filter.Is("partner", partner.Id), Filter.Is("direction", "in"), Filter.Is("batch", batch)],
            OrderBy = "at",
            Descending = true,
            Limit = 1,
        };
        var page = await store.Query(
            Containers.Lists, ListRows.Partition(TransferRow.List, partner.Division), query, call.Stopping);
        return page.Items.Count == 0 ? null : page.Items[0].Id;
    }

    /// <summary>对账结果查询: what agency, tax bureau and treasury say of each ticket of a division and fund.</summary>
    private async Task<Action<XmlWriter>> QueryReconciliation(SoapReader reader, Partner partner, Call call)
    {
        var message = await ReadFields(reader);
        var division = NeedDivision(message, partner);
        List<Filter> where = [Filter.Is("fund", message.Need("Fund", 40))];
        if (message.Find("Ticket") is { } ticket) { where.Add(Filter.Is("ticket", ticket)); }
        var query = new DocumentQuery(SuspenseRow.List) { Where = where, OrderBy = "since", Limit = 200 };
        var page = await store.Query(
            Containers.Lists, ListRows.Partition(SuspenseRow.List, division), query, call.Stopping);
        return xml =>
        {
            xml.WriteStartElement("QueryReconciliationResponse", SoapNames.Tax);
            foreach (var row in page.Items.Select(document => document.As<SuspenseRow>())) { WriteTicket(xml, row); }
            xml.WriteElementString("IsComplete", SoapNames.Tax, page.Continuation is null ? "true" : "false");
            xml.WriteEndElement();
        };
    }

    private static Division NeedDivision(SoapFields message, Partner partner) =>
        Division.TryParse(message.Need("Division", 6), out var division) && partner.Division.Contains(division)
            ? division
            : throw SoapReader.Refused(new SoapValueWrong("Division", "不是本税务机关辖区的行政区划代码。"));

    private static void WriteTicket(XmlWriter xml, SuspenseRow row)
    {
        xml.WriteStartElement("Ticket", SoapNames.Tax);
        xml.WriteElementString("Number", SoapNames.Tax, row.Ticket);
        xml.WriteElementString("TreasuryAmount", SoapNames.Tax, row.Since is null ? "" : $"{row.Amount}");
        xml.WriteElementString("TaxAmount", SoapNames.Tax, $"{row.TaxTotal}");
        xml.WriteElementString("AgencyAmount", SoapNames.Tax, $"{row.AgencyTotal}");
        xml.WriteElementString("State", SoapNames.Tax, row.State);
        xml.WriteEndElement();
    }

    private static Action<XmlWriter> Receipt(string response, Transfer transfer) => xml =>
    {
        xml.WriteStartElement(response, SoapNames.Tax);
        xml.WriteElementString("Receipt", SoapNames.Tax, transfer.Id);
        xml.WriteElementString("State", SoapNames.Tax, Json.Write(transfer.State).Trim('"'));
        xml.WriteElementString("StateName", SoapNames.Tax, TransferTitles.Of(transfer.State));
        xml.WriteElementString("FileName", SoapNames.Tax, transfer.Name);
        xml.WriteElementString("Sm3", SoapNames.Tax, transfer.Sm3);
        xml.WriteElementString("Repeats", SoapNames.Tax, transfer.Repeats.ToString(CultureInfo.InvariantCulture));
        xml.WriteElementString("Message", SoapNames.Tax, transfer.Reason ?? transfer.Events[^1].What);
        xml.WriteEndElement();
    };

    /// <summary>The flat elements of an operation, each once; then stands on <paramref name="upTo"/>.</summary>
    private static async Task<SoapFields> ReadFields(SoapReader reader, string? upTo = null)
    {
        var values = new Dictionary<string, string>();
        await reader.Enter(reader.Name);
        while (reader.IsElement)
        {
            var name = reader.Name;
            if (name == upTo) { return new SoapFields(values); }
            if (!values.TryAdd(name, await reader.Text()))
            {
                throw SoapReader.Refused(new SoapValueWrong(name, "出现了两次。"));
            }
        }
        if (upTo is not null) { throw SoapReader.Refused(new SoapValueWrong(upTo, "缺少此元素。")); }
        await reader.Leave();
        return new SoapFields(values);
    }
}

/// <summary>The flat elements of an operation.</summary>
internal sealed class SoapFields(IReadOnlyDictionary<string, string> values)
{
    private const int DigestLength = 64;

    public string? Find(string name) => values.GetValueOrDefault(name) is { Length: > 0 } text ? text : null;

    public string Need(string name, int max) => Find(name) is not { } text
        ? throw SoapReader.Refused(new SoapValueWrong(name, "不能为空。"))
        : text.Length <= max ? text : throw SoapReader.Refused(new SoapValueWrong(name, $"最长 {max} 个字符。"));

    public long NeedNumber(string name) =>
        long.TryParse(Need(name, 18), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw SoapReader.Refused(new SoapValueWrong(name, "须为非负整数。"));

    public string NeedDigest()
    {
        var text = Need("Sm3", DigestLength).ToLowerInvariant();
        return text.Length == DigestLength && text.All(char.IsAsciiHexDigit)
            ? text
            : throw SoapReader.Refused(new SoapValueWrong("Sm3", "须为 64 位十六进制的 SM3 摘要。"));
    }
}
