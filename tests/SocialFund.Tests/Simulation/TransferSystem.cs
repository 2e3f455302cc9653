using System.Text;
using SocialFund.Kernel;
using SocialFund.Storage.Workflows;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Simulation;

public sealed record Counter(long Fen);

/// <param name="State">Null until it is finished.</param>
public sealed record Transfer(string Id, long Fen, string? State);

public sealed record Decided(string Transfer, string Decision);

/// <summary>The inside of the sample: commands, activities and message handlers of one process.</summary>
/// <param name="keyOf">Which idempotency key an effect uses; a wrong one must be found by the simulation.</param>
public sealed class TransferSystem(Ports ports, Func<Instruction, bool> bank, Func<Call, string?> keyOf)
{
    public const long OpeningFen = 100_00;

    private static readonly Scope Somewhere = new(Division.Of("630000"));

    public async Task Submit(Transfer transfer, Call call) =>
        (await ports.Documents.Apply<Done>(Containers.Requests, transfer.Id, call, unit =>
        {
            unit.Create("transfer", "transfer", transfer);
            unit.Emit("transfer.submitted", transfer);
            return Answer(unit, "transfer.submit");
        })).Require();

    public async Task Decide(Decided decided, Call call) =>
        (await ports.Documents.Apply<Done>(Containers.Requests, decided.Transfer, call, unit =>
        {
            unit.Emit("transfer.decided", decided);
            return Answer(unit, "transfer.decide");
        })).Require();

    public Func<Task> Boot()
    {
        var engine = new JournaledEngine(
            ports.Documents, ports.Clock, [new TransferWorkflow()], Activities(), (_, error) => OnlyFaults(error),
            EngineLimits.OneByOne);
        var pump = new OutboxPump(ports.Documents, ports.Clock, Handlers(engine), (_, error) => OnlyFaults(error));
        return async () =>
        {
            await engine.RunUntilIdle();
            await pump.RunOnce(Containers.Requests);
        };
    }

    private IActivity[] Activities() =>
    [
        new ActivityOf<string, long>("open", async (id, _) =>
            (await ports.Documents.Find<Transfer>(Containers.Requests, id, "transfer"))!.Value.Fen),
        new ActivityOf<Move, Done>("check", (move, _) =>
            move.Fen % 7 == 0 ? throw new InvalidDataException("refused by the check") : Task.FromResult(Done.Value)),
        new ActivityOf<Move, bool>("debit", (move, call) => Add("payer", -move.Fen, call)),
        new ActivityOf<Move, Done>("refund", (move, call) => Always(Add("payer", move.Fen, call))),
        new ActivityOf<Move, Done>("credit", (move, call) => Always(Add("payee", move.Fen, call))),
        new ActivityOf<Instruction, Done>("instruct", (instruction, call) =>
            Save(instruction.Transfer, call, unit => unit.Emit("bank.instruct", instruction))),
        new ActivityOf<Move, Done>("slip", async (move, call) =>
        {
            using var text = new MemoryStream(Encoding.UTF8.GetBytes($"{move.Transfer} {move.Fen}"));
            // Only the first one counts; a repeat finds it there.
            await ports.Blobs.Put($"slips/{move.Transfer}.txt", text, onlyNew: true, call.Stopping);
            return Done.Value;
        }),
        new ActivityOf<Finish, Done>("finish", async (finish, call) =>
            (await ports.Documents.Apply<Done>(Containers.Requests, finish.Transfer, call, async unit =>
            {
                unit.Replace("transfer", "transfer",
                    (await unit.Find<Transfer>("transfer"))! with { State = finish.State });
                return await Answer(unit, "transfer.finish");
            })).Require()),
    ];

    private IMessageHandler[] Handlers(JournaledEngine engine) =>
    [
        new HandlerOf("transfer.submitted", (message, _) =>
        {
            var id = message.As<Transfer>().Id;
            return engine.Start("transfer", id, id);
        }),
        new HandlerOf("transfer.decided", (message, _) =>
        {
            var decided = message.As<Decided>();
            return engine.Raise(decided.Transfer, "decided", decided.Decision, message.Key);
        }),
        new HandlerOf("bank.instruct", async (message, _) =>
        {
            var instruction = message.As<Instruction>();
            var isPaid = await ports.Faults.Run(() => Task.FromResult(bank(instruction)));
            await engine.Raise(
                instruction.Transfer, $"receipt-{instruction.Attempt}", isPaid, instruction.Number);
        }),
    ];

    /// <returns>False when the counter would fall below zero.</returns>
    private async Task<bool> Add(string counter, long fen, Call call) =>
        (await ports.Documents.Apply<Counter>(
            Containers.Books, counter, call with { IdempotencyKey = keyOf(call) }, async unit =>
            {
                var next = new Counter((await unit.Find<Counter>("counter"))?.Fen + fen ?? OpeningFen + fen);
                if (next.Fen < 0) { return new WrongState("支出", "余额不足"); }
                unit.Save("counter", "counter", next);
                unit.Audit("counter.add", Somewhere, $"{fen}");
                return next;
            })).TryGet(out _, out _);

    private Task<Done> Save(string transfer, Call call, Action<Unit> change) => Required(
        ports.Documents.Apply<Done>(Containers.Requests, transfer, call, unit =>
        {
            change(unit);
            return Answer(unit, "transfer.instruct");
        }));

    private static Task<Result<Done>> Answer(Unit unit, string action)
    {
        unit.Audit(action, Somewhere, "模拟");
        return Task.FromResult(Result.Of(Done.Value));
    }

    private static async Task<Done> Required(Task<Result<Done>> result) => (await result).Require();

    private static async Task<Done> Always(Task<bool> effect) =>
        await effect ? Done.Value : throw new InvalidOperationException("A credit was refused.");

    /// <summary>Neither the engine nor the pump may stumble over anything but what the world does to it.</summary>
    private static void OnlyFaults(Exception error)
    {
        if (error is not SimulatedFaultException) { throw new InvalidOperationException("A bug.", error); }
    }

    private sealed class HandlerOf(string topic, Func<OutboxMessage, Call, Task> handle) : IMessageHandler
    {
        public string Topic => topic;

        public Task Handle(OutboxMessage message, Call call) => handle(message, call);
    }
}
