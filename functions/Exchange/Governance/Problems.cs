using SocialFund.Kernel;

namespace SocialFund.Exchange.Governance;

// Refusals of a detail batch as a whole, in the order in which they are checked.

public sealed record HeadingOfTableWrong(string File, string Why) : Problem(
    ProblemKind.Invalid, "heading_of_table_wrong", $"“{File}”的标题行有误：{Why}");
