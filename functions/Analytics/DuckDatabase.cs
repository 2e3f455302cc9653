using System.Globalization;

namespace SocialFund.Analytics;

/// <summary>
/// An embedded DuckDB. A process keeps one for its own work and, where people may write SQL, a second one opened with
/// <see cref="OpenGuarded"/>: DuckDB's locks hold for a whole database, not for a connection.
/// </summary>
/// <remarks>Safe to use from many threads; each thread takes a connection of its own.</remarks>
public sealed class DuckDatabase : IDisposable
{
    private nint _handle;

    private DuckDatabase(nint handle, bool isGuarded) => (_handle, IsGuarded) = (handle, isGuarded);

    /// <summary>Whether statements can reach no file outside the folders named when it was opened.</summary>
    public bool IsGuarded { get; }

    /// <summary>Opens a database for our own SQL. It installs and loads no extension by itself.</summary>
    /// <exception cref="DllNotFoundException">The native library is missing; the message says what to do.</exception>
    /// <exception cref="DuckException">The file is not a database, or is in use by another process.</exception>
    public static DuckDatabase Open(DuckOptions options)
    {
        var database = new DuckDatabase(OpenHandle(options), isGuarded: false);
        using var connection = database.Connect();
        connection.TakeRowSources();
        // Files of the lake never change, and to read what is where in one costs as much as a question about few rows.
        connection.Execute("set global parquet_metadata_cache = true");
        return database;
    }

    /// <summary>Opens a database in memory for SQL that people write: see <see cref="ConnectReadOnly"/>.</summary>
    /// <param name="readableFolders">The only folders whose files the views given to a connection may read.</param>
    public static DuckDatabase OpenGuarded(DuckOptions options, IReadOnlyList<string> readableFolders)
    {
        if (options.File is not null) { throw new ArgumentException("Guarded means in memory.", nameof(options)); }
        var database = new DuckDatabase(OpenHandle(options), isGuarded: true);
        using var connection = database.Connect();
        var folders = SqlText.List(readableFolders.Select(Path.GetFullPath));
        connection.Execute($"set allowed_directories = {folders}");
        connection.Execute("set enable_external_access = false");
        connection.Execute("set lock_configuration = true");
        return database;
    }

    /// <summary>A connection for our own SQL, used by one thread at a time.</summary>
    public DuckConnection Connect()
    {
        ObjectDisposedException.ThrowIf(_handle == 0, this);
        return Native.Connect(_handle, out var connection) == 0
            ? new DuckConnection(connection)
            : throw new DuckException("DuckDB refused the connection.");
    }

    /// <summary>
    /// A connection for SQL that a person wrote. It answers single select statements over these views only.
    /// </summary>
    /// <param name="views">Created in this order, so that a view may build on those before it.</param>
    public ReadOnlyConnection ConnectReadOnly(IReadOnlyList<DuckView> views) => IsGuarded
        ? new ReadOnlyConnection(Connect(), views)
        : throw new InvalidOperationException("SQL that people write needs a database from OpenGuarded.");

    /// <summary>Closes the database. Connections that are still open keep it alive until they close.</summary>
    public void Dispose() => Native.Close(ref _handle);

    private static nint OpenHandle(DuckOptions options)
    {
        DuckLibrary.Use();
        var config = ConfigOf(options);
        try
        {
            return Native.Open(options.File, out var database, config, out var error) == 0
                ? database
                : throw DuckException.Of(Native.Owned(error));
        }
        finally
        {
            Native.DestroyConfig(ref config);
        }
    }

    private static nint ConfigOf(DuckOptions options)
    {
        if (Native.CreateConfig(out var config) != 0) { throw new DuckException("DuckDB gave no settings."); }
        Set("autoinstall_known_extensions", "false");
        Set("autoload_known_extensions", "false");
        Set("memory_limit", Bytes(options.MemoryBytes));
        Set("threads", options.Threads.ToString(CultureInfo.InvariantCulture));
        Set("temp_directory", options.TempFolder ?? "");
        Set("max_temp_directory_size", Bytes(options.TempBytes));
        return config;

        void Set(string name, string value)
        {
            if (Native.SetConfig(config, name, value) != 0)
            {
                Native.DestroyConfig(ref config);
                throw new ArgumentException($"DuckDB has no setting {name} = {value}.", nameof(options));
            }
        }
    }

    private static string Bytes(long count) => count.ToString(CultureInfo.InvariantCulture) + "B";
}
