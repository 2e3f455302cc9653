using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion;

// Refusals of a whole file, in the order in which they are checked. Nothing of a refused file is kept as business.

public sealed record NotAZip(string File) : Problem(
    ProblemKind.Invalid, "not_a_zip", $"“{File}”不是有效的 ZIP 文件，或文件不完整。请重新打包后再报送。");

public sealed record ZipTooLarge(string What, long Limit) : Problem(
    ProblemKind.TooLarge, "zip_too_large", $"{What}超过上限 {Limit}。请拆分成多个批次报送。");

public sealed record BadEntryName(string Entry) : Problem(
    ProblemKind.Invalid, "bad_entry_name", $"压缩包内的文件名“{Entry}”含有路径或不允许的字符。请将文件直接放在压缩包根目录，并改名后重报。");

public sealed record DuplicateEntry(string Entry) : Problem(
    ProblemKind.Invalid, "duplicate_entry", $"压缩包内有两个同名文件“{Entry}”。请保留一个后重报。");

public sealed record NestedArchive(string Entry) : Problem(
    ProblemKind.Invalid, "nested_archive", $"“{Entry}”是压缩包。压缩包内不能再含压缩包，请直接放入明细文件。");

public sealed record ZipBomb(string Entry) : Problem(
    ProblemKind.Invalid, "zip_bomb", $"“{Entry}”的压缩比异常，已拒收。请用常规方式重新打包。");

public sealed record EncryptedEntry(string Entry) : Problem(
    ProblemKind.Invalid, "encrypted_entry", $"“{Entry}”设有密码，无法读取。请去掉密码后重报。");

public sealed record ManifestMissing() : Problem(
    ProblemKind.Invalid, "manifest_missing", "压缩包内没有 manifest.json。请按接口规范补充清单文件后重报。");

public sealed record ManifestUnreadable(string Why) : Problem(
    ProblemKind.Invalid, "manifest_unreadable", $"manifest.json 无法读取：{Why}");

public sealed record SenderUnknown(string Sender) : Problem(
    ProblemKind.Invalid, "sender_unknown", $"报送单位“{Sender}”未登记。请联系财政部门登记后再报送。");

public sealed record SenderDiffers(string Sender, string Folder) : Problem(
    ProblemKind.Invalid, "sender_differs", $"清单中的报送单位“{Sender}”与投递目录“{Folder}”不一致。");

public sealed record OutsideAuthority(string Sender, string What) : Problem(
    ProblemKind.Invalid, "outside_authority", $"报送单位“{Sender}”无权报送{What}的用款申请。");

public sealed record KindUnknown(string Asked) : Problem(
    ProblemKind.Invalid, "kind_unknown", $"支出类型“{Asked}”不存在。请核对 manifest.json 的 kind。");

public sealed record FundNotOfKind(string KindName, string Fund) : Problem(
    ProblemKind.Invalid, "fund_not_of_kind", $"“{KindName}”不能在{Fund}基金中列支。");

public sealed record FundEnded(string Fund, string Successor) : Problem(
    ProblemKind.Invalid, "fund_ended", $"{Fund}基金已并入{Successor}，请改用{Successor}报送。");

public sealed record PeriodImplausible(string Period) : Problem(
    ProblemKind.Invalid, "period_implausible", $"期别“{Period}”不在可报送的范围（前 24 个月至后 3 个月）。");

public sealed record TableMissing(string Table) : Problem(
    ProblemKind.Invalid, "table_missing", $"缺少必需的“{Table}”文件。");

public sealed record FileNotInZip(string File) : Problem(
    ProblemKind.Invalid, "file_not_in_zip", $"清单列出的“{File}”不在压缩包内。");

public sealed record FileNotListed(string File) : Problem(
    ProblemKind.Invalid, "file_not_listed", $"压缩包内的“{File}”没有列在清单中。");

public sealed record AttachmentMissing(string Attachment) : Problem(
    ProblemKind.Invalid, "attachment_missing", $"缺少必需的附件“{Attachment}”。");

public sealed record AttachmentRefused(string File, string Why) : Problem(
    ProblemKind.Invalid, "attachment_refused", $"附件“{File}”未通过检查：{Why}");

public sealed record SignatureMissing(string Sender) : Problem(
    ProblemKind.Invalid, "signature_missing", $"“{Sender}”已登记公钥，清单必须带 SM2 签名。");

public sealed record SignatureWrong(string Sender) : Problem(
    ProblemKind.Invalid, "signature_wrong", $"清单签名与“{Sender}”登记的公钥不符，文件可能被改动。");

public sealed record DigestDiffers(string File) : Problem(
    ProblemKind.Invalid, "digest_differs", $"“{File}”的 SM3 摘要与清单不一致，文件可能不完整或被改动。");

public sealed record HeadingWrong(string File, string Why) : Problem(
    ProblemKind.Invalid, "heading_wrong", $"“{File}”的标题行有误：{Why}");

