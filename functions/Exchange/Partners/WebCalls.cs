using SocialFund.Kernel;

namespace SocialFund.Exchange.Partners;

/// <summary>A question to another system over HTTP.</summary>
public sealed record WebQuestion(
    HttpMethod Method, Uri Address, string? ContentType = null, Stream? Body = null, string? SoapAction = null);

/// <summary>The answer; dispose it after its body was read.</summary>
public sealed class WebAnswer(int status, Stream body, IDisposable owner) : IDisposable
{
    public int Status { get; } = status;
    public Stream Body { get; } = body;
    public bool IsGood => Status is >= 200 and < 300;

    /// <summary>Sending the same again may succeed: the other side is away, busy or broken.</summary>
    public bool MayPass => Status is >= 500 or 404 or 408 or 429;

    public void Dispose()
    {
        Body.Dispose();
        owner.Dispose();
    }
}

/// <summary>Calls other systems. Answers what they answered; never follows them elsewhere.</summary>
public interface IWebCalls
{
    /// <returns>Or <see cref="CarriageFailed"/> when there is no answer.</returns>
    Task<Result<WebAnswer>> Ask(WebQuestion question, CancellationToken stopping);
}

/// <summary>The only way out of this module: refuses addresses of central servers, whoever asks.</summary>
/// <remarks>Basis: R-6.1-01.</remarks>
internal sealed class GuardedCalls(IWebCalls calls, NodeRegister nodes) : IWebCalls
{
    public async Task<Result<WebAnswer>> Ask(WebQuestion question, CancellationToken stopping) =>
        await nodes.CheckAddress(question.Address, stopping) is { } problem
            ? problem
            : await calls.Ask(question, stopping);
}

/// <summary>Reads what should be small: an answer, an acknowledgement.</summary>
internal static class SmallBody
{
    /// <returns>Null when there is more than that.</returns>
    public static async Task<byte[]?> Read(Stream stream, int max, CancellationToken stopping)
    {
        var bytes = new byte[max + 1];
        var count = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, stopping);
        return count > max ? null : bytes[..count];
    }
}
