using System.Reflection;

namespace SocialFund.Analytics;

/// <summary>A statement kept in a file: one statement, with a header comment and named parameters ($name).</summary>
public sealed record SqlFile
{
    private SqlFile(string name, string text) => (Name, Text) = (name, text);

    /// <summary>The file's name without folder and ending.</summary>
    public string Name { get; }

    public string Text { get; }

    /// <summary>Loads <c>Sql/{name}.sql</c> beside the type, which the project embeds as a resource.</summary>
    /// <exception cref="ArgumentException">The file is not embedded, or has no header.</exception>
    public static SqlFile Beside<T>(string name) => Load(typeof(T).Assembly, $"{typeof(T).Namespace}.Sql.{name}.sql");

    /// <summary>Loads an embedded file by the full name of its resource.</summary>
    /// <exception cref="ArgumentException">The file is not embedded, or has no header.</exception>
    public static SqlFile Load(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource)
            ?? throw new ArgumentException($"{assembly.GetName().Name} embeds no {resource}.", nameof(resource));
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        return text.StartsWith("-- ", StringComparison.Ordinal)
            ? new SqlFile(resource.Split('.')[^2], text)
            : throw new ArgumentException($"{resource} does not start with a header comment.", nameof(resource));
    }
}
