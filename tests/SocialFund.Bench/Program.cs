using SocialFund.Bench.Detail;
using SocialFund.Bench.Forms;
using SocialFund.Bench.Intake;
using SocialFund.Bench.Lake;
using SocialFund.Bench.Ledger;
using SocialFund.Bench.Postings;
using SocialFund.Bench.Users;

if (args is ["constant", var port])
{
    await Constant.Serve(port);
    return 0;
}
var names = args.Length > 0 ? args : ["postings", "users", "intake", "detail", "lake", "crowd", "ledger", "forms"];
foreach (var name in names)
{
    switch (name)
    {
        case "postings": await PostingBench.Run(); break;
        case "users": await UserBench.Run(); break;
        case "intake": await IntakeBench.Run(); break;
        case "forms": await FormsBench.Run(); break;
        case "crowd": await CrowdBench.Run(); break;
        case ['d', 'e', 't', 'a', 'i', 'l', .. var rows]: await DetailBench.Run(rows); break;
        case ['l', 'a', 'k', 'e', .. var size]: await LakeBench.Run(size); break;
        case ['l', 'e', 'd', 'g', 'e', 'r', .. var lines]: await LedgerBench.Run(lines); break;
        default:
            await Console.Error.WriteLineAsync(
                $"No benchmark is called {name}: postings, users, intake, detail, lake, crowd, ledger, forms; "
                + "detail=ROWS, lake=ROWS or ledger=LINES for another size.");
            return 2;
    }
}
return 0;
