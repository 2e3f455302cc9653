using SocialFund.Kernel;

namespace SocialFund.Tests.Kernel;

public sealed class ValueTests
{
    [Fact]
    public void Division_WhenPrefecture_ContainsItsCountiesOnly()
    {
        var xining = Division.Of("630100");
        Assert.True(xining.Contains(Division.Of("630102")));
        Assert.True(xining.Contains(xining));
        Assert.False(xining.Contains(Division.Of("630202")));
        Assert.False(xining.Contains(Division.Of("630000")));
        Assert.True(Division.Country.Contains(xining));
        Assert.Equal(["630102", "630100", "630000"], Division.Of("630102").UpToProvince().Select(above => above.Text));
    }

    [Fact]
    public void Divisions_OfQinghai_AreEightPrefecturesAndFortyFourCounties()
    {
        var prefectures = Divisions.Below(Division.Of("630000")).ToList();
        Assert.Equal(8, prefectures.Count);
        var counties = prefectures.SelectMany(prefecture => Divisions.Below(prefecture.Code)).ToList();
        // 大柴旦 has a code of its own in fiscal practice, not in GB/T 2260.
        Assert.Equal(44, counties.Count(county => county.Code.Text != "632857"));
    }

    [Fact]
    public void Divisions_WhenCodeWasReplaced_GiveTodaysCode() =>
        Assert.Equal("630106", Divisions.Current(Division.Of("632124")).Text);

    [Theory]
    [InlineData("11010519491231002X", true)]
    [InlineData("11010519491231002x", true)]
    [InlineData("440524188001010014", true)]
    [InlineData("110105194912310021", false)]
    [InlineData("11010519490231002X", false)]
    [InlineData("1101051949123100", false)]
    public void CitizenId_OfTheStandardsExamples_IsChecked(string text, bool valid) =>
        Assert.Equal(valid, CitizenId.TryParse(text, out _));

    [Fact]
    public void CitizenId_WhenShown_IsMasked() =>
        Assert.Equal("110105********002X", TextValue.Parse<CitizenId>("11010519491231002X").Masked);

    [Theory]
    [InlineData("91350100M000100Y43", true)]
    [InlineData("91350100M000100Y44", false)]
    [InlineData("91350100M000100Y4I", false)]
    public void CreditCode_OfTheStandardsExample_IsChecked(string text, bool valid) =>
        Assert.Equal(valid, CreditCode.TryParse(text, out _));

    [Theory]
    [InlineData("6222020200112233445", false)]
    [InlineData("4111111111111111", true)]
    [InlineData("6228480402564890018", true)]
    [InlineData("1234567", false)]
    [InlineData("12345678A", false)]
    public void Account_WhenCardNumber_MustPassLuhn(string text, bool valid) =>
        Assert.Equal(valid, BankCodes.IsAccount(text));

    [Fact]
    public void Fund_AfterTheMerger_BooksMaternityAsEmployeeMedical()
    {
        Assert.Equal(8, FundList.On(new DateOnly(2019, 12, 31)).Count());
        Assert.Equal(7, FundList.On(new DateOnly(2020, 1, 1)).Count());
        Assert.Equal(Fund.EmployeeMedical, Fund.Maternity.BookedAs(new DateOnly(2020, 1, 1)));
        Assert.Equal(Fund.Maternity, Fund.Maternity.BookedAs(new DateOnly(2019, 6, 1)));
    }

    [Theory]
    [InlineData("202606", true)]
    [InlineData("202613", false)]
    [InlineData("2026-6", false)]
    public void Period_WhenSixDigits_IsAMonth(string text, bool valid) =>
        Assert.Equal(valid, Period.TryParse(text, out _));

    [Fact]
    public void Period_OfAnInstant_IsTheMonthInChina() =>
        Assert.Equal("202607", Period.Of(new DateTimeOffset(2026, 6, 30, 16, 0, 0, TimeSpan.Zero)).Text);
}
