using SocialFund.Kernel;

namespace SocialFund.Tests.Kernel;

public sealed class PinyinInitialsTests
{
    [Theory]
    [InlineData("西宁市供水公司", "xnsgsgs")]
    [InlineData("青海湟中鑫源（集团）3A有限公司", "qhhzxyjt3ayxgs")]
    [InlineData("阿坝座谈", "abzt")]
    [InlineData("㐀·", "")]
    [InlineData("", "")]
    public void Of_Names_TellsTheInitialsOfCommonCharacters(string name, string initials) =>
        Assert.Equal(initials, PinyinInitials.Of(name));

    /// <summary>The first and last common character of each initial, read off a dictionary.</summary>
    [Theory]
    [InlineData("啊澳芭怖擦错搭堕蛾贰发咐噶过哈祸击骏喀阔垃络妈穆拿诺哦呕啪曝期群然弱撒所塌唾挖误昔迅压孕匝座",
        "aabbccddeeffgghhjjkkllmmnnooppqqrrssttwwxxyyzz")]
    public void Of_FirstAndLastOfEachInitial_IsThatInitial(string characters, string initials) =>
        Assert.Equal(initials, PinyinInitials.Of(characters));
}