public sealed record EncodingWrong(string File, int Line, string Encoding) : Problem(
    ProblemKind.Invalid, "encoding_wrong", $"“{File}”第 {Line} 行不是 {Encoding} 编码。请核对清单中的 encoding。");

public sealed record LineTooLong(string File, int Line) : Problem(
    ProblemKind.Invalid, "line_too_long", $"“{File}”第 {Line} 行超过 8192 字节。请核对分隔符和换行。");

public sealed record RowsMissing(string File) : Problem(
    ProblemKind.Invalid, "rows_missing", $"“{File}”只有标题行，没有明细。请补充明细后重报。");

public sealed record RowCountDiffers(string File, long Declared, long Found) : Problem(
    ProblemKind.Invalid, "row_count_differs", $"“{File}”清单写 {Declared} 行，实有 {Found} 行。文件可能不完整，请核对后重报。");

public sealed record ControlTotalDiffers(string File, Money Declared, Money Found) : Problem(
    ProblemKind.Invalid, "control_total_differs", $"“{File}”清单合计 {Declared} 元，明细合计 {Found} 元。请核对后重报。");

public sealed record TablesDisagree(string Table, Money Payees, Money Other) : Problem(
    ProblemKind.Invalid, "tables_disagree", $"个人明细合计 {Payees} 元，“{Table}”合计 {Other} 元，两者应相等。");

public sealed record BatchReused(string Batch) : Problem(
    ProblemKind.Conflict, "batch_reused", $"批次号“{Batch}”已用于另一份内容不同的文件。如为更正，请在原申请被退回后重报；否则请使用新批次号。");

public sealed record EvidenceWrong(string File, int Line, string Fault) : Problem(
    ProblemKind.Invalid, "evidence_wrong", $"“{File}”第 {Line} 行：{Fault}。佐证明细须全部正确，请更正后重报。");

public sealed record FileReplaced() : Problem(
    ProblemKind.Conflict, "file_replaced", "文件尚未接收完，已被同名的另一份文件替换。如仍需报送，请换一个文件名重新投递。");

// Of batches of detail data.

public sealed record FormUnknown(string File) : Problem(
    ProblemKind.Invalid, "form_unknown", $"“{File}”的格式不支持。明细数据须为 TXT、CSV、XML、XLSX，或含有这些文件的 ZIP。");

public sealed record NameSaysNothing(string File) : Problem(
    ProblemKind.Invalid, "name_says_nothing",
    $"没有清单，且文件名“{File}”不符合“表名_期别_行政区划.txt”（如 职工养老个人缴费明细_202603_630102.txt）。请改名，或附上 manifest.json。");

public sealed record NamesDisagree(string File, string Other) : Problem(
    ProblemKind.Invalid, "names_disagree", $"“{File}”与“{Other}”的期别或行政区划不同。一个压缩包只能报送同一期别、同一区划。");

public sealed record TableUnknown(string File, string Table) : Problem(
    ProblemKind.Invalid, "table_unknown", $"“{File}”的数据表“{Table}”不在数据交换目录中。请核对清单的 table。");

public sealed record NoTableOfSender(string Sender, string Table) : Problem(
    ProblemKind.Invalid, "no_table_of_sender", $"报送单位“{Sender}”无权报送“{Table}”，或区划不在其管辖范围内。");

public sealed record FileUnreadable(string File, string Why) : Problem(
    ProblemKind.Invalid, "file_unreadable", $"“{File}”无法读取：{Why}。请重新导出后再报送。");

public sealed record ReplacedUnknown(string Batch) : Problem(
    ProblemKind.Invalid, "replaced_unknown", $"被更正的批次“{Batch}”不存在，或其中没有本批次的表。请核对清单的 replaces。");

// Of samples.

public sealed record SampleTooLarge(long MebibytesMax) : Problem(
    ProblemKind.Invalid, "sample_too_large", $"样本不能超过 {MebibytesMax} MB。大文件请截取一部分制作映射，全部文件投递到收件目录。");

public sealed record TrialTakesLong(long MebibytesMax) : Problem(
    ProblemKind.Invalid, "trial_takes_long", $"超过 {MebibytesMax} MB 的样本不能立即试运行，请以任务方式试运行。");

public sealed record HeadingMissing(string File) : Problem(
    ProblemKind.Invalid, "heading_missing", $"“{File}”是空的。请选择有标题和明细的文件。");

public sealed record SampleNotLines(string File) : Problem(
    ProblemKind.Invalid, "sample_not_lines", $"“{File}”不是文本文件，不能在此更正。请在 Excel 等原程序中改好后重新选择。");

public sealed record CellUnfit(int Line) : Problem(
    ProblemKind.Invalid, "cell_unfit", $"第 {Line} 行没有这个单元格，或新的内容含有换行、分隔符，或超过 200 字。");
