using System.Diagnostics.CodeAnalysis;

namespace SocialFund.Kernel;

/// <summary>Either a value or the problem that refused it. A class, so that no third state exists.</summary>
public sealed class Result<T>
{
    private readonly T? _value;
    private readonly Problem? _problem;

    internal Result(T value) => _value = value;
    internal Result(Problem problem) => _problem = problem;

    /// <summary>The one way out: the compiler sees both cases.</summary>
    public bool TryGet([MaybeNullWhen(false)] out T value, [MaybeNullWhen(true)] out Problem problem)
    {
        value = _value;
        problem = _problem;
        return _problem is null;
    }

    /// <summary>The value of a result that cannot be a refusal; a refusal here is a bug and throws.</summary>
    public T Require() => TryGet(out var value, out var problem)
        ? value
        : throw new InvalidOperationException($"{problem.Code}: {problem.Message}");

    public static implicit operator Result<T>(T value) => new(value);
    public static implicit operator Result<T>(Problem problem) => new(problem);
}

public static class Result
{
    /// <summary>For interface-typed values, which C# does not convert implicitly.</summary>
    public static Result<T> Of<T>(T value) => new(value);

    public static Result<T> No<T>(Problem problem) => new(problem);
}

/// <summary>Nothing to say beyond success.</summary>
public sealed record Done
{
    public static readonly Done Value = new();
}
