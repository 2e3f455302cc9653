using SocialFund.Exchange.Catalog;

namespace SocialFund.Exchange.Governance;

/// <summary>What can be wrong with a cell or with the line it stands in, before rules look at the row.</summary>
public enum CellFault
{
    None = 0,
    Missing,
    NotMoney,
    Negative,
    TooLarge,
    NotCount,
    NotRate,
    NotMonth,
    NotDate,
    NotTimestamp,
    NotCitizenId,
    NotOrganization,
    NotDivision,
    NotAccount,
    UnknownCode,
    TooLong,
    Garbled,
    Formula,

    /// <summary>The line has more or fewer cells than the heading.</summary>
    CellCount,

    /// <summary>The line is longer than any row can be.</summary>
    LongLine,

    /// <summary>Another row of the table has the same key and says something else.</summary>
    KeyConflict,

    /// <summary>The row's region does not belong to the sender.</summary>
    OutsideRegion,

    /// <summary>A step of the sender's mapping could not read the cell.</summary>
    NotMapped,

    // Noted only.
    CodeNotListed,
    OrganizationCheck,
    UnknownDivision,
}

/// <summary>The faults in words.</summary>
public static class CellFaults
{
    /// <summary>Stable ids, for truth files, counts and screens.</summary>
    public static string IdOf(CellFault fault) => CatalogField.Snake(fault.ToString()).TrimStart('_').Replace('_', '-');

    /// <summary>The text of a fault by its id; empty for none of ours.</summary>
    public static string TextOf(string id, string name) =>
        Enum.GetValues<CellFault>().FirstOrDefault(fault => fault != CellFault.None && IdOf(fault) == id) is var fault
        && fault != CellFault.None ? TextOf(fault, name) : "";

    public static Severity SeverityOf(CellFault fault) =>
        fault >= CellFault.CodeNotListed ? Severity.Soft : Severity.Hard;

    /// <param name="name">The field's name.</param>
    public static string TextOf(CellFault fault, string name) => fault switch
    {
        CellFault.Missing => $"“{name}”不能为空",
        CellFault.NotMoney => $"“{name}”不是金额（单位元，最多两位小数）",
        CellFault.Negative => $"“{name}”不能为负数",
        CellFault.TooLarge => $"“{name}”数值过大，请核对单位",
        CellFault.NotCount => $"“{name}”应为不小于零的整数",
        CellFault.NotRate => $"“{name}”应为小数（最多六位），如 0.16",
        CellFault.NotMonth => $"“{name}”不是有效月份（YYYYMM）",
        CellFault.NotDate => $"“{name}”不是有效日期（YYYYMMDD）",
        CellFault.NotTimestamp => $"“{name}”不是有效时间（YYYYMMDD 或 YYYY-MM-DD HH:MM:SS）",
        CellFault.NotCitizenId => $"“{name}”不是有效的公民身份号码（位数、出生日期或校验码有误）",
        CellFault.NotOrganization => $"“{name}”应为 9 位组织机构代码或 18 位统一社会信用代码",
        CellFault.NotDivision => $"“{name}”应为 6 位行政区划代码",
        CellFault.NotAccount => $"“{name}”应为 6 至 32 位数字",
        CellFault.UnknownCode => $"“{name}”不在代码表中",
        CellFault.TooLong => $"“{name}”超过允许的长度",
        CellFault.Garbled => $"“{name}”含有乱码或不可见字符，请核对文件编码",
        CellFault.Formula => $"“{name}”不能以“=”或“@”开头",
        CellFault.CellCount => "列数与标题行不一致，请核对分隔符",
        CellFault.LongLine => "本行过长，请核对换行和分隔符",
        CellFault.KeyConflict => "与另一行主键相同而内容不同",
        CellFault.OutsideRegion => $"“{name}”不在报送单位的管辖范围内",
        CellFault.NotMapped => $"“{name}”的来源值不符合映射中的格式或代码对照",
        CellFault.CodeNotListed => $"“{name}”的代码未列入代码表",
        CellFault.OrganizationCheck => $"“{name}”的校验码不符",
        CellFault.UnknownDivision => $"“{name}”不是现行或历史行政区划代码",
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };
}
