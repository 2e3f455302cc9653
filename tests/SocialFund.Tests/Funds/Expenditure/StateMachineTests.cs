using SocialFund.Funds.Accounting;
using SocialFund.Funds.Expenditure;
using SocialFund.Funds.Payment;
using SocialFund.Kernel;

namespace SocialFund.Tests.Funds.Expenditure;

/// <summary>Every state against every command: what is not allowed is refused as wrong_state, never ignored.</summary>
public sealed class StateMachineTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 15, 4, 0, 0, TimeSpan.Zero);
    private static readonly Wait Soon = new(Now.AddDays(2));

    private static readonly Actor Anybody = new(
        "u-any", "某人", ChainWorld.Chengdong, null,
        [new Grant(Permission.All.Select(permission => permission.Code).ToHashSet(), null, Division.Country)]);

    private static readonly Call Call = new(Anybody, Now, "r");

    private static readonly RequestState[] States =
    [
        new RequestState.Checking(0), new RequestState.Returned("clerk", "x", [], 0, Soon),
        new RequestState.InReview(0, Soon), new RequestState.InTreasury(Soon), new RequestState.Paying(1, null, Soon),
        new RequestState.Paying(1, "b", Soon), new RequestState.Booking(1),
        new RequestState.PartlyFailed(1, [], 0, Soon), new RequestState.Finished(), new RequestState.Rejected("x"),
        new RequestState.Withdrawn("x"),
    ];

    [Theory]
    [InlineData("checking", "withdraw")]
    [InlineData("returned", "withdraw resubmit")]
    [InlineData("inReview", "approve return reject withdraw")]
    [InlineData("inTreasury", "approve return reject withdraw")]
    [InlineData("paying", "")]
    [InlineData("booking", "")]
    [InlineData("partlyFailed", "corrections confirm give-up")]
    [InlineData("done", "")]
    [InlineData("rejected", "")]
    [InlineData("withdrawn", "")]
    public void Command_WhenTheStateDoesNotAllowIt_IsWrongState(string state, string allowed)
    {
        foreach (var start in States.Where(start => start.Code == state))
        {
            var request = In(start);
            foreach (var (name, decide) in Commands())
            {
                var result = decide(request);
                if (allowed.Split(' ').Contains(name))
                {
                    Assert.True(result.TryGet(out var changed, out var problem), $"{name}: {problem?.Code}");
                    Assert.NotEqual(request.State, changed!.Request.State);
                }
                else { Assert.Equal("wrong_state", result.Problem().Code); }
            }
        }
    }

    [Theory]
    [InlineData("checked", "checking")]
    [InlineData("instructed", "paying")]
    [InlineData("collected", "paying")]
    [InlineData("booked", "booking")]
    [InlineData("remind", "returned inReview inTreasury paying partlyFailed")]
    public void SystemStep_WhenTheStateIsAnother_ChangesNothing(string step, string allowed)
    {
        foreach (var start in States.Where(start => !allowed.Split(' ').Contains(start.Code)))
        {
            Assert.Equal(start, System(step, In(start)).State);
        }
        foreach (var start in States.Where(start => allowed.Split(' ').Contains(start.Code)))
        {
            // The batch is made once: an instructed round is not instructed again.
            if (step == "instructed" && start is RequestState.Paying { Batch: not null }) { continue; }
            Assert.NotEqual(start, System(step, In(start)).State);
        }
    }

    [Theory]
    [InlineData("checking", "expenditure.check")]
    [InlineData("returned", "wait")]
    [InlineData("inReview", "wait")]
    [InlineData("inTreasury", "wait")]
    [InlineData("booking", "expenditure.book")]
    [InlineData("partlyFailed", "wait")]
    [InlineData("done", "end")]
    [InlineData("rejected", "end")]
    [InlineData("withdrawn", "end")]
    public void Plan_ForEachState_NamesTheNextStep(string state, string next) =>
        Assert.Equal(next, ChainPlan.Next(In(States.Single(start => start.Code == state)), null).Do);

    [Fact]
    public void Plan_WhenBudgetIsHeldThoughNothingWillBePaid_ReleasesItFirst()
    {
        RequestState[] ends =
        [
            new RequestState.Returned("clerk", "x", [], 0, Soon), new RequestState.Finished(),
            new RequestState.Rejected("x"), new RequestState.Withdrawn("x"),
        ];
        Assert.All(ends, end => Assert.Equal(
            "expenditure.release", ChainPlan.Next(In(end) with { BudgetHeld = true }, null).Do));
    }

    [Fact]
    public void Plan_WhenARefundIsDueOfWhatIsFinished_ReleasesTheGivenUpPartBeforeItOpensAgain()
    {
        var round = new PayRound(
            1, "b", "p", Money.FromFen(3), Money.FromFen(1), Money.FromFen(2), new DateOnly(2026, 6, 15), [], null,
                true);
        var refund = new Refund("f", 1, new DateOnly(2026, 6, 16), [new RefundedLine(1, "x")], null, null);
        var finished = In(new RequestState.Finished()) with { Rounds = [round], Refunds = [refund], BudgetHeld = true };

        Assert.Equal("expenditure.release", ChainPlan.Next(finished, null).Do);
        Assert.Equal("expenditure.refund", ChainPlan.Next(finished with { BudgetHeld = false }, null).Do);
    }

    [Fact]
    public void Plan_WhilePaying_InstructsThenWaitsThenCollects()
    {
        var answered = new BatchState("b", true, "1", Money.Zero, new DateOnly(2026, 6, 15));
        Assert.Equal("expenditure.instruct", ChainPlan.Next(In(States[4]), null).Do);
        Assert.Equal("wait", ChainPlan.Next(In(States[5]), answered with { IsAnswered = false }).Do);
        Assert.Equal("expenditure.collect", ChainPlan.Next(In(States[5]), answered).Do);
    }

    [Fact]
    public void Progress_WhenPartsDoNotAddUp_CannotExist() =>
        Assert.Throws<InvalidOperationException>(() =>
            new Progress(Money.FromFen(3), Money.FromFen(1), Money.FromFen(1), Money.Zero, Money.Zero));

    private static (string Name, Func<PaymentRequest, Result<Changed>> Decide)[] Commands()
    {
        var id = ChainWorld.Id;
        var correction = new Correction(1, "张三", "10000000", "102851000019", "河湟银行");
        return
        [
            ("approve", request => ApproveRequest.Decide(request, new ApproveRequest(id), Call)),
            ("return", request => SendBackRequest.Decide(request, new SendBackRequest(id, "x"), Call)),
            ("reject", request => RejectRequest.Decide(request, new RejectRequest(id, "x"), Call)),
            ("withdraw", request => WithdrawRequest.Decide(request, new WithdrawRequest(id, "x"), Call)),
            ("resubmit", request => Resubmit.Decide(request, new Resubmit(id, "x"), Call)),
            ("corrections", request => ProposeCorrections.Decide(
                request, new ProposeCorrections(id, [correction]), Call)),
            ("confirm", request => ConfirmCorrections.Decide(request, new ConfirmCorrections(id), Call)),
            ("give-up", request => GiveUpFailed.Decide(request, new GiveUpFailed(id, "x"), Call)),
        ];
    }

    private static PaymentRequest System(string step, PaymentRequest request) => step switch
    {
        "checked" => CheckRequest.Decide(
            request, new CheckOutcome([], [], true, ExpenditureSettings.Default), Call).Request,
        "instructed" => InstructPayment.Decide(
            request, new BatchState("b", false, "1", Money.FromFen(1_00), null), Call).Require().Request,
        "collected" => CollectAnswers.Decide(
            request with { Rounds = [Round()] },
            Round() with { Paid = Money.FromFen(1_00), PaidOn = new DateOnly(2026, 6, 15) }, Call).Require().Request,
        "booked" => BookRound.Decide(
            request with { Rounds = [Round()] }, new VoucherRef("b", "v", "1"), Call).Request,
        _ => RemindPeople.Decide(request, Call with { Now = Now.AddDays(3) }).Request,
    };

    private static PayRound Round() =>
        new(1, "b", "1", Money.FromFen(1_00), Money.Zero, Money.Zero, null, [], null, false);

    private static PaymentRequest In(RequestState state)
    {
        var total = Money.FromFen(1_00);
        return new PaymentRequest(
            ChainWorld.Id, 1, "periodic-benefit", "城东区社保局", "actual", "养老金",
            new LineBook(1, "k", 1, total, "h", [new ItemTotal("basic-pension", 1, total)]), null, [], "h", null, Now,
            Now, 1, 1, state,
            state is RequestState.PartlyFailed
                ? new Progress(total, Money.Zero, Money.Zero, total, Money.Zero)
                : Progress.Of(total),
            ReviewRules.Shipped.StepsFor(ChainWorld.Chengdong), [], [], [], [], false, PayTo.Payees,
            TreasuryMode.InSystem, [], [], 0, 1, null);
    }
}
