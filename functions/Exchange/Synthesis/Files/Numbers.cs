using System.Globalization;
using System.Text;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Synthesis;

/// <summary>Serial numbers, tickets and accounts: text made from what they name, so that they need no register.</summary>
internal static class Numbers
{
    /// <summary>A person's number within the county, apart from those of employers.</summary>
    public static long Own(in Member member) => member.Index + (member.IsGuest ? 900_000_000L : 0);

    /// <summary>Kind, division, month, insurance and payer.</summary>
    public static byte[] Text(Scene scene, Fund fund, int payerKind, long payer, string kind) =>
        Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"{kind}{scene.Division}{scene.PeriodNumber}{Insurance.NumberOf(fund)}{payerKind}{payer:0000000000}"));

    public static byte[] Uuid(Scene scene, in Member member, Fund fund) => Uuid(scene, Own(member) + 10_000_000, fund);

    public static byte[] Uuid(Scene scene, long payer, Fund fund)
    {
        var chance = Dice.Of(scene.World.Options.Seed, payer).With(scene.PeriodNumber * 1000 + (int)fund)
            .With(Scene.Number(scene.Division));
        return Encoding.ASCII.GetBytes($"{chance.Key:x16}{chance.With(1).Key:x16}");
    }
}

/// <summary>险种类型 (AAE140).</summary>
internal static class Insurance
{
    private static readonly string[] Codes = ["", "110", "170", "120", "310", "390", "210", "410", "510"];
    private static readonly byte[][] CodeBytes = [.. Codes.Select(Encoding.ASCII.GetBytes)];

    public static byte[] CodeOf(Fund fund) => CodeBytes[(int)fund];

    public static string NumberOf(Fund fund) => Codes[(int)fund];
}
