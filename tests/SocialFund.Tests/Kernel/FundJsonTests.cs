using SocialFund.Kernel;

namespace SocialFund.Tests.Kernel;

public sealed class FundJsonTests
{
    [Fact]
    public void Fund_WhenWritten_IsTheCatalogueId()
    {
        Assert.Equal("\"enterprise-pension\"", Json.Write(Fund.EnterprisePension));
        Assert.Equal(Fund.Unemployment, Json.Read<Fund>("\"unemployment\""));
        Assert.Equal("{\"work-injury\":1}", Json.Write(new Dictionary<Fund, int> { [Fund.WorkInjury] = 1 }));
    }

    [Theory]
    [InlineData("企业职工基本养老", Fund.EnterprisePension)]
    [InlineData("机关事业基本养老", Fund.PublicSectorPension)]
    [InlineData("失业", Fund.Unemployment)]
    [InlineData("职工医保", Fund.EmployeeMedical)]
    [InlineData("城乡居民基本医疗保险基金", Fund.ResidentMedical)]
    [InlineData("41", Fund.WorkInjury)]
    [InlineData("maternity", Fund.Maternity)]
    public void TryFind_WhenATableNamesAFund_FindsIt(string text, Fund expected)
    {
        Assert.True(FundList.TryFind(text, out var fund));
        Assert.Equal(expected, fund);
    }

    [Theory]
    [InlineData("")]
    [InlineData("保险")]
    [InlineData("养老")]
    public void TryFind_WhenTheNameIsNoFund_IsFalse(string text) => Assert.False(FundList.TryFind(text, out _));
}
