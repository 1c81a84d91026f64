/* project/price_words.c - the dictionaries.  A word is here because tables in practice use
 * it; the registry of Shenzhen, price filings of other cities and developers' own forms. */
#include "project/price_words.h"

const char *const price_column_name[COLUMNS] = {
	"building", "entrance", "floor", "room", "use_text", "layout", "facing", "gross_dm2",
	"inner_dm2", "share_dm2", "unit_price", "inner_price", "total", "filed_price",
	"filed_total", "status", "note"
};

/* ---- text --------------------------------------------------------------------------------- */

/* The length of the space-like character at s (0: none): ASCII, no-break, ideographic,
 * zero-width and the byte order mark. */
static int space_at(const unsigned char *s)
{
	if (*s == ' ' || (*s >= '\t' && *s <= '\r'))
		return 1;
	if (s[0] == 0xC2 && s[1] == 0xA0)
		return 2;
	if ((s[0] == 0xE3 && s[1] == 0x80 && s[2] == 0x80)
	    || (s[0] == 0xE2 && s[1] == 0x80 && (s[2] <= 0x8B || s[2] == 0xAF))
	    || (s[0] == 0xEF && s[1] == 0xBB && s[2] == 0xBF))
		return 3;
	return 0;
}

/* U+FF01..FF5E are ASCII 0x21..0x7E, drawn wide: which one, 0 for none. */
static char narrow_at(const unsigned char *s)
{
	if (s[0] == 0xEF && s[1] == 0xBC && s[2] >= 0x81)
		return (char)(s[2] - 0x80 + 0x20);
	if (s[0] == 0xEF && s[1] == 0xBD && s[2] >= 0x80 && s[2] <= 0x9E)
		return (char)(s[2] - 0x80 + 0x60);
	return 0;
}

/* Most cells are plain, and each is asked for many times: no copy of those. */
const char *squeezed(struct ctx *c, const char *text)
{
	const unsigned char *s = (const unsigned char *)text;
	char *out, *p;

	while (*s && !space_at(s) && !narrow_at(s))
		s++;
	if (!*s)
		return text;
	out = alloc(c, strlen(text) + 1);
	p = out + (s - (const unsigned char *)text);
	memcpy(out, text, (size_t)(p - out));
	while (*s) {
		int space = space_at(s);
		char narrow = narrow_at(s);

		if (narrow)
			*p++ = narrow;
		else if (!space)
			*p++ = (char)*s;
		s += space ? space : narrow ? 3 : 1;
	}
	return out;
}

bool has_wide(const char *text)
{
	for (const unsigned char *s = (const unsigned char *)text; *s; s++)
		if (s[0] == 0xEF && ((s[1] == 0xBC && s[2] >= 0x90 && s[2] <= 0xBA)
				     || (s[1] == 0xBD && s[2] <= 0x9A)))
			return true;
	return false;
}

int text_length(const char *s)
{
	int n = 0;

	for (; *s; s++)
		n += ((unsigned char)*s & 0xC0) != 0x80;
	return n;
}

bool text_has(const char *s, const char *part)
{
	return strstr(s, part) != NULL;
}

bool word_in(const char *s, const char *const *words)
{
	for (; *words; words++)
		if (strcmp(s, *words) == 0)
			return true;
	return false;
}

static bool part_in(const char *s, const char *const *words)
{
	for (; *words; words++)
		if (strstr(s, *words))
			return true;
	return false;
}

/* ---- header words -------------------------------------------------------------------------- */

