using System.Text;
using SocialFund.Exchange.Ingestion.Detail;
using SocialFund.Exchange.Ingestion.Text;
using SocialFund.Exchange.Mapping;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion.Samples;

/// <summary>
/// Writes one cell of a sample anew, as somebody would in the file itself; the sample is another file then, and what is
/// loaded later is that file. Who changed which cell is audited.
/// </summary>
/// <param name="Column">From 0.</param>
public sealed record CorrectSample(string Id, SourceFormat Format, int Line, int Column, string Text) : IScoped
{
    private const int TextMax = 200;

    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.ImportMap, null, null);

    internal static Endpoint Endpoint(SampleDesk desk) => Kernel.Endpoint.Of<CorrectSample, CorrectedSample>(
        HttpMethod.Post, "mappings/samples/{id}/cells", Permission.ImportMap, "更正样本单元格",
        (request, call) => Handle(request, call, desk));

    private static async Task<Result<CorrectedSample>> Handle(CorrectSample request, Call call, SampleDesk desk)
    {
        if (!(await desk.Shelf.Find(request.Id, call)).TryGet(out var sample, out var problem)) { return problem; }
        if (sample.Form != FileForm.Lines) { return new SampleNotLines(sample.Name); }
        var bytes = await File.ReadAllBytesAsync(sample.Path, call.Stopping);
        if (!Correct(bytes, request).TryGet(out var corrected, out problem)) { return problem; }
        using var content = new MemoryStream(corrected);
        if (!(await desk.Shelf.Put(sample.Name, content, call)).TryGet(out var next, out problem)) { return problem; }
        var done = new CorrectedSample(next.Id);
        return await desk.Store.Apply<CorrectedSample>(Containers.System, MappingRegister.Partition, call, unit =>
        {
            unit.Audit(
                "mapping.correct", new Scope(call.Actor.Division),
                $"更正样本 {request.Id} 第 {request.Line} 行第 {request.Column + 1} 列，成为 {next.Id}");
            return Task.FromResult<Result<CorrectedSample>>(done);
        });
    }

    /// <summary>Only the line is written anew; everything else stays as received. Pure.</summary>
    internal static Result<byte[]> Correct(byte[] file, CorrectSample request)
    {
        var encoding = Encodings.Find(request.Format.Encoding ?? "UTF-8")!;
        var delimiter = request.Format.Delimiter switch { null => ',', "\\t" => '\t', var one => one[0] };
        if (request.Text.Length > TextMax || request.Text.AsSpan().IndexOfAny('\n', '\r') >= 0
            || (delimiter != ',' && request.Text.Contains(delimiter, StringComparison.Ordinal)))
        {
            return new CellUnfit(request.Line);
        }
        var start = 0;
        for (var line = 1; line < request.Line && start < file.Length; line++)
        {
            var next = file.AsSpan(start).IndexOf((byte)'\n');
            start = next < 0 ? file.Length : start + next + 1;
        }
        var end = file.AsSpan(start).IndexOf((byte)'\n');
        var rest = end < 0 ? file.Length : start + end;
        if (rest > start && file[rest - 1] == '\r') { rest--; }
        var cells = EmbeddedCsv.Split(encoding.GetString(file.AsSpan(start, rest - start)), delimiter);
        if (request.Line < 1 || start >= file.Length || request.Column < 0 || request.Column >= cells.Length)
        {
            return new CellUnfit(request.Line);
        }
        cells[request.Column] = request.Text;
        var text = string.Join(delimiter, cells.Select(cell => delimiter == ',' ? Quoted(cell) : cell));
        return (byte[])[.. file.AsSpan(0, start), .. encoding.GetBytes(text), .. file.AsSpan(rest)];
    }

    private static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny(',', '"') < 0
            ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

/// <param name="Id">Of the sample as it is now.</param>
public sealed record CorrectedSample(string Id);
