// Package accesspatterns has the access patterns of a DynamoDB model, written by Keywright.
package accesspatterns

import (
	"bytes"
	"context"
	"crypto/md5"
	"encoding/binary"
	"fmt"
	"math/big"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// Item is an item as the SDK reads and writes it.
type Item = map[string]types.AttributeValue

// Number is the text of a decimal number, exact to DynamoDB's 38 digits.
type Number string

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

func stringValue(text string) types.AttributeValue {
	return &types.AttributeValueMemberS{Value: text}
}

func numberValue(number Number) types.AttributeValue {
	return &types.AttributeValueMemberN{Value: string(number)}
}

func hasAll(item Item, names ...string) bool {
	for _, name := range names {
		if _, ok := item[name]; !ok {
			return false
		}
	}
	return true
}

// getOne gives the item as a slice of one; an empty one when there is none.
func getOne(ctx context.Context, client *dynamodb.Client, input *dynamodb.GetItemInput) ([]Item, error) {
	answer, err := client.GetItem(ctx, input)
	if err != nil || answer.Item == nil {
		return nil, err
	}
	return []Item{answer.Item}, nil
}

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

// scanPage reads one page; its length is the input's Limit at most.
func scanPage(ctx context.Context, client *dynamodb.Client, input *dynamodb.ScanInput) ([]Item, error) {
	page, err := client.Scan(ctx, input)
	if err != nil {
		return nil, err
	}
	return page.Items, nil
}

type batchedGet struct {
	table   string
	key     Item
	options types.KeysAndAttributes
}

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

type batchedWrite struct {
	table string
	write types.WriteRequest
}

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

type orderTerm struct {
	attribute  string
	descending bool
}

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

func firstOf(items []Item, limit int) []Item {
	if len(items) > limit {
		return items[:limit]
	}
	return items
}

// pad adds zeros to the left, up to so many characters.
func pad(text string, length int) string {
	if missing := length - utf8.RuneCountInString(text); missing > 0 {
		return strings.Repeat("0", missing) + text
	}
	return text
}

// upper changes the letters a to z only, whatever the locale.
func upper(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			return r - 'a' + 'A'
		}
		return r
	}, text)
}

// lower changes the letters A to Z only, whatever the locale.
func lower(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r - 'A' + 'a'
		}
		return r
	}, text)
}

// shard gives the first 4 bytes of the MD5, big-endian, modulo the number of shards.
func shard(text string, count uint32) string {
	digest := md5.Sum([]byte(text))
	return strconv.FormatUint(uint64(binary.BigEndian.Uint32(digest[:4])%count), 10)
}

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

// WithThingKeys gives the item with the attributes that its keys are built of.
func WithThingKeys(attributes Item) (Item, error) {
	var texts keyTexts
	item := Item{}
	for name, value := range attributes {
		item[name] = value
	}
	item["kind"] = stringValue("thing")
	if hasAll(item, "id", "n") {
		item["key"] = stringValue("THING#" + pad(lower(texts.of(item["id"])), 8) + "#" + shard(upper(texts.of(item["id"])), 4) + "#" + texts.date(texts.of(item["n"]), "yyyy-MM"))
	}
	return item, texts.err
}

// LargestOfAllShards: Says "largest" first */ \ and merges.
func LargestOfAllShards(ctx context.Context, client *dynamodb.Client, group string, class string) ([]Item, error) {
	found, err := fanOut(3, func(shardNumber int) ([]Item, error) {
		ofShard, err := queryAll(ctx, client, &dynamodb.QueryInput{
			TableName:                 aws.String("Things"),
			IndexName:                 aws.String("by-group"),
			KeyConditionExpression:    aws.String("#key_group = :group"),
			FilterExpression:          aws.String("#class = :class AND #size > :least"),
			ProjectionExpression:      aws.String("#key, #size, #class"),
			ExpressionAttributeNames:  map[string]string{"#class": "class", "#size": "size", "#key": "key", "#key_group": "group"},
			ExpressionAttributeValues: Item{":group": stringValue(group + "#" + strconv.Itoa(shardNumber)), ":class": stringValue(class), ":least": numberValue("0.5")},
			ScanIndexForward:          aws.Bool(false),
		})
		if err != nil {
			return nil, err
		}
		return ofShard, nil
	})
	if err != nil {
		return nil, err
	}
	sortItems(found, orderTerm{"size", true}, orderTerm{"key", false})
	found = firstOf(found, 5)
	return found, nil
}

