using System.IO.Compression;
using SocialFund.Funds.Accounting;
using SocialFund.Oversight.Audit;
using SocialFund.Storage;

namespace SocialFund.Command;

/// <summary>
/// <c>socialfund verify 导出文件</c>: is an exported audit chain, book or year of books whole? Which it is, the file says.
/// </summary>
public static class VerifyCommand
{
    private const int Whole = 0;
    private const int Broken = 1;
    private const int NotChecked = 2;

    private const string Usage = """
        用法：socialfund verify <审计链.ndjson> [--public-key <04开头的SM2公钥>]
              socialfund verify <账簿.chain.ndjson 或 年度账簿.zip>
        核对审计链的编号、摘要、来源编号和链尾签名；核对账簿的凭证号、借贷平衡和凭证链。不需要数据库。
        返回值：0 验证通过；1 发现问题；2 未能核对。
        """;

    /// <returns>0 when the chain holds, 1 when it does not, 2 when it could not be checked.</returns>
    public static async Task<int> Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors)
    {
        if (Read(arguments) is not var (file, publicKey))
        {
            await errors.WriteLineAsync(Usage);
            return NotChecked;
        }
        try
        {
            if (file.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)) { return await Books(file, output); }
            if (BookVerification.IsBook(await FirstLine(file))) { return await Book(file, output); }
            using var export = File.OpenText(file);
            return await Tell(await Verification.Of(export, new NationalCrypto(), publicKey), publicKey, output);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            await errors.WriteLineAsync($"无法读取文件“{file}”：{error.Message}");
            return NotChecked;
        }
    }

    private static (string File, string? PublicKey)? Read(IReadOnlyList<string> arguments) => arguments switch
    {
        ["verify", var file] when !file.StartsWith('-') => (file, null),
        ["verify", var file, "--public-key", var key] when !file.StartsWith('-') => (file, key),
        _ => null,
    };

    private static async Task<string> FirstLine(string file)
    {
        using var text = File.OpenText(file);
        return await text.ReadLineAsync() ?? "";
    }

    private static async Task<int> Book(string file, TextWriter output)
    {
        using var text = File.OpenText(file);
        return await Tell(await BookVerification.Of(text, new NationalCrypto()), "", output);
    }

    /// <summary>Every book of a year's ZIP, and that none is missing.</summary>
    private static async Task<int> Books(string file, TextWriter output)
    {
        await using var zip = await ZipFile.OpenReadAsync(file);
        var result = Whole;
        var ends = new List<BookEnd>();
        foreach (var entry in zip.Entries)
        {
            if (!entry.Name.EndsWith(".chain.ndjson", StringComparison.Ordinal)) { continue; }
            using var text = new StreamReader(await entry.OpenAsync());
            var verified = await BookVerification.Of(text, new NationalCrypto());
            result = Math.Max(result, await Tell(verified, $"{entry.Name}：", output));
            if (verified.End is { } end) { ends.Add(end); }
        }
        foreach (var listed in await Listed(zip))
        {
            var found = ends.FirstOrDefault(end => end.Book == listed.Book);
            if (found?.Digest == listed.Digest) { continue; }
            var what = found is null ? "缺失或未能核对" : "与目录所列校验值不符";
            await output.WriteLineAsync($"验证未通过：账套 {listed.Book} {what}。");
            result = Broken;
        }
        if (ends.Count > 0 || result != Whole) { return result; }
        await output.WriteLineAsync("未能核对：压缩包内没有凭证链文件（chain.ndjson）。");
        return NotChecked;
    }

    private static async Task<IReadOnlyList<BookEnd>> Listed(ZipArchive zip)
    {
        if (zip.GetEntry(BookVerification.ListEntry) is not { } entry) { return []; }
        using var text = new StreamReader(await entry.OpenAsync());
        return BookVerification.Listed(await text.ReadToEndAsync());
    }

    private static async Task<int> Tell(VerifiedBook verified, string name, TextWriter output)
    {
        if (verified.Fault is { } fault)
        {
            await output.WriteLineAsync($"验证未通过：{name}{fault}。");
            return Broken;
        }
        var end = verified.End!;
        await output.WriteLineAsync(
            $"验证通过：{name}{end.Book.Title}，{end.Periods.Count}个期间，共{verified.Vouchers}张凭证，"
            + $"借方合计{verified.Total}。校验值 {end.Digest}，请与系统中显示的校验值核对。");
        return Whole;
    }

    private static async Task<int> Tell(Verified verified, string? publicKey, TextWriter output)
    {
        foreach (var alarm in verified.Alarms) { await output.WriteLineAsync($"警报 {alarm}"); }
        if (verified.Fault is { } fault)
        {
            await output.WriteLineAsync(
                $"验证未通过：第{fault.Number}号记录（文件第{fault.Line}行，{NameOf(fault.Kind)}）{fault.Message}。");
            return Broken;
        }
        await output.WriteLineAsync(
            $"验证通过：区划{verified.Head!.Division}，共{verified.Links}条记录，来自{verified.Sources}个来源，"
            + $"签名于{verified.Head.SignedAt}。");
        if (publicKey is null)
        {
            await output.WriteLineAsync($"签名公钥取自文件，请与系统公布的公钥核对：{verified.Head.PublicKey}");
        }
        return Whole;
    }

    private static string NameOf(FaultKind kind) => kind switch
    {
        FaultKind.Altered => "被改动",
        FaultKind.Missing => "缺失",
        FaultKind.Reordered => "次序被调换",
        FaultKind.Detached => "不衔接",
        FaultKind.SourceGap => "来源缺号",
        FaultKind.Head => "链尾不符",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
