using System.Collections;
using System.Reflection;
using System.Text.Json;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Pipeline.Requests;

/// <summary>Says in Chinese what a value of a type looks like.</summary>
internal static class ValueWords
{
    public static Type Bare(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    /// <returns>The element type of a list; null for text and everything that is not a list.</returns>
    public static Type? ElementOf(Type type)
    {
        if (type == typeof(string) || !type.IsAssignableTo(typeof(IEnumerable))) { return null; }
        return type.GetInterfaces().Append(type)
            .FirstOrDefault(candidate => candidate.IsGenericType
                && candidate.GetGenericTypeDefinition() == typeof(IEnumerable<>))
            ?.GetGenericArguments()[0];
    }

    public static string Expected(Type type)
    {
        type = Bare(type);
        return type switch
        {
            _ when type == typeof(Money) => "金额须为整数分",
            _ when type == typeof(Fund) => $"须为险种标识：{string.Join("、", FundList.All.Select(fund => fund.Id))}",
            _ when type == typeof(int) || type == typeof(long) => "须为整数",
            _ when type == typeof(decimal) || type == typeof(double) => "须为数字",
            _ when type == typeof(bool) => "须为 true 或 false",
            _ when type == typeof(string) => "须为文本",
            _ when type == typeof(DateOnly) => "须为日期（如 2026-03-15）",
            _ when type == typeof(DateTimeOffset) => "须为带时区的时间（如 2026-03-15T09:30:00+08:00）",
            _ when type.IsEnum => $"须为以下之一：{string.Join("、", Enum.GetNames(type).Select(Camel))}",
            _ when NameOf(type) is { } name => $"须为有效的{name}",
            _ when ElementOf(type) is not null => "须为列表 [ … ]",
            _ => "须为对象 { … }",
        };
    }

    /// <summary>What readers call a text value; null for other types.</summary>
    public static string? NameOf(Type type) =>
        type.GetInterfaces().Any(candidate => candidate.IsGenericType
            && candidate.GetGenericTypeDefinition() == typeof(ITextValue<>))
            ? (string?)type.GetProperty("Name", BindingFlags.Public | BindingFlags.Static)?.GetValue(null)
            : null;

    public static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
