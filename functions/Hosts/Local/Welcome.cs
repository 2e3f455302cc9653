using System.Text;

namespace SocialFund.Hosts.Local;

/// <summary>What is printed when the system is ready.</summary>
internal static class Welcome
{
    public static string Text(
        LocalSettings settings, Uri address, bool hasWeb, IReadOnlyList<(string Account, string Password)> made)
    {
        var text = new StringBuilder();
        text.AppendLine("社会保障资金信息管理系统已启动");
        text.AppendLine($"  地址：{address.ToString().TrimEnd('/')}{(hasWeb ? "" : "（前端尚未构建，仅接口可用）")}");
        text.AppendLine($"  数据：{settings.DataFolder}");
        text.AppendLine($"  投递：{Path.Combine(settings.DataFolder, "blobs", "inbox")}");
        if (!settings.NoDemo) { Demo(text); }
        if (made.Count > 0)
        {
            text.AppendLine("  初始口令（只显示这一次，首次登录须修改）：");
            foreach (var (account, password) in made) { text.AppendLine($"    {account}  {password}"); }
        }
        return text.Append("  停止：Ctrl+C").ToString();
    }

    private static void Demo(StringBuilder text)
    {
        text.AppendLine($"  演示账号（口令均为 {FirstAccounts.Demo.Password}）：");
        foreach (var account in FirstAccounts.Demo.Accounts)
        {
            text.AppendLine($"    {account.Account,-11} {account.Name}");
        }
    }
}
