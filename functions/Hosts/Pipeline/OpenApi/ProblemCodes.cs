using System.Reflection;
using System.Text.RegularExpressions;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Pipeline.OpenApi;

/// <summary>
/// The codes that problem records carry. The code is a literal that the record's constructor
/// hands to its base; it is read there, so that the list needs no second place to be kept in.
/// </summary>
public static partial class ProblemCodes
{
    private const byte LoadString = 0x72;
    private const byte StringTable = 0x70;

    /// <summary>The codes that these endpoints may answer with, in alphabetical order.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<Endpoint> endpoints)
    {
        var found = new HashSet<Assembly>();
        Reach(typeof(ProblemCodes).Assembly, found);
        foreach (var endpoint in endpoints) { Reach(endpoint.Request.Assembly, found); }
        return [.. found.SelectMany(TypesOf).Select(CodeOf).OfType<string>().Append("internal_error").Distinct()
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>The problem records of one assembly.</summary>
    public static IEnumerable<Type> TypesOf(Assembly assembly) =>
        assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Problem)) && !type.IsAbstract);

    /// <summary>The assembly and all of the product that it builds on.</summary>
    private static void Reach(Assembly assembly, HashSet<Assembly> found)
    {
        if (!found.Add(assembly)) { return; }
        var own = assembly.GetReferencedAssemblies()
            .Where(name => name.Name!.StartsWith("SocialFund.", StringComparison.Ordinal));
        foreach (var name in own) { Reach(Assembly.Load(name), found); }
    }

    /// <returns>Null when the constructor names none.</returns>
    public static string? CodeOf(Type type) =>
        type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .SelectMany(Literals)
            .FirstOrDefault(text => CodeForm().IsMatch(text));

    /// <summary>
    /// The string literals of a constructor in order: instruction ldstr, then a token of the string table.
    /// </summary>
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

    [GeneratedRegex("^[a-z][a-z0-9_]*$")]
    private static partial Regex CodeForm();
}
