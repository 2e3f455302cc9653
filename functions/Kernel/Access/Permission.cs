namespace SocialFund.Kernel;

/// <summary>An action that roles may be granted; a grant adds the fund and the division subtree.</summary>
/// <param name="Code">Stable: <c>payment.review</c>.</param>
/// <param name="Title">What administrators read.</param>
public sealed record Permission(string Code, string Title)
{
    public static readonly Permission IntakeView = new("intake.view", "查看文件接收");
    public static readonly Permission IntakeSubmit = new("intake.submit", "报送文件");
    public static readonly Permission ImportMap = new("import.map", "维护映射与导入");
    public static readonly Permission RequestView = new("request.view", "查看用款申请");
    public static readonly Permission RequestSubmit = new("request.submit", "填报用款申请");
    public static readonly Permission RequestReviewClerk = new("request.review.clerk", "社保处初审");
    public static readonly Permission RequestReviewReviewer = new("request.review.reviewer", "社保处复审");
    public static readonly Permission RequestReviewHead = new("request.review.head", "社保处负责人审批");
    public static readonly Permission TreasuryReview = new("treasury.review", "国库审核");
    public static readonly Permission TreasuryPay = new("treasury.pay", "国库支付与回单");
    public static readonly Permission PaymentView = new("payment.view", "查看拨款与支付");
    public static readonly Permission BudgetView = new("budget.view", "查看预算额度");
    public static readonly Permission BudgetImport = new("budget.import", "导入预算额度");
    public static readonly Permission FormView = new("form.view", "查看报表");
    public static readonly Permission FormIssue = new("form.issue", "下达报表任务");
    public static readonly Permission FormFill = new("form.fill", "填报报表");
    public static readonly Permission FormReview = new("form.review", "审核与退回报表");
    public static readonly Permission FormApprove = new("form.approve", "批复与锁定报表");
    public static readonly Permission IncomeView = new("income.view", "查看收入");
    public static readonly Permission IncomeReview = new("income.review", "审核上解收入");
    public static readonly Permission BookView = new("book.view", "查看账簿与凭证");
    public static readonly Permission BookOpen = new("book.open", "建账与期初余额");
    public static readonly Permission VoucherPrepare = new("voucher.prepare", "凭证制单");
    public static readonly Permission VoucherAudit = new("voucher.audit", "凭证审核");
    public static readonly Permission VoucherPost = new("voucher.post", "凭证记账");
    public static readonly Permission PeriodReopen = new("period.reopen", "反结账");
    public static readonly Permission BookConfirm = new("book.confirm", "国库记账确认");
    public static readonly Permission LakeView = new("lake.view", "查看汇总数据");
    public static readonly Permission LakeRun = new("lake.run", "执行汇总");
    public static readonly Permission ExchangeView = new("exchange.view", "查看交换监控");
    public static readonly Permission ExchangeSend = new("exchange.send", "向交换单位发送");
    public static readonly Permission ReconcileRun = new("reconcile.run", "执行对账与核对");
    public static readonly Permission ReconcileDecide = new("reconcile.decide", "处理对账差异与主索引冲突");
    public static readonly Permission JobView = new("job.view", "查看任务");
    public static readonly Permission SettingChange = new("setting.change", "修改业务参数");
    public static readonly Permission UserView = new("user.view", "查看用户与授权");
    public static readonly Permission UserManage = new("user.manage", "用户管理（系统管理员）");
    public static readonly Permission GrantManage = new("grant.manage", "授权管理（安全管理员）");
    public static readonly Permission AuditView = new("audit.view", "查看审计（审计管理员）");
    public static readonly Permission PersonUnmask = new("person.unmask", "查看完整证件号和账号");
    public static readonly Permission SupportHistory = new("support.history", "查看流程运行记录");
    public static readonly Permission SharingView = new("sharing.view", "查看共享服务");
    public static readonly Permission SharingManage = new("sharing.manage", "管理共享单位与密钥");
    public static readonly Permission SharingPublish = new("sharing.publish", "发布共享数据");
    public static readonly Permission HistoryView = new("history.view", "查看历史数据");
    public static readonly Permission HistoryImport = new("history.import", "导入与撤回历史数据");

    /// <summary>
    /// The one thing that another department's machine may (<see cref="IConsumers"/>). Not among <see cref="All"/>,
    /// as no role may hold it.
    /// </summary>
    public static readonly Permission SharingCall = new("sharing.call", "调用共享数据");

    public static IReadOnlyList<Permission> All { get; } =
    [
        IntakeView, IntakeSubmit, ImportMap, RequestView, RequestSubmit, RequestReviewClerk, RequestReviewReviewer,
        RequestReviewHead, TreasuryReview, TreasuryPay, PaymentView, BudgetView, BudgetImport, FormView,
        FormIssue, FormFill, FormReview, FormApprove, IncomeView,
        IncomeReview, BookView, BookOpen, VoucherPrepare, VoucherAudit, VoucherPost, PeriodReopen, BookConfirm,
        LakeView, LakeRun, ExchangeView, ExchangeSend, ReconcileRun, ReconcileDecide, JobView, SettingChange, UserView,
        UserManage, GrantManage, AuditView, PersonUnmask, SupportHistory, SharingView, SharingManage, SharingPublish,
        HistoryView, HistoryImport,
    ];
}
