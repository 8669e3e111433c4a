#include "core/exchange/code/runtime.h"

namespace keywright::exchange {

namespace {

constexpr RuntimePiece kGoPieces[] = {
    {"Item", R"code(
// Item is an item as the SDK reads and writes it.
type Item = map[string]types.AttributeValue
)code"},
    {"Number", R"code(
// Number is the text of a decimal number, exact to DynamoDB's 38 digits.
type Number string
)code"},
    {"texts", R"code(
// keyTexts builds the texts of keys and keeps the first value that none can be built of.
type keyTexts struct {
	err error
}

func (t *keyTexts) fail(text, what string) string {
	if t.err == nil {
		t.err = fmt.Errorf("%q is no %s", text, what)
	}
	return ""
}

// of gives the text that stands in a key: a string, or a number as DynamoDB writes it.
func (t *keyTexts) of(value types.AttributeValue) string {
	switch value := value.(type) {
	case *types.AttributeValueMemberS:
		return value.Value
	case *types.AttributeValueMemberN:
		return t.number(Number(value.Value))
	}
	return t.fail(fmt.Sprint(value), "text and no number")
}

var numberForm = regexp.MustCompile(`^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$`)

// number gives a number as DynamoDB writes it: no exponent, no needless zeros.
func (t *keyTexts) number(number Number) string {
	form := numberForm.FindStringSubmatch(string(number))
	if form == nil || form[2]+form[3] == "" {
		return t.fail(string(number), "number")
	}
	digits := form[2] + form[3]
	if form[4] == "" {
		form[4] = "0"
	}
	exponent, err := strconv.Atoi(form[4])
	if err != nil || exponent < -200 || exponent > 200 {
		return t.fail(string(number), "number")
	}
	point := len(form[2]) + exponent
	if point < 1 {
		digits, point = strings.Repeat("0", 1-point)+digits, 1
	}
	if point > len(digits) {
		digits += strings.Repeat("0", point-len(digits))
	}
	text := strings.TrimLeft(digits[:point], "0")
	if text == "" {
		text = "0"
	}
	if fraction := strings.TrimRight(digits[point:], "0"); fraction != "" {
		text += "." + fraction
	}
	if form[1] == "-" && text != "0" {
		text = "-" + text
	}
	return text
}
)code"},
    {"stringValue", R"code(
func stringValue(text string) types.AttributeValue {
	return &types.AttributeValueMemberS{Value: text}
}
)code"},
    {"numberValue", R"code(
func numberValue(number Number) types.AttributeValue {
	return &types.AttributeValueMemberN{Value: string(number)}
}
)code"},
    {"numberSetValue", R"code(
func numberSetValue(numbers []Number) types.AttributeValue {
	texts := make([]string, len(numbers))
	for i, number := range numbers {
		texts[i] = string(number)
	}
	return &types.AttributeValueMemberNS{Value: texts}
}
)code"},
    {"hasAll", R"code(
func hasAll(item Item, names ...string) bool {
	for _, name := range names {
		if _, ok := item[name]; !ok {
			return false
		}
	}
	return true
}
)code"},
    {"getOne", R"code(
// getOne gives the item as a slice of one; an empty one when there is none.
func getOne(ctx context.Context, client *dynamodb.Client, input *dynamodb.GetItemInput) ([]Item, error) {
	answer, err := client.GetItem(ctx, input)
	if err != nil || answer.Item == nil {
		return nil, err
	}
	return []Item{answer.Item}, nil
}
)code"},
    {"queryAll", R"code(
// queryAll reads every page.
func queryAll(ctx context.Context, client *dynamodb.Client, input *dynamodb.QueryInput) ([]Item, error) {
	var items []Item
	for pages := dynamodb.NewQueryPaginator(client, input); pages.HasMorePages(); {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		items = append(items, page.Items...)
	}
	return items, nil
}
)code"},
    {"queryPage", R"code(
// queryPage reads one page; its length is the input's Limit at most.
func queryPage(ctx context.Context, client *dynamodb.Client, input *dynamodb.QueryInput) ([]Item, error) {
	page, err := client.Query(ctx, input)
	if err != nil {
		return nil, err
	}
	return page.Items, nil
}
)code"},
    {"scanAll", R"code(
// scanAll reads every page.
func scanAll(ctx context.Context, client *dynamodb.Client, input *dynamodb.ScanInput) ([]Item, error) {
	var items []Item
	for pages := dynamodb.NewScanPaginator(client, input); pages.HasMorePages(); {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		items = append(items, page.Items...)
	}
	return items, nil
}
)code"},
    {"scanPage", R"code(
// scanPage reads one page; its length is the input's Limit at most.
func scanPage(ctx context.Context, client *dynamodb.Client, input *dynamodb.ScanInput) ([]Item, error) {
	page, err := client.Scan(ctx, input)
	if err != nil {
		return nil, err
	}
	return page.Items, nil
}
)code"},
    {"batchedGet", R"code(
type batchedGet struct {
	table   string
	key     Item
	options types.KeysAndAttributes
}
)code"},
    {"batchGet", R"code(
// batchGet gives the items of many keys, 100 a call, in no order; a key that comes twice is read once.
func batchGet(ctx context.Context, client *dynamodb.Client, gets []batchedGet) ([]Item, error) {
	var waiting []batchedGet
	known := map[string]bool{}
	for _, get := range gets {
		if text := get.table + keyText(get.key); !known[text] {
			known[text] = true
			waiting = append(waiting, get)
		}
	}
	var items []Item
	for len(waiting) > 0 {
		count := len(waiting)
		if count > 100 {
			count = 100
		}
		tables := map[string]types.KeysAndAttributes{}
		for _, get := range waiting[:count] {
			request, ok := tables[get.table]
			if !ok {
				request = get.options
			}
			request.Keys = append(request.Keys, get.key)
			tables[get.table] = request
		}
		answer, err := client.BatchGetItem(ctx, &dynamodb.BatchGetItemInput{RequestItems: tables})
		if err != nil {
			return nil, err
		}
		for _, found := range answer.Responses {
			items = append(items, found...)
		}
		waiting = waiting[count:]
		for table, rest := range answer.UnprocessedKeys {
			keys := rest.Keys
			rest.Keys = nil
			for _, key := range keys {
				waiting = append(waiting, batchedGet{table, key, rest})
			}
		}
	}
	return items, nil
}
)code"},
    {"keyText", R"code(
// keyText is the same for keys that are the same.
func keyText(key Item) string {
	var attributes []string
	for name, value := range key {
		switch value := value.(type) {
		case *types.AttributeValueMemberS:
			attributes = append(attributes, fmt.Sprintf("%q S %q", name, value.Value))
		case *types.AttributeValueMemberN:
			attributes = append(attributes, fmt.Sprintf("%q N %q", name, value.Value))
		case *types.AttributeValueMemberB:
			attributes = append(attributes, fmt.Sprintf("%q B %x", name, value.Value))
		}
	}
	sort.Strings(attributes)
	return strings.Join(attributes, " ")
}
)code"},
    {"batchedWrite", R"code(
type batchedWrite struct {
	table string
	write types.WriteRequest
}
)code"},
    {"batchWrite", R"code(
// batchWrite puts and deletes, 25 a call.
func batchWrite(ctx context.Context, client *dynamodb.Client, waiting []batchedWrite) error {
	for len(waiting) > 0 {
		count := len(waiting)
		if count > 25 {
			count = 25
		}
		tables := map[string][]types.WriteRequest{}
		for _, write := range waiting[:count] {
			tables[write.table] = append(tables[write.table], write.write)
		}
		answer, err := client.BatchWriteItem(ctx, &dynamodb.BatchWriteItemInput{RequestItems: tables})
		if err != nil {
			return err
		}
		waiting = waiting[count:]
		for table, rest := range answer.UnprocessedItems {
			for _, write := range rest {
				waiting = append(waiting, batchedWrite{table, write})
			}
		}
	}
	return nil
}
)code"},
    {"transactGet", R"code(
// transactGet gives the items that are there of those that are asked for, all read at one moment.
func transactGet(ctx context.Context, client *dynamodb.Client, gets []types.TransactGetItem) ([]Item, error) {
	answer, err := client.TransactGetItems(ctx, &dynamodb.TransactGetItemsInput{TransactItems: gets})
	if err != nil {
		return nil, err
	}
	var items []Item
	for _, found := range answer.Responses {
		if found.Item != nil {
			items = append(items, found.Item)
		}
	}
	return items, nil
}
)code"},
    {"fanOut", R"code(
// fanOut makes one call for each shard, all at once, and gives their items shard after shard.
func fanOut(count int, one func(shard int) ([]Item, error)) ([]Item, error) {
	found := make([][]Item, count)
	failures := make([]error, count)
	var running sync.WaitGroup
	for shard := 0; shard < count; shard++ {
		running.Add(1)
		go func(shard int) {
			defer running.Done()
			found[shard], failures[shard] = one(shard)
		}(shard)
	}
	running.Wait()
	var items []Item
	for shard := range found {
		if failures[shard] != nil {
			return nil, failures[shard]
		}
		items = append(items, found[shard]...)
	}
	return items, nil
}
)code"},
    {"orderTerm", R"code(
type orderTerm struct {
	attribute  string
	descending bool
}
)code"},
    {"sortItems", R"code(
func sortItems(items []Item, terms ...orderTerm) {
	sort.SliceStable(items, func(i, j int) bool {
		for _, term := range terms {
			order := compare(items[i][term.attribute], items[j][term.attribute])
			if order != 0 {
				return (order < 0) != term.descending
			}
		}
		return false
	})
}
)code"},
    {"compare", R"code(
// compare tells the order of two attributes of one type, as a sort key has it; other values are all alike.
func compare(a, b types.AttributeValue) int {
	switch a := a.(type) {
	case *types.AttributeValueMemberS:
		if b, ok := b.(*types.AttributeValueMemberS); ok {
			return strings.Compare(a.Value, b.Value)
		}
	case *types.AttributeValueMemberB:
		if b, ok := b.(*types.AttributeValueMemberB); ok {
			return bytes.Compare(a.Value, b.Value)
		}
	case *types.AttributeValueMemberN:
		if b, ok := b.(*types.AttributeValueMemberN); ok {
			first, firstOk := new(big.Rat).SetString(a.Value)
			second, secondOk := new(big.Rat).SetString(b.Value)
			if firstOk && secondOk {
				return first.Cmp(second)
			}
		}
	}
	return 0
}
)code"},
    {"firstOf", R"code(
func firstOf(items []Item, limit int) []Item {
	if len(items) > limit {
		return items[:limit]
	}
	return items
}
)code"},
    {"pad", R"code(
// pad adds zeros to the left, up to so many characters.
func pad(text string, length int) string {
	if missing := length - utf8.RuneCountInString(text); missing > 0 {
		return strings.Repeat("0", missing) + text
	}
	return text
}
)code"},
    {"upper", R"code(
// upper changes the letters a to z only, whatever the locale.
func upper(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			return r - 'a' + 'A'
		}
		return r
	}, text)
}
)code"},
    {"lower", R"code(
// lower changes the letters A to Z only, whatever the locale.
func lower(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r - 'A' + 'a'
		}
		return r
	}, text)
}
)code"},
    {"shard", R"code(
// shard gives the first 4 bytes of the MD5, big-endian, modulo the number of shards.
func shard(text string, count uint32) string {
	digest := md5.Sum([]byte(text))
	return strconv.FormatUint(uint64(binary.BigEndian.Uint32(digest[:4])%count), 10)
}
)code"},
    {"texts.date", R"code(
var (
	digitsForm = regexp.MustCompile(`^\d+$`)
	fieldForm  = regexp.MustCompile(`y+|M+|d+|H+|m+|s+`)
)

// date takes an ISO 8601 text, which may end after any field, or epoch seconds, in UTC.
func (t *keyTexts) date(text, pattern string) string {
	iso := text
	if digitsForm.MatchString(text) && len(text) != 4 {
		if seconds, err := strconv.ParseInt(text, 10, 64); err == nil && seconds <= 253402300799 {
			iso = time.Unix(seconds, 0).UTC().Format("2006-01-02T15:04:05")
		}
	}
	fields := []string{"", "1", "1", "0", "0", "0"}
	starts := []int{0, 5, 8, 11, 14, 17, 20}
	for i := range fields {
		end := starts[i+1] - 1
		if len(iso) < end && i > 0 {
			break
		}
		if len(iso) < end || !digitsForm.MatchString(iso[starts[i]:end]) {
			return t.fail(text, "ISO 8601 date and no epoch seconds")
		}
		fields[i] = iso[starts[i]:end]
	}
	return fieldForm.ReplaceAllStringFunc(pattern, func(run string) string {
		field, _ := strconv.Atoi(fields[strings.IndexByte("yMdHms", run[0])])
		return fmt.Sprintf("%0*d", len(run), field)
	})
}
)code"},
};

} // namespace

std::span<const RuntimePiece> goPieces()
{
    return kGoPieces;
}

} // namespace keywright::exchange
