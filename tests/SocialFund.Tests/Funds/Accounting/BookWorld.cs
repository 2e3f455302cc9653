using System.Security.Cryptography;
using SocialFund.Funds.Accounting;
using SocialFund.Kernel;
using SocialFund.Storage;
using SocialFund.Tests.Simulation;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Funds.Accounting;

/// <summary>The accounting module over the in-memory store, with the shipped charts and rules.</summary>
internal sealed class BookWorld
{
    public static readonly DateTimeOffset Now = new(2026, 6, 15, 4, 0, 0, TimeSpan.Zero);

    public BookWorld(IDocumentStore? store = null)
    {
        Store = store ?? new MemoryDocumentStore();
        Charts = new Charts(Store);
        Books = new Books(Store, Charts, PostingRules.Shipped, new NationalCrypto());
        Module = AccountingModule.Over(
            Store, Blobs, Charts, Books, PostingRules.Shipped, new NationalCrypto(), Memo.Over(Store));
    }

    public IDocumentStore Store { get; }

    public MemoryBlobStore Blobs { get; } =
        new(TimeProvider.System, bytes => Convert.ToHexStringLower(SHA256.HashData(bytes)));

    public Charts Charts { get; }
    public Books Books { get; }
    public AccountingModule Module { get; }

    public static Actor Treasurer { get; } = Person("u-treasury", "国库会计");

    public static Actor Person(string id, string name) => new(
        id, name, Division.Of("630000"), null,
        [new Grant(Permission.All.Select(permission => permission.Code).ToHashSet(), null, Division.Country)]);

    public static Call By(Actor actor, string? key = null, Stream? body = null) =>
        new(actor, Now, "r-1", key, "h") { Body = body ?? Stream.Null };

    public static EventAmount Amount(string key, string? account, string yuan, string? item = null) => new(
        key, account, Yuan(yuan), item is null ? new Dictionary<string, string>()
            : new Dictionary<string, string> { ["item"] = item });

    public static Money Yuan(string text) =>
        Money.TryParseYuan(text, out var money) ? money : throw new FormatException(text);

    public static BusinessEvent Event(
        string id, string rule, string date, Fund fund, params EventAmount[] amounts) => new(
        id, rule, Division.Of("630102"), fund, DateOnly.Parse(date, null), amounts,
        new Dictionary<string, string> { ["kind"] = "定期待遇支出", ["purpose"] = "六月养老金", ["agency"] = "城东区社保局" },
        new SourceLink("request", "630102-11-202606-A1-1", "第1轮"));

    public Task<Result<VoucherRef>> Post(BusinessEvent happened) =>
        Books.Post(happened, Call.System("test", Now, "same-key-for-all"));

    /// <summary>Lets the list of books be kept, as the outbox does.</summary>
    public async Task ListBooks()
    {
        var pump = new OutboxPump(Store, TimeProvider.System, [new BookRows(Store)], (_, error) => throw error);
        while (await pump.RunOnce(Containers.Books) > 0) { }
    }

    /// <summary>Lets the module's messages have their effect.</summary>
    public async Task Deliver()
    {
        var carry = new CarryYear(Store, Charts, PostingRules.Shipped, new NationalCrypto());
        var pump = new OutboxPump(Store, TimeProvider.System, [carry], (_, error) => throw error);
        while (await pump.RunOnce(Containers.Books) > 0) { }
    }

    /// <summary>Calls an endpoint of the module as the pipeline would, after its checks.</summary>
    public async Task<TResponse> Ask<TResponse>(object request, Call? call = null) =>
        (TResponse)(await Try(request, call)).Require();

    public Task<Result<object>> Try(object request, Call? call = null) => Module.Endpoints
        .Single(endpoint => endpoint.Request == request.GetType()).Handle(request, call ?? By(Treasurer));
}