// CopiesOfThings: Copies of things
func CopiesOfThings(ctx context.Context, client *dynamodb.Client, group string) ([]Item, error) {
	thing, err := queryAll(ctx, client, &dynamodb.QueryInput{
		TableName:                 aws.String("Things"),
		IndexName:                 aws.String("by-group"),
		KeyConditionExpression:    aws.String("#key_group = :group"),
		ExpressionAttributeNames:  map[string]string{"#key_group": "group"},
		ExpressionAttributeValues: Item{":group": stringValue(group)},
	})
	if err != nil {
		return nil, err
	}
	var whole []Item
	for _, thingItem := range thing {
		more, err := getOne(ctx, client, &dynamodb.GetItemInput{
			TableName: aws.String("Things"),
			Key:       Item{"key": thingItem["key"], "size": thingItem["size"]},
		})
		if err != nil {
			return nil, err
		}
		whole = append(whole, more...)
	}
	var parts []batchedGet
	for _, wholeItem := range whole {
		parts = append(parts, batchedGet{"Things", Item{"key": wholeItem["key"], "size": numberValue("1")}, types.KeysAndAttributes{
			ProjectionExpression:     aws.String("#group"),
			ExpressionAttributeNames: map[string]string{"#group": "group"},
		}})
	}
	found, err := batchGet(ctx, client, parts)
	if err != nil {
		return nil, err
	}
	return found, nil
}

// WriteMany: Write many
func WriteMany(ctx context.Context, client *dynamodb.Client, id string, n Number, bytesValue []byte, tags []string) error {
	var parts []batchedWrite
	newItem, err := WithThingKeys(Item{"id": stringValue(id), "n": numberValue(n), "size": numberValue(n), "bytes": &types.AttributeValueMemberB{Value: bytesValue}, "tags": &types.AttributeValueMemberSS{Value: tags}, "on": &types.AttributeValueMemberBOOL{Value: true}, "off": &types.AttributeValueMemberNULL{Value: true}, "map": &types.AttributeValueMemberM{Value: Item{"a": &types.AttributeValueMemberL{Value: []types.AttributeValue{numberValue("1")}}}}, "raw": &types.AttributeValueMemberB{Value: []byte("\x01\x02")}})
	if err != nil {
		return err
	}
	parts = append(parts, batchedWrite{"Things", types.WriteRequest{PutRequest: &types.PutRequest{Item: newItem}}})
	parts = append(parts, batchedWrite{"Things", types.WriteRequest{DeleteRequest: &types.DeleteRequest{Key: Item{"key": stringValue(id), "size": numberValue("12345678901234567890.5")}}}})
	if err := batchWrite(ctx, client, parts); err != nil {
		return err
	}
	return nil
}

// TwoAtOnce: Two at once
func TwoAtOnce(ctx context.Context, client *dynamodb.Client, id string) ([]Item, error) {
	var parts []types.TransactGetItem
	parts = append(parts, types.TransactGetItem{Get: &types.Get{
		TableName: aws.String("Things"),
		Key:       Item{"key": stringValue(id), "size": numberValue("1")},
	}})
	parts = append(parts, types.TransactGetItem{Get: &types.Get{
		TableName:                aws.String("Things"),
		Key:                      Item{"key": stringValue(upper(id)), "size": numberValue("2")},
		ProjectionExpression:     aws.String("#size"),
		ExpressionAttributeNames: map[string]string{"#size": "size"},
	}})
	found, err := transactGet(ctx, client, parts)
	if err != nil {
		return nil, err
	}
	return found, nil
}

// GuardedChange: Guarded change
func GuardedChange(ctx context.Context, client *dynamodb.Client, id string, token string) error {
	var parts []types.TransactWriteItem
	parts = append(parts, types.TransactWriteItem{ConditionCheck: &types.ConditionCheck{
		TableName:                aws.String("Things"),
		Key:                      Item{"key": stringValue(id), "size": numberValue("1")},
		ConditionExpression:      aws.String("attribute_exists(#group)"),
		ExpressionAttributeNames: map[string]string{"#group": "group"},
	}})
	parts = append(parts, types.TransactWriteItem{Delete: &types.Delete{
		TableName:                 aws.String("Things"),
		Key:                       Item{"key": stringValue(id), "size": numberValue("2")},
		ConditionExpression:       aws.String("#status = :id"),
		ExpressionAttributeNames:  map[string]string{"#status": "status"},
		ExpressionAttributeValues: Item{":id": stringValue(id)},
	}})
	if _, err := client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: parts, ClientRequestToken: aws.String(token)}); err != nil {
		return err
	}
	return nil
}

// SomeOfEverything: Some of everything
func SomeOfEverything(ctx context.Context, client *dynamodb.Client) ([]Item, error) {
	found, err := scanPage(ctx, client, &dynamodb.ScanInput{
		TableName:                 aws.String("Things"),
		FilterExpression:          aws.String("begins_with(#name, :start)"),
		ExpressionAttributeNames:  map[string]string{"#name": "name"},
		ConsistentRead:            aws.Bool(true),
		ExpressionAttributeValues: Item{":start": stringValue("a\"b")},
		Limit:                     aws.Int32(3),
	})
	if err != nil {
		return nil, err
	}
	return found, nil
}