static const struct { const char *word; enum price_column column; int sure; } exact[] = {
	{ "楼栋", COL_BUILDING, 3 }, { "栋号", COL_BUILDING, 3 }, { "栋", COL_BUILDING, 3 },
	{ "幢号", COL_BUILDING, 3 }, { "幢", COL_BUILDING, 3 }, { "楼号", COL_BUILDING, 3 },
	{ "楼幢", COL_BUILDING, 3 }, { "楼栋号", COL_BUILDING, 3 }, { "楼栋名称", COL_BUILDING, 3 },
	{ "栋名", COL_BUILDING, 3 }, { "楼座", COL_BUILDING, 3 }, { "楼宇", COL_BUILDING, 2 },
	{ "building", COL_BUILDING, 3 }, { "project_building", COL_BUILDING, 3 },
	{ "block", COL_BUILDING, 3 }, { "tower", COL_BUILDING, 2 }, { "楼", COL_BUILDING, 1 },
	{ "单元", COL_ENTRANCE, 3 }, { "单元号", COL_ENTRANCE, 3 }, { "单元/座", COL_ENTRANCE, 3 },
	{ "座", COL_ENTRANCE, 3 }, { "座号", COL_ENTRANCE, 3 }, { "座/单元", COL_ENTRANCE, 3 },
	{ "座别", COL_ENTRANCE, 3 }, { "门洞", COL_ENTRANCE, 3 }, { "梯号", COL_ENTRANCE, 3 },
	{ "单元名称", COL_ENTRANCE, 3 }, { "seat", COL_ENTRANCE, 3 }, { "entrance", COL_ENTRANCE, 3 },
	{ "楼层", COL_FLOOR, 3 }, { "层", COL_FLOOR, 3 }, { "层数", COL_FLOOR, 2 },
	{ "所在层", COL_FLOOR, 3 }, { "所在楼层", COL_FLOOR, 3 }, { "层次", COL_FLOOR, 3 },
	{ "楼层号", COL_FLOOR, 3 }, { "层号", COL_FLOOR, 3 }, { "floor", COL_FLOOR, 3 },
	{ "房号", COL_ROOM, 3 }, { "房间号", COL_ROOM, 3 }, { "室号", COL_ROOM, 3 },
	{ "户号", COL_ROOM, 3 }, { "房间", COL_ROOM, 3 }, { "铺号", COL_ROOM, 3 },
	{ "商铺号", COL_ROOM, 3 }, { "商铺编号", COL_ROOM, 3 }, { "车位号", COL_ROOM, 3 },
	{ "车位编号", COL_ROOM, 3 }, { "房屋号", COL_ROOM, 3 }, { "室", COL_ROOM, 3 },
	{ "房屋编号", COL_ROOM, 2 }, { "房源", COL_ROOM, 1 }, { "房源编号", COL_ROOM, 2 },
	{ "门牌号", COL_ROOM, 2 }, { "房室号", COL_ROOM, 3 }, { "单位", COL_ROOM, 1 },
	{ "room", COL_ROOM, 3 }, { "roomno", COL_ROOM, 3 }, { "room_no", COL_ROOM, 3 },
	{ "用途", COL_USE, 3 }, { "房屋用途", COL_USE, 3 }, { "规划用途", COL_USE, 3 },
	{ "设计用途", COL_USE, 3 }, { "业态", COL_USE, 3 }, { "产品类型", COL_USE, 3 },
	{ "物业类型", COL_USE, 3 }, { "房屋类型", COL_USE, 3 }, { "房屋性质", COL_USE, 2 },
	{ "use", COL_USE, 3 }, { "usage", COL_USE, 3 },
	{ "户型", COL_LAYOUT, 3 }, { "房型", COL_LAYOUT, 3 }, { "户型结构", COL_LAYOUT, 3 },
	{ "layout", COL_LAYOUT, 3 }, { "朝向", COL_FACING, 3 }, { "facing", COL_FACING, 3 },
	{ "建筑面积", COL_GROSS, 3 }, { "建面", COL_GROSS, 3 }, { "预测建筑面积", COL_GROSS, 3 },
	{ "预售面积", COL_GROSS, 3 }, { "销售面积", COL_GROSS, 2 }, { "面积", COL_GROSS, 1 },
	{ "产权面积", COL_GROSS, 2 }, { "area", COL_GROSS, 3 }, { "gross_area", COL_GROSS, 3 },
	{ "套内建筑面积", COL_INNER, 3 }, { "套内面积", COL_INNER, 3 }, { "套内", COL_INNER, 3 },
	{ "户内面积", COL_INNER, 3 }, { "inner", COL_INNER, 3 }, { "inner_area", COL_INNER, 3 },
	{ "公摊面积", COL_SHARE, 3 }, { "分摊面积", COL_SHARE, 3 }, { "公摊", COL_SHARE, 3 },
	{ "分摊", COL_SHARE, 3 }, { "share", COL_SHARE, 3 }, { "shared_area", COL_SHARE, 3 },
	{ "单价", COL_PRICE, 3 }, { "表价单价", COL_PRICE, 3 }, { "销售单价", COL_PRICE, 3 },
	{ "建筑面积单价", COL_PRICE, 3 }, { "建面单价", COL_PRICE, 3 }, { "拟售单价", COL_PRICE, 3 },
	{ "拟售价格", COL_PRICE, 3 }, { "申报单价", COL_FILED_PRICE, 3 },
	{ "unit_price", COL_PRICE, 3 }, { "unitprice", COL_PRICE, 3 }, { "price", COL_PRICE, 2 },
	{ "备案单价", COL_FILED_PRICE, 3 }, { "备案价", COL_FILED_PRICE, 2 },
	{ "套内单价", COL_INNER_PRICE, 3 }, { "套内建筑面积单价", COL_INNER_PRICE, 3 },
	{ "总价", COL_TOTAL, 3 }, { "房屋总价", COL_TOTAL, 3 }, { "销售总价", COL_TOTAL, 3 },
	{ "总价款", COL_TOTAL, 3 }, { "总售价", COL_TOTAL, 3 }, { "表价总价", COL_TOTAL, 3 },
	{ "表价", COL_TOTAL, 2 }, { "总金额", COL_TOTAL, 2 }, { "total", COL_TOTAL, 3 },
	{ "total_price", COL_TOTAL, 3 }, { "totalprice", COL_TOTAL, 3 },
	{ "备案总价", COL_FILED_TOTAL, 3 }, { "申报总价", COL_FILED_TOTAL, 3 },
	{ "销售状态", COL_STATUS, 3 }, { "状态", COL_STATUS, 3 }, { "房屋状态", COL_STATUS, 3 },
	{ "status", COL_STATUS, 3 }, { "state", COL_STATUS, 3 },
	{ "备注", COL_NOTE, 3 }, { "说明", COL_NOTE, 2 }, { "note", COL_NOTE, 3 },
	{ "remark", COL_NOTE, 3 }, { "remarks", COL_NOTE, 3 },
};

