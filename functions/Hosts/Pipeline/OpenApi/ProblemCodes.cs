using System.Reflection;
using System.Text.RegularExpressions;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Pipeline.OpenApi;

/// <summary>
/// Every code that a problem record of the loaded product can carry. The code is a literal that the record's constructor
/// hands to its base; it is read there, so that the list needs no second place to be kept in.
/// </summary>
public static partial class ProblemCodes
{
    private const byte LoadString = 0x72;
    private const byte StringTable = 0x70;

    /// <summary>In alphabetical order.</summary>
    public static IReadOnlyList<string> All() =>
        [.. Types().Select(CodeOf).OfType<string>().Append("internal_error").Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The problem records of all product assemblies loaded so far.</summary>
    public static IEnumerable<Type> Types() =>
        AppDomain.CurrentDomain.GetAssemblies()
            .Where(assembly => assembly.GetName().Name is { } name
                && name.StartsWith("SocialFund.", StringComparison.Ordinal)
                && !name.EndsWith("Tests", StringComparison.Ordinal))
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.IsSubclassOf(typeof(Problem)) && !type.IsAbstract);

    /// <returns>Null when the constructor names none.</returns>
    public static string? CodeOf(Type type) =>
        type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .SelectMany(Literals)
            .FirstOrDefault(text => CodeForm().IsMatch(text));

    /// <summary>The string literals of a constructor in order: instruction ldstr, then a token of the string table.</summary>
    private static IEnumerable<string> Literals(ConstructorInfo constructor)
    {
        var code = constructor.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var index = 0; index + 4 < code.Length; index++)
        {
            if (code[index] == LoadString && code[index + 4] == StringTable)
            {
                yield return constructor.Module.ResolveString(BitConverter.ToInt32(code, index + 1));
            }
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9]*(_[a-z0-9]+)+$")]
    private static partial Regex CodeForm();
}
