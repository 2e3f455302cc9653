using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion.Text;

/// <summary>Reads through to a stream while digesting and counting what passes; more than the limit throws.</summary>
public sealed class CountedStream(Stream inner, ISm3 digest, long limit) : Stream
{
    private long _count;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => _count; set => throw new NotSupportedException(); }

    /// <summary>Reads what is left and gives the digest of all.</summary>
    public string Finish()
    {
        var rest = new byte[81_920];
        while (Read(rest, 0, rest.Length) > 0) { }
        return digest.Finish();
    }

    /// <exception cref="InvalidDataException">The content is larger than the archive said.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = inner.Read(buffer, offset, count);
        digest.Append(buffer.AsSpan(offset, read));
        _count += read;
        return _count <= limit ? read : throw new InvalidDataException("The entry is larger than it says.");
    }

    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) { inner.Dispose(); }
        base.Dispose(disposing);
    }
}
