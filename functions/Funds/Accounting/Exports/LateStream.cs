namespace SocialFund.Funds.Accounting;

/// <summary>
/// Keeps what is written synchronously until the next asynchronous write. A ZIP ends its entries synchronously, with
/// some hundred bytes, and a web server refuses such writes.
/// </summary>
internal sealed class LateStream(Stream target) : Stream
{
    private readonly MemoryStream _kept = new();

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => _kept.Write(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => _kept.Write(buffer);

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken stopping = default)
    {
        await Release(stopping);
        await target.WriteAsync(buffer, stopping);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken stopping) =>
        WriteAsync(buffer.AsMemory(offset, count), stopping).AsTask();

    public override void Flush()
    {
        // Nothing leaves synchronously.
    }

    public override async Task FlushAsync(CancellationToken stopping)
    {
        await Release(stopping);
        await target.FlushAsync(stopping);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>The target stays open: it is its owner's.</summary>
    public override async ValueTask DisposeAsync()
    {
        await Release(CancellationToken.None);
        await _kept.DisposeAsync();
        await base.DisposeAsync();
    }

    private async Task Release(CancellationToken stopping)
    {
        if (_kept.Length == 0) { return; }
        await target.WriteAsync(_kept.GetBuffer().AsMemory(0, (int)_kept.Length), stopping);
        _kept.SetLength(0);
    }
}
