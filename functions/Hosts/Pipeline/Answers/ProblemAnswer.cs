using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Pipeline.Answers;

/// <summary>Tells a refusal as RFC 9457 problem details.</summary>
internal static class ProblemAnswer
{
    /// <summary>Members that every problem has; a problem record's own properties come after them.</summary>
    internal static readonly IReadOnlyList<string> CommonMembers =
        ["type", "title", "status", "detail", "code", "place", "requestId"];

    private static readonly ConcurrentDictionary<Type, (string Name, PropertyInfo Property)[]> OwnMembers = new();

    public static Task Write(HttpContext http, Problem problem, string requestId)
    {
        if (problem is IPassing wait)
        {
            http.Response.Headers.RetryAfter = wait.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        }
        if (problem is WrongMethod wrong) { http.Response.Headers.Allow = string.Join(", ", wrong.Allowed); }
        if (problem.Kind == ProblemKind.Unauthenticated) { http.Response.Headers.WWWAuthenticate = "Bearer"; }
        return Send(http, (int)problem.Kind, writer =>
        {
            Common(writer, (int)problem.Kind, TitleOf(problem.Kind), problem.Code, problem.Message, requestId);
            if (problem.Place is not null) { writer.WriteString("place", problem.Place); }
            foreach (var (name, property) in OwnMembers.GetOrAdd(problem.GetType(), FindOwnMembers))
            {
                if (property.GetValue(problem) is not { } value) { continue; }
                writer.WritePropertyName(name);
                JsonSerializer.Serialize(writer, value, value.GetType(), Json.Options);
            }
        });
    }

    /// <summary>A bug or a fault of ours. Says nothing but the number to ask with.</summary>
    public static Task WriteFault(HttpContext http, string requestId) => Send(http, 500, writer => Common(
        writer, 500, "系统出错", "internal_error",
        $"系统处理时出现错误，您的操作可能没有完成。请稍后重试；仍不成功时，请把请求编号 {requestId} 告知系统管理员。", requestId));

    private static void Common(
        Utf8JsonWriter writer, int status, string title, string code, string detail, string requestId)
    {
        writer.WriteString("type", $"urn:socialfund:problem:{code}");
        writer.WriteString("title", title);
        writer.WriteNumber("status", status);
        writer.WriteString("detail", detail);
        writer.WriteString("code", code);
        writer.WriteString("requestId", requestId);
    }

    private static async Task Send(HttpContext http, int status, Action<Utf8JsonWriter> members)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/problem+json; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        var options = new JsonWriterOptions { Encoder = Json.Options.Encoder };
        await using (var writer = new Utf8JsonWriter(http.Response.BodyWriter, options))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    private static (string Name, PropertyInfo Property)[] FindOwnMembers(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.Name is not
                (nameof(Problem.Kind) or nameof(Problem.Code) or nameof(Problem.Message) or nameof(Problem.Place)))
            .Select(property => (JsonNamingPolicy.CamelCase.ConvertName(property.Name), property))
            .Where(member => !CommonMembers.Contains(member.Item1))];

    private static string TitleOf(ProblemKind kind) => kind switch
    {
        ProblemKind.Invalid => "请求内容有误",
        ProblemKind.Unauthenticated => "请先登录",
        ProblemKind.Forbidden => "没有权限",
        ProblemKind.NotFound => "没有找到",
        ProblemKind.WrongMethod => "操作方式不支持",
        ProblemKind.Conflict => "当前状态不允许",
        ProblemKind.Stale => "内容已被他人修改",
        ProblemKind.TooLarge => "内容过大",
        ProblemKind.WrongMedia => "内容类型不支持",
        ProblemKind.Rule => "业务规则不允许",
        ProblemKind.TooMany => "操作过于频繁",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
