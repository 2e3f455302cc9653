using SocialFund.Funds.Payment;

namespace SocialFund.Tests.Funds.Payment;

public sealed class InstructionNumberTests
{
    private const string Request = "630102-11-202606-A1-B1";

    [Fact]
    public void Number_ForALineAndRound_IsAlwaysTheSame()
    {
        // The first 65 bits of SHA-256 of the request (python: hashlib, five bits a letter), then line 7 and round 1.
        Assert.Equal(PrefixByHand + "0000701", InstructionNumber.Of(Request, 7, 1));
        Assert.Equal(PrefixByHand + "0000702", InstructionNumber.Of(Request, 7, 2));
        Assert.Equal(PrefixByHand + "0YGJ001", InstructionNumber.Of(Request, 1_000_000, 1));
    }

    private const string PrefixByHand = "4A44GVS28SJB0";

    [Fact]
    public void Number_OverAMillionLines_IsUnique()
    {
        var seen = new HashSet<string>(1_000_000);
        var prefix = InstructionNumber.PrefixOf(Request);
        for (var line = 1; line <= 1_000_000; line++)
        {
            var number = InstructionNumber.WithPrefix(prefix, line, 1);
            Assert.True(seen.Add(number));
        }
        Assert.All(seen.Take(1000), number => Assert.Equal(20, number.Length));
    }

    [Fact]
    public void Number_OfAnotherRequestOrRound_IsAnother()
    {
        var number = InstructionNumber.Of(Request, 7, 1);
        Assert.NotEqual(number, InstructionNumber.Of("630102-11-202606-A1-B2", 7, 1));
        Assert.NotEqual(number, InstructionNumber.Of(Request, 7, 2));
        Assert.NotEqual(number, InstructionNumber.Of(Request, 8, 1));
    }

    [Theory]
    [InlineData("630102-11-202606-A1-B1-r1", true)]
    [InlineData("630102-11-202606-A1-B1-r99", true)]
    [InlineData("630102-11-202606-A1-B1-r01", false)]
    [InlineData("630102-11-202606-A1-B1-r0", false)]
    [InlineData("630102-11-202606-A1-B1-r100", false)]
    [InlineData("630102-11-202606-A1-B1", false)]
    [InlineData("x-r1", false)]
    public void BatchId_HasOneTextForm(string text, bool isOne) =>
        Assert.Equal(isOne, BatchId.TryParse(text, out _));
}
