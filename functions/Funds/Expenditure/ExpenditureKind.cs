using System.Reflection;
using System.Text.Json;
using SocialFund.Kernel;

namespace SocialFund.Funds.Expenditure;

/// <summary>What a field of a dropped file must be.</summary>
public enum FieldType
{
    Text = 1,

    /// <summary>Yuan with at most two decimals; becomes fen.</summary>
    Money,
    Integer,

    /// <summary>YYYYMMDD or YYYY-MM-DD.</summary>
    Date,

    /// <summary>YYYYMM.</summary>
    Month,
    CitizenId,
    CreditCode,
    BankAccount,

    /// <summary>12 digits; a failed check digit is a warning.</summary>
    Cnaps,

    /// <summary>One of <see cref="FieldRule.Values"/>.</summary>
    Code,
}

/// <summary>What a field means to the payment itself; everything else is evidence kept with the line.</summary>
public enum FieldRole
{
    None = 0,
    PayeeName = 1,

    /// <summary>Citizen id or credit code of who is paid.</summary>
    PayeeId,
    Account,
    BankCode,
    BankName,
    Amount,

    /// <summary>The expenditure item's code; see <see cref="KindItem"/>.</summary>
    Item,

    /// <summary>Ties a person row to its employer row.</summary>
    EmployerId,

    /// <summary>A date of death or end of entitlement: a payee who has one is returned.</summary>
    EndedOn,
}

/// <param name="Name">The column's Chinese heading, as in the file's first line.</param>
/// <param name="Max">Longest text in characters; 0 for no limit beyond 200.</param>
/// <param name="Values">For <see cref="FieldType.Code"/>: code → meaning.</param>
public sealed record FieldRule(
    string Id, string Name, FieldType Type, bool Required = true, FieldRole Role = FieldRole.None, int Max = 0,
    IReadOnlyDictionary<string, string>? Values = null, bool AllowNegative = false);

/// <summary>One table of a batch.</summary>
/// <param name="Role"><c>payees</c> is what is paid; others (<c>employers</c>, <c>projects</c>) are evidence whose
/// amounts must agree with it where they have an amount.</param>
public sealed record TableRule(string Role, string Name, bool Required, IReadOnlyList<FieldRule> Fields);

/// <param name="Extensions">Allowed file types: pdf, jpg, png, docx, xlsx.</param>
public sealed record AttachmentRule(string Id, string Name, bool Required, IReadOnlyList<string> Extensions);

/// <summary>An expenditure item (支出项目) of a kind for one fund.</summary>
/// <param name="Account">The account debited, in the chart of accounts in force.</param>
/// <param name="BudgetLine">The budget line charged.</param>
public sealed record KindItem(Fund Fund, string Code, string Name, string Account, string BudgetLine);

/// <summary>An automatic check declared by a kind: a named check with parameters.</summary>
/// <param name="Check">A name that CheckCatalog knows: <c>amountMax</c>, <c>duplicateInBatch</c>, <c>paidBefore</c>
/// …</param>
/// <param name="Severity">refuse (row returned), warn (reviewer sees it).</param>
public sealed record KindCheck(
    string Check, string Severity, string Message, IReadOnlyDictionary<string, string>? With = null);

public enum PayTo
{
    /// <summary>Each line is paid to its payee.</summary>
    Payees = 1,

    /// <summary>One payment of the whole to the agency's expenditure account (支出户).</summary>
    AgencyAccount,

    /// <summary>One payment to the upper division's special account (上解).</summary>
    UpperAccount,

    /// <summary>Nothing is paid: the review approves a project budget that later payments draw on.</summary>
    None,
}

/// <summary>A kind of expenditure (支出类型): everything that makes it differ from the others is data.</summary>
/// <param name="Requirement">The requirement rows it serves, for example .</param>
/// <param name="Category">benefit, transfer, down (补助下级), up (上解上级), other: R-3-04.</param>
/// <param name="BeforeApproval">Whether 预算法§54 lets it be paid before the budget is approved.</param>
/// <param name="PostingRule">The accounting rule for a payment; refunds use the same rule in red.</param>
public sealed record ExpenditureKind(
    string Id, string Name, string Requirement, string Category, PayTo PayTo, bool BeforeApproval, string PostingRule,
    IReadOnlyList<KindItem> Items, IReadOnlyList<TableRule> Tables, IReadOnlyList<AttachmentRule> Attachments,
    IReadOnlyList<KindCheck> Checks)
{
    public TableRule Payees => Tables.Single(table => table.Role == "payees");

    public IEnumerable<Fund> Funds => Items.Select(item => item.Fund).Distinct();

    /// <summary>The item of that code for that fund; null when the kind has none.</summary>
    public KindItem? Item(Fund fund, string code) =>
        Items.FirstOrDefault(item => item.Fund == fund && item.Code == code);
}

/// <summary>The kinds, read from Expenditure/Kinds/*.json: a new kind is a new file.</summary>
public sealed class ExpenditureKinds
{
    private readonly Dictionary<string, ExpenditureKind> _byId;

    public ExpenditureKinds(IEnumerable<ExpenditureKind> kinds) => _byId = kinds.ToDictionary(kind => kind.Id);

    public static ExpenditureKinds Shipped { get; } = new(LoadShipped());

    public IReadOnlyCollection<ExpenditureKind> All => _byId.Values;

    public ExpenditureKind? Find(string id) => _byId.GetValueOrDefault(id);

    private static IEnumerable<ExpenditureKind> LoadShipped()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Where(name => name.Contains(".Expenditure.Kinds.", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => JsonSerializer.Deserialize<ExpenditureKind>(
                EmbeddedText.Read(assembly, name), Json.Options)!);
    }
}
