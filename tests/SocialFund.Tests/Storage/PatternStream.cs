namespace SocialFund.Tests.Storage;

/// <summary>
/// The bytes 0, 1 … 250, 0, 1 … made as they are read; remembers the most memory that was in use meanwhile.
/// </summary>
public sealed class PatternStream(long length) : Stream
{
    /// <summary>SM3 of 200 MB of it, by OpenSSL.</summary>
    public const string Sm3Of200MB = "28b82304ca272cf92c179a15fd8ef974ce12bbeaa290483c086182bd95a971c6";

    private const int Period = 251;

    public long PeakMemory { get; private set; }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get; set; }

    public static byte At(long position) => (byte)(position % Period);

    public override int Read(byte[] buffer, int offset, int count)
    {
        PeakMemory = Math.Max(PeakMemory, GC.GetTotalMemory(false));
        var wanted = (int)Math.Min(count, length - Position);
        for (var index = 0; index < wanted; index++) { buffer[offset + index] = At(Position + index); }
        Position += wanted;
        return wanted;
    }

    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
