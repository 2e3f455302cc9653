using System.Text;
using SocialFund.Command;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return args is ["generate", ..]
    ? await GenerateCommand.Run(args, Console.Out, Console.Error)
    : await VerifyCommand.Run(args, Console.Out, Console.Error);
