using SocialFund.Exchange.Ingestion;
using SocialFund.Funds.Expenditure;
using SocialFund.Kernel;

namespace SocialFund.Tests.Exchange.Ingestion;

public sealed class KindDataTests
{
    [Fact]
    public void Kinds_Shipped_AreTheElevenOfTheRequirement() =>
        Assert.Equal(
            ["R-3.1", "R-3.10", "R-3.11", "R-3.2", "R-3.3", "R-3.4", "R-3.5", "R-3.6", "R-3.7", "R-3.8", "R-3.9"],
            ExpenditureKinds.Shipped.All.Select(kind => kind.Requirement).Order(StringComparer.Ordinal));

    public static TheoryData<string> Ids => [.. ExpenditureKinds.Shipped.All.Select(kind => kind.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Kind_Always_NamesKnownChecksAndTheRolesThatAPaymentNeeds(string id)
    {
        var kind = ExpenditureKinds.Shipped.Find(id)!;
        var checks = new RowChecks(kind, Period.Of(2026, 6));
        var fields = kind.Payees.Fields;
        Assert.All(
            checks.KeyFields.Where(key => key[0] != '@'), key => Assert.Contains(fields, field => field.Id == key));
        FieldRole[] needed = kind.PayTo == PayTo.Payees || kind.PayTo == PayTo.UpperAccount
            ? [FieldRole.PayeeName, FieldRole.PayeeId, FieldRole.Account, FieldRole.BankCode, FieldRole.Amount,
                FieldRole.Item]
            : [FieldRole.PayeeName, FieldRole.PayeeId, FieldRole.Amount, FieldRole.Item];
        Assert.All(needed, role => Assert.Single(fields, field => field.Role == role));
        Assert.Equal(fields.Count, fields.Select(field => field.Name).Distinct().Count());
        Assert.All(fields.Where(field => field.Type == FieldType.Code), field => Assert.NotEmpty(field.Values!));
        Assert.NotEmpty(kind.Items);
    }

    [Fact]
    public void SkillSubsidy_Always_HoldsTheElevenNamedItems() =>
        Assert.Equal(
            ["单位名称", "参保日期", "累计缴费月数", "申请人员姓名", "社会保障号", "取得技能等级", "证件类别", "发证时间", "技能提升补贴金额",
                "开户行", "行号", "银行账号"],
            ExpenditureKinds.Shipped.Find("skill-subsidy")!.Payees.Fields
                .Where(field => field.Required).Select(field => field.Name));
}