/* Never a price to be taken, however a column with them is called. */
static const char *const secret_price[] = { "底价", "成本", "内部", "最低", "结算", "首付", "月供",
	"折扣率", "佣金", NULL };
/* Prices of some arrangement: the list price only where there is no other. */
static const char *const other_price[] = { "折后", "优惠", "一口价", "按揭", "一次性", "分期", "团购",
	"特价", "折扣", "装修", "均价", NULL };
static const char *const other_area[] = { "实测", "赠送", "阳台", "花园", "露台", "地下室面积",
	"final", "复核", NULL };

/* The text without what stands in brackets: 单价(元/㎡) -> 单价; lower case. */
static void bare_word(const char *s, char out[128])
{
	int depth = 0, n = 0;

	for (; *s && n < 127; s++) {
		if (*s == '(' || *s == '[')
			depth++;
		else if ((*s == ')' || *s == ']') && depth)
			depth--;
		else if (!depth)
			out[n++] = (char)(*s >= 'A' && *s <= 'Z' ? *s + 32 : *s);
	}
	out[n] = '\0';
}

static enum price_column by_parts(const char *s)
{
	bool inner = text_has(s, "套内") || text_has(s, "户内");
	bool filed = text_has(s, "备案") || text_has(s, "申报");

	if (text_has(s, "单价"))
		return filed ? COL_FILED_PRICE : inner ? COL_INNER_PRICE : COL_PRICE;
	if (text_has(s, "总价") || text_has(s, "总售价"))
		return filed ? COL_FILED_TOTAL : COL_TOTAL;
	if (text_has(s, "公摊") || text_has(s, "分摊"))
		return COL_SHARE;
	if (inner)
		return COL_INNER;
	if (text_has(s, "建筑面积") || text_has(s, "建面"))
		return COL_GROSS;
	if (text_has(s, "房号") || text_has(s, "房间号"))
		return COL_ROOM;
	if (text_has(s, "楼层"))
		return COL_FLOOR;
	if (text_has(s, "楼栋") || text_has(s, "栋号"))
		return COL_BUILDING;
	if (text_has(s, "用途"))
		return COL_USE;
	if (text_has(s, "备注"))
		return COL_NOTE;
	if (text_has(s, "销售状态"))
		return COL_STATUS;
	return COLUMNS;
}

enum price_column header_word(const char *text, int *sure)
{
	char s[128];
	enum price_column by;

	*sure = 0;
	if (text_length(text) > HEADER_WORD_MAX)
		return COLUMNS;
	bare_word(text, s);
	if (part_in(text, secret_price) || part_in(s, other_area))
		return COLUMNS;
	for (size_t i = 0; i < sizeof exact / sizeof *exact; i++)
		if (strcmp(s, exact[i].word) == 0) {
			*sure = part_in(text, other_price) ? 1 : exact[i].sure;
			return exact[i].column;
		}
	by = by_parts(s);
	*sure = by == COLUMNS ? 0 : part_in(text, other_price) ? 1 : 2;
	return by;
}

bool says_wan(const char *s)
{
	return text_has(s, "万");
}

bool says_yuan(const char *s)
{
	return text_has(s, "元") && !says_wan(s);
}

/* ---- uses --------------------------------------------------------------------------------- */

