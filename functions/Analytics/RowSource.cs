using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SocialFund.Analytics;

/// <summary>
/// Rows that DuckDB asks for, one chunk after the other. A statement that keeps the order of its rows, as a copy to
/// Parquet does, reads them on one thread; work that wants more of them is the source's to share out.
/// </summary>
public interface IRowSource
{
    IReadOnlyList<DuckColumn> Columns { get; }

    /// <summary>Fills as many rows as the chunk holds, or fewer.</summary>
    /// <returns>How many; zero at the end.</returns>
    int Read(RowChunk chunk);
}

/// <summary>A source under the name that statements give it, until disposed.</summary>
/// <param name="Sql">What stands behind <c>from</c>.</param>
public sealed record NamedRows(string Sql, IRowSource Source, long Number) : IDisposable
{
    /// <summary>What the source threw; the statement then failed too, but its error holds no more than a
    /// text.</summary>
    public Exception? Failure => RowSources.FailureOf(Number);

    public void Dispose() => RowSources.Forget(Number);
}

/// <summary>
/// The table function <c>managed_rows(number)</c>: a statement names a source by its number, because functions once
/// registered stay in a database for good.
/// </summary>
internal static unsafe class RowSources
{
    private const string Function = "managed_rows";

    private static readonly ConcurrentDictionary<long, IRowSource> Sources = [];
    private static readonly ConcurrentDictionary<long, Exception> Failures = [];
    private static long _last;

    internal static NamedRows Name(IRowSource source)
    {
        var number = Interlocked.Increment(ref _last);
        Sources[number] = source;
        return new NamedRows($"{Function}({number})", source, number);
    }

    internal static void Forget(long number)
    {
        Sources.TryRemove(number, out _);
        Failures.TryRemove(number, out _);
    }

    /// <summary>What a source threw, for the caller of the statement; DuckDB only carries its text.</summary>
    internal static Exception? FailureOf(long number) => Failures.GetValueOrDefault(number);

    internal static void Register(nint connection)
    {
        var function = Native.CreateTableFunction();
        Native.NameTableFunction(function, Function);
        var number = Native.CreateType((int)DuckKind.BigInt);
        Native.AddParameter(function, number);
        Native.DestroyType(ref number);
        Native.SetBind(function, &Bind);
        Native.SetInit(function, &Init);
        Native.SetFunction(function, &Run);
        var state = Native.RegisterTableFunction(connection, function);
        Native.DestroyTableFunction(ref function);
        if (state != 0) { throw new DuckException($"DuckDB refused the function {Function}."); }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Bind(nint info)
    {
        var parameter = Native.BoundParameter(info, 0);
        var number = Native.Int64Of(parameter);
        Native.DestroyValue(ref parameter);
        if (!Sources.TryGetValue(number, out var source))
        {
            Native.SetBindError(info, $"There are no rows {number}.");
            return;
        }
        foreach (var column in source.Columns)
        {
            var type = column.Type.Kind == DuckKind.Decimal
                ? Native.CreateDecimalType(column.Type.Width, column.Type.Scale)
                : Native.CreateType((int)column.Type.Kind);
            Native.AddResultColumn(info, column.Name, type);
            Native.DestroyType(ref type);
        }
        Native.SetBindData(info, (nint)number, null);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Init(nint info)
    {
        var number = (long)Native.InitBindData(info);
        var columns = Sources[number].Columns;
        var reader = new OpenReader(number, Sources[number], new RowChunk([.. columns]));
        Native.SetMaxThreads(info, 1);
        Native.SetInitData(info, GCHandle.ToIntPtr(GCHandle.Alloc(reader)), &Close);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Run(nint info, nint chunk)
    {
        var reader = (OpenReader)GCHandle.FromIntPtr(Native.InitData(info)).Target!;
        try
        {
            reader.Chunk.Attach(chunk);
            Native.SetChunkSize(chunk, (ulong)reader.Source.Read(reader.Chunk));
        }
        catch (Exception error)
        {
            // An exception must not pass through native frames.
            Failures.TryAdd(reader.Number, error);
            Native.SetFunctionError(info, error.GetType().Name);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Close(nint data) => GCHandle.FromIntPtr(data).Free();

    private sealed record OpenReader(long Number, IRowSource Source, RowChunk Chunk);
}
