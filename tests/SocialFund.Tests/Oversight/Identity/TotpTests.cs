using System.Text;
using SocialFund.Oversight.Identity;

namespace SocialFund.Tests.Oversight.Identity;

public sealed class TotpTests
{
    private static readonly byte[] RfcSecret = Encoding.ASCII.GetBytes("12345678901234567890");

    /// <summary>RFC 6238 appendix B, the SHA-1 rows.</summary>
    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1111111111, "14050471")]
    [InlineData(1234567890, "89005924")]
    [InlineData(2000000000, "69279037")]
    [InlineData(20000000000, "65353130")]
    public void CodeAt_ForTheTimesOfRfc6238_IsThePublishedCode(long seconds, string code) =>
        Assert.Equal(code, Totp.CodeAt(RfcSecret, Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds)), 8));

    /// <summary>RFC 4226 appendix D.</summary>
    [Theory]
    [InlineData(0, "755224")]
    [InlineData(1, "287082")]
    [InlineData(9, "520489")]
    public void CodeAt_ForTheCountersOfRfc4226_IsThePublishedCode(long counter, string code) =>
        Assert.Equal(code, Totp.CodeAt(RfcSecret, counter));

    [Theory]
    [InlineData(-60, false)]
    [InlineData(-59, true)]
    [InlineData(0, true)]
    [InlineData(30, true)]
    [InlineData(31, false)]
    public void StepOf_WhenThePhoneIsOff_TakesOneStepEitherWay(int secondsOff, bool taken)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1111111109); // 29 seconds into a step
        var phone = Totp.StepAt(now) + (int)Math.Floor((29 + secondsOff) / 30.0);
        Assert.Equal(taken, Totp.StepOf(RfcSecret, Totp.CodeAt(RfcSecret, phone), now, 0) is not null);
    }

    [Fact]
    public void StepOf_WhenTheStepWasUsed_IsNone()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(59);
        Assert.Equal(1, Totp.StepOf(RfcSecret, "287082", now, lastStep: 0));
        Assert.Null(Totp.StepOf(RfcSecret, "287082", now, lastStep: 1));
    }

    /// <summary>RFC 4648 section 10, without the padding.</summary>
    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Base32_ForTheTextsOfRfc4648_IsThePublishedText(string text, string encoded) =>
        Assert.Equal(encoded, Base32.Write(Encoding.ASCII.GetBytes(text)));
}
