using System.Text;
using SocialFund.Command;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return await VerifyCommand.Run(args, Console.Out, Console.Error);
