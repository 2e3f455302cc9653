using Microsoft.Extensions.Logging.Abstractions;
using SocialFund.Hosts.Pipeline;
using SocialFund.Hosts.Pipeline.OpenApi;

namespace SocialFund.Hosts.Local;

/// <summary>The front end's types, made from the endpoints as they are wired.</summary>
public static class ApiTypes
{
    /// <summary>Where the front end keeps them, from the root.</summary>
    public static readonly string File = Path.Combine("web", "src", "api", "generated", "types.ts");

    /// <summary>Composes the product over an empty folder, which is thrown away.</summary>
    public static string Text()
    {
        var folder = Directory.CreateTempSubdirectory("socialfund-types-");
        try
        {
            var settings = new LocalSettings { Data = folder.FullName };
            using var composition = new Composition(settings, TimeProvider.System, NullLoggerFactory.Instance);
            return TypeScriptTypes.Write(OpenApiDocument.Build(composition.Api.Endpoints, new ApiOptions().Version));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    internal static void Write(string file)
    {
        var path = Path.GetFullPath(file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, Text());
        Console.WriteLine($"已写入 {path}");
    }
}