const char *use_kind(const char *use)
{
	/* By the first part that occurs; order matters: 商业性办公 is an office, 商务公寓 and
	 * 工业配套宿舍 are lived in, 商住 counts as flats. */
	static const struct { const char *part, *kind; } parts[] = {
		{ "车位", "parking" }, { "车库", "parking" }, { "停车", "parking" },
		{ "储藏", "storage" }, { "储物", "storage" }, { "杂物", "storage" },
		{ "贮藏", "storage" }, { "地下室", "storage" },
		{ "公寓式办公", "office" }, { "公寓", "residence" }, { "宿舍", "residence" },
		{ "住宅", "residence" }, { "别墅", "residence" }, { "商住", "residence" },
		{ "洋房", "residence" }, { "高层", "residence" }, { "叠墅", "residence" },
		{ "联排", "residence" }, { "保障性", "residence" }, { "保障房", "residence" },
		{ "安居", "residence" }, { "人才", "residence" }, { "回迁", "residence" },
		{ "办公", "office" }, { "写字楼", "office" }, { "研发", "office" },
		{ "厂房", "office" }, { "产业用房", "office" }, { "工业", "office" },
		{ "科研", "office" }, { "仓储", "storage" }, { "仓库", "storage" },
		{ "商业", "shop" }, { "商铺", "shop" }, { "商服", "shop" }, { "店铺", "shop" },
		{ "底商", "shop" }, { "旅馆", "shop" }, { "酒店", "shop" }, { "食堂", "shop" },
		{ "餐饮", "shop" }, { "会所", "shop" }, { "营业", "shop" }, { "裙楼", "shop" },
		{ "影院", "shop" }, { "超市", "shop" }, { "市场", "shop" }, { "金融", "office" },
		{ "幼儿园", "shop" }, { "配套", "shop" }, { "物业", "office" }, { "社区", "office" },
		{ "服务", "shop" }, { "架空", "storage" },
	};
	static const struct { const char *word, *kind; } words[] = {
		{ "residence", "residence" }, { "apartment", "residence" }, { "shop", "shop" },
		{ "office", "office" }, { "parking", "parking" }, { "storage", "storage" },
		{ "住", "residence" }, { "商", "shop" }, { "铺", "shop" }, { "其他", "shop" },
		{ "其它", "shop" },
	};

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (text_has(use, parts[i].part))
			return parts[i].kind;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(use, words[i].word) == 0)
			return words[i].kind;
	return NULL;
}

/* ---- marks ---------------------------------------------------------------------------------- */

bool is_no_value(const char *s)
{
	static const char *const marks[] = { "", "-", "--", "---", "—", "——", "–", "/", "//", "\\",
		"无", "*", "**", "***", "null", "NULL", "None", "暂无", NULL };

	return word_in(s, marks);
}

bool is_price_word(const char *s)
{
	static const char *const words[] = { "已售", "已签约", "已签", "已网签", "已备案", "已认购",
		"已定", "售出", "售罄", "自留", "自持", "保留", "销控", "不售", "非售", "不公示", "待定",
		"抵押", "查封", "限售", "暂不销售", "不可售", "已售出", "sold", NULL };

	return word_in(s, words);
}

static bool ends_with(const char *s, const char *tail)
{
	size_t n = strlen(s), t = strlen(tail);

	return n >= t && strcmp(s + n - t, tail) == 0;
}

bool is_sum_word(const char *s)
{
	static const char *const tails[] = { "小计", "合计", "总计", "共计", "累计", "汇总", "总合计",
		"小计:", "合计:", "总计:", "共计:", "合计(元)", "合计(万元)", NULL };

	if (text_length(s) > 16)
		return false;
	for (int i = 0; tails[i]; i++)
		if (ends_with(s, tails[i]) || strcmp(s, tails[i]) == 0)
			return true;
	return strcmp(s, "total") == 0 || strcmp(s, "Total") == 0 || strcmp(s, "TOTAL") == 0
		|| strcmp(s, "subtotal") == 0 || strcmp(s, "Subtotal") == 0;
}

bool is_grand_sum(const char *s)
{
	return !text_has(s, "小计") && !text_has(s, "ubtotal");
}

bool is_remark(const char *s)
{
	static const char *const heads[] = { "注:", "注1", "备注:", "说明:", "附注", "制表", "编制", "审核:",
		"审批", "复核:", "填表", "价格主管", "开发企业", "法定代表", "盖章", "签字", "经办", "监制",
		"日期:", "联系电话", "打印", "第1页", "page", "Page", NULL };

	for (int i = 0; heads[i]; i++)
		if (strncmp(s, heads[i], strlen(heads[i])) == 0)
			return true;
	return (text_has(s, "审核:") || text_has(s, "日期:") || text_has(s, "(盖章)")) != 0;
}

bool is_summary_name(const char *s)
{
	static const char *const parts[] = { "汇总", "统计", "合计", "小结", "说明", "封面", "目录",
		"summary", "Summary", NULL };

	return part_in(s, parts);
}
