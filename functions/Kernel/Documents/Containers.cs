namespace SocialFund.Kernel;

/// <summary>Every container, with its partition key. Reasons: docs/documents.md.</summary>
public static class Containers
{
    /// <summary>One partition a payment request: header, line chunks, decisions. Key: the request id.</summary>
    public const string Requests = "requests";

    /// <summary>One partition a division, fund and year: lines and reservations.</summary>
    public const string Budgets = "budgets";

    /// <summary>One partition a payment batch: instructions, receipts. Key: the batch id.</summary>
    public const string Payments = "payments";

    /// <summary>One partition a book (账套): division, fund, year, kind; one a reconciled bank account.</summary>
    public const string Books = "books";

    /// <summary>One partition an income slip (上解收入). Key: the slip id.</summary>
    public const string Income = "income";

    /// <summary>One partition a received batch. Key: the batch id.</summary>
    public const string Intake = "intake";

    /// <summary>One partition a workflow instance: its journal.</summary>
    public const string Workflows = "workflows";

    /// <summary>Accounts; one partition each, plus a directory.</summary>
    public const string Identity = "identity";

    /// <summary>Sealed audit chains; one partition a division.</summary>
    public const string Audit = "audit";

    /// <summary>Rows that screens list, rebuilt from the others. One partition a list and division.</summary>
    public const string Lists = "lists";

    /// <summary>Positions of pumps, jobs, settings, schedules.</summary>
    public const string System = "system";

    /// <summary>All, in a fixed order.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Requests, Budgets, Payments, Books, Income, Intake, Workflows, Identity, Audit, Lists, System];
}
