using System.Globalization;
using SocialFund.Kernel;
using SocialFund.Storage;

namespace SocialFund.Tests.Storage;

/// <summary>
/// The program that is killed: commits triples for ever, and prints each number, in nine digits, once its commit has
/// returned.
/// </summary>
internal static class CommitLoop
{
    public const string Box = "books";
    public const int Writers = 8;

    /// <param name="arguments">The database file and the first number.</param>
    public static Task Run(string[] arguments)
    {
        var store = SqliteDocumentStore.Open(arguments[0], TimeProvider.System);
        var first = int.Parse(arguments[1], CultureInfo.InvariantCulture);
        var output = TextWriter.Synchronized(Console.Out);
        return Task.WhenAll(Enumerable.Range(first, Writers).Select(
            number => Task.Run(() => Loop(store, number, output))));
    }

    private static async Task Loop(SqliteDocumentStore store, int number, TextWriter output)
    {
        for (; ; number += Writers)
        {
            var result = await store.Commit(Box, $"p{number % 5}", Triple(number));
            if (!result.TryGet(out _, out _)) { throw new InvalidOperationException($"{number} was refused."); }
            await output.WriteLineAsync(number.ToString("D9", CultureInfo.InvariantCulture));
        }
    }

    /// <summary>
    /// A new document, a counter that every commit of the partition overwrites, and a large document.
    /// </summary>
    private static Write[] Triple(int number)
    {
        var text = new string('借', 500);
        var body = string.Create(CultureInfo.InvariantCulture, $$"""{"number":{{number}},"text":"{{text}}"}""");
        return
        [
            new Write.Create($"a-{number}", "a", body), new Write.Put("last", "last", body),
            new Write.Create($"b-{number}", "b", body),
        ];
    }
}
