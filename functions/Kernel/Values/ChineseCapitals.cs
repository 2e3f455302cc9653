using System.Text;

namespace SocialFund.Kernel;

/// <summary>Amounts in Chinese capitals (大写金额), as vouchers and payment papers carry them.</summary>
/// <remarks>Basis: 支付结算办法, annex on filling in bills (正确填写票据和结算凭证的基本规定).</remarks>
public static class ChineseCapitals
{
    private const string Digits = "零壹贰叁肆伍陆柒捌玖";
    private static readonly string[] Places = ["", "拾", "佰", "仟"];
    private static readonly string[] Sections = ["", "万", "亿", "万亿"];

    /// <summary>For example 100111.11 yuan is 壹拾万零壹佰壹拾壹元壹角壹分; a whole amount ends in 整; below zero begins 负.</summary>
    public static string Of(Money money)
    {
        if (money.IsZero) { return "零元整"; }

        var size = Math.Abs(money.Fen);
        var text = new StringBuilder(money.Fen < 0 ? "负" : "");
        var yuan = size / 100;
        if (yuan > 0) { text.Append(Whole(yuan)).Append('元'); }
        AppendCents(text, jiao: (int)(size / 10 % 10), fen: (int)(size % 10), afterYuan: yuan > 0);
        return text.ToString();
    }

    private static void AppendCents(StringBuilder text, int jiao, int fen, bool afterYuan)
    {
        if (jiao == 0 && fen == 0) { text.Append('整'); return; }
        if (jiao > 0) { text.Append(Digits[jiao]).Append('角'); }
        else if (afterYuan) { text.Append('零'); }
        if (fen > 0) { text.Append(Digits[fen]).Append('分'); }
        else { text.Append('整'); }
    }

    private static string Whole(long value)
    {
        var text = new StringBuilder();
        var pendingZero = false;
        for (var section = Sections.Length - 1; section >= 0; section--)
        {
            var four = (int)(value / (long)Math.Pow(10_000, section) % 10_000);
            if (four == 0) { pendingZero = text.Length > 0; continue; }
            if (text.Length > 0 && (pendingZero || four < 1000)) { text.Append('零'); }
            text.Append(Four(four)).Append(SectionName(section, value));
            pendingZero = false;
        }
        return text.ToString();
    }

    /// <summary>万亿 is written 万 when the 亿 section follows with a value of its own.</summary>
    private static string SectionName(int section, long value) =>
        section == 3 && value / 100_000_000 % 10_000 != 0 ? "万" : Sections[section];

    private static string Four(int value)
    {
        var text = new StringBuilder();
        var zero = false;
        for (var place = 3; place >= 0; place--)
        {
            var digit = value / (int)Math.Pow(10, place) % 10;
            if (digit == 0) { zero = text.Length > 0; continue; }
            if (zero) { text.Append('零'); }
            text.Append(Digits[digit]).Append(Places[place]);
            zero = false;
        }
        return text.ToString();
    }
}
