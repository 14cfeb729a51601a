using System.Text;
using Marketplace.Domain;
using Marketplace.Domain.Achievements;

namespace Marketplace.Benchmarks.Searching;

/// <summary>
/// Generated achievements in the manner of real ones, the same for the same seed: words of one to four characters and English
/// ones by Zipf's law, the first 150 real words of the trade, the others put together from their characters. Each text says that
/// it is generated.
/// </summary>
internal sealed class TechnicalTexts
{
    private const int Vocabulary = 9_000, EnglishVocabulary = 2_000;

    // In order of frequency. Long ones stand among the first, because real texts have them: 人工智能, 综合利用.
    private static readonly string[] Real =
    [
        "技术", "系统", "方法", "研究", "人工智能", "制备", "应用", "材料", "装置", "高性能", "环境", "检测", "综合利用", "控制", "智能", "新能源", "设备", "结构", "生物", "数据", "机器人", "工艺", "关键技术", "处理", "信息", "膜", "传感器", "自动化",
        "绿色", "高效", "工程", "网络", "复合材料", "监测", "平台", "分析", "催化剂", "电池", "污水处理", "优化", "产业化", "制造", "低", "模型", "激光", "农业", "识别", "纳米", "节能减排", "诊断", "加工", "芯片", "水", "治理", "回收", "太阳能电池", "涂层", "合金", "药物",
        "高温", "光伏", "储能", "安全", "废", "集成电路", "疫苗", "基因编辑", "育种", "养殖", "催化", "燃烧", "脱硫脱硝", "除尘", "烟气", "窑炉", "玻璃", "陶瓷", "石墨烯", "锂离子电池", "氢能", "燃料电池", "风力发电", "变压器", "电网", "无人机", "卫星导航", "遥感", "雷达", "通信", "量子",
        "光刻", "半导体", "显示", "封装", "焊接", "铸造", "轧制", "热处理", "表面", "润滑", "轴承", "齿轮", "液压", "泵", "阀", "管道", "桥梁", "隧道", "混凝土", "沥青", "盾构", "抗震", "建筑", "暖通", "消防", "秸秆还田", "水稻", "小麦", "玉米", "果蔬", "保鲜", "土壤修复", "重金属", "尾矿",
        "固废", "垃圾焚烧", "渗滤液", "中药", "提取", "发酵", "酶", "多肽", "抗体", "影像", "手术", "骨科", "植入", "康复", "护理", "区块链", "云计算", "大数据", "物联网", "边缘计算",
    ];

    private static readonly string[] RealEnglish =
    [
        "method", "system", "device", "technology", "based", "high", "control", "intelligent", "preparation", "material", "energy", "detection", "application", "water", "treatment", "laser", "sensor", "battery", "network", "process",
        "composite", "catalyst", "recycling", "monitoring", "robot", "imaging", "membrane", "coating", "alloy", "graphene", "solar", "wind", "hydrogen", "waste", "furnace", "glass", "ceramic", "vaccine", "gene", "drug",
    ];

    private static readonly TechnicalField[] Fields = Enum.GetValues<TechnicalField>();
    private static readonly AchievementStage[] Stages = Enum.GetValues<AchievementStage>();
    private static readonly string[] Places = [.. Regions.ReportRows.Where(row => row.Length == 6).SelectMany(row => Enumerable.Range(1, 12).Select(city => $"{row[..2]}{city:00}00")).Where(code => Regions.Find(code) is not null)];

    private readonly string[] words, english;
    private readonly double[] shares = Shares(Vocabulary, 1.0), englishShares = Shares(EnglishVocabulary, 1.05), placeShares = Shares(Places.Length, 0.7), fieldShares = Shares(Fields.Length, 0.6);

    public TechnicalTexts()
    {
        var random = new Random(2026);
        var characters = string.Concat(Real).Distinct().ToArray();
        var all = new List<string>(Real);
        var known = new HashSet<string>(Real, StringComparer.Ordinal);
        while (all.Count < Vocabulary)
        {
            var length = random.Next(20) switch { 0 => 1, < 14 => 2, < 17 => 3, _ => 4 };
            var word = length == 1 ? $"{(char)('\u4E00' + random.Next(6_000))}" : string.Concat(Enumerable.Range(0, length).Select(_ => random.Next(4) == 0 ? (char)('\u4E00' + random.Next(6_000)) : characters[random.Next(characters.Length)]));
            if (known.Add(word)) all.Add(word);
        }
        words = [.. all];
        string[] first = ["bio", "nano", "thermo", "electro", "photo", "hydro", "poly", "micro", "cyclo", "ferro", "geo", "aero"], middle = ["cat", "gen", "lyt", "meth", "sorb", "spect", "stat", "form", "graph", "therm"];
        string[] last = ["ion", "ing", "ization", "ic", "er", "al", "ation", "ity", "ane", "ide", "ose", "ium", "ographs", "ometers", "ors", "ically", "ated"];
        var invented = from m in middle from l in last from f in first select f + m + l;
        english = [.. RealEnglish.Concat(invented).Distinct().Take(EnglishVocabulary)];
    }

    public AchievementContent Content(int number)
    {
        var random = new Random(number);
        return new AchievementContent
        {
            TitleZh = Title(random),
            TitleEn = random.Next(10) < 6 ? English(random, random.Next(4, 9)) : null,
            Keywords = [Word(random), Word(random), random.Next(5) == 0 ? EnglishWord(random) : Word(random)],
            SummaryZh = Summary(random),
            Field = Fields[At(random, fieldShares)],
            Stage = Stages[random.Next(Stages.Length)],
            Region = Places[At(random, placeShares)],
            PriceIntention = random.Next(3) == 0 ? null : new Money((long)(Math.Exp(random.NextDouble() * 9) * 10_000_00)),
        };
    }

    private string Title(Random random)
    {
        var title = new StringBuilder(random.Next(3) == 0 ? "一种" : "");
        for (var n = random.Next(3, 8); n > 0; n--) title.Append(Word(random));
        return title.Append("（生成）").ToString();
    }

    private string Summary(Random random)
    {
        var summary = new StringBuilder();
        var sentence = 0;
        for (var n = random.Next(30, 56); n > 0; n--)
        {
            if (random.Next(25) == 0) summary.Append(EnglishWord(random));
            else summary.Append(Word(random));
            if (++sentence < 4 || random.Next(4) > 0) continue;
            summary.Append(random.Next(3) == 0 ? '。' : '，');
            sentence = 0;
        }
        return summary.ToString();
    }

    private string English(Random random, int length) => string.Join(' ', Enumerable.Range(0, length).Select(_ => EnglishWord(random)));

    private string Word(Random random) => words[At(random, shares)];

    private string EnglishWord(Random random) => english[Math.Min(At(random, englishShares), english.Length - 1)];

    private static double[] Shares(int count, double exponent)
    {
        var sums = new double[count];
        var sum = 0d;
        for (var i = 0; i < count; i++) sums[i] = sum += 1 / Math.Pow(i + 3, exponent);
        for (var i = 0; i < count; i++) sums[i] /= sum;
        return sums;
    }

    private static int At(Random random, double[] sums)
    {
        var at = Array.BinarySearch(sums, random.NextDouble());
        return Math.Min(at >= 0 ? at : ~at, sums.Length - 1);
    }
}
