using SocialFund.Oversight.Audit;
using SocialFund.Storage;

namespace SocialFund.Command;

/// <summary><c>socialfund verify 导出文件 [--public-key hex]</c>: is an exported audit chain whole?</summary>
public static class VerifyCommand
{
    private const int Whole = 0;
    private const int Broken = 1;
    private const int NotChecked = 2;

    private const string Usage = """
        用法：socialfund verify <导出文件.ndjson> [--public-key <04开头的SM2公钥>]
        核对审计链的编号、摘要、来源编号和链尾签名，不需要数据库。
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
            using var export = File.OpenText(file);
            return await Tell(await Verification.Of(export, new NationalCrypto(), publicKey), publicKey, output);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
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
