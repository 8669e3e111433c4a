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

// queryPage reads one page; its length is the input's Limit at most.
func queryPage(ctx context.Context, client *dynamodb.Client, input *dynamodb.QueryInput) ([]Item, error) {
	page, err := client.Query(ctx, input)
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

// pad adds zeros to the left, up to so many characters.
func pad(text string, length int) string {
	if missing := length - utf8.RuneCountInString(text); missing > 0 {
		return strings.Repeat("0", missing) + text
	}
	return text
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

// WithUserKeys gives the item with the attributes that its keys are built of.
func WithUserKeys(attributes Item) (Item, error) {
	var texts keyTexts
	item := Item{}
	for name, value := range attributes {
		item[name] = value
	}
	item["type"] = stringValue("User")
	if hasAll(item, "userId") {
		item["PK"] = stringValue("USER#" + texts.of(item["userId"]))
	}
	item["SK"] = stringValue("PROFILE")
	return item, texts.err
}

// WithUserEmailKeys gives the item with the attributes that its keys are built of.
func WithUserEmailKeys(attributes Item) (Item, error) {
	var texts keyTexts
	item := Item{}
	for name, value := range attributes {
		item[name] = value
	}
	item["type"] = stringValue("UserEmail")
	if hasAll(item, "email") {
		item["PK"] = stringValue("EMAIL#" + lower(texts.of(item["email"])))
	}
	item["SK"] = stringValue("EMAIL")
	return item, texts.err
}

// WithAddressKeys gives the item with the attributes that its keys are built of.
func WithAddressKeys(attributes Item) (Item, error) {
	var texts keyTexts
	item := Item{}
	for name, value := range attributes {
		item[name] = value
	}
	item["type"] = stringValue("Address")
	if hasAll(item, "userId") {
		item["PK"] = stringValue("USER#" + texts.of(item["userId"]))
	}
	if hasAll(item, "addressId") {
		item["SK"] = stringValue("ADDRESS#" + texts.of(item["addressId"]))
	}
	return item, texts.err
}

// WithCartItemKeys gives the item with the attributes that its keys are built of.
func WithCartItemKeys(attributes Item) (Item, error) {
	var texts keyTexts
	item := Item{}
	for name, value := range attributes {
		item[name] = value
	}
	item["type"] = stringValue("CartItem")
	if hasAll(item, "userId") {
		item["PK"] = stringValue("USER#" + texts.of(item["userId"]))
	}
	if hasAll(item, "productId") {
		item["SK"] = stringValue("CART#" + texts.of(item["productId"]))
	}
	return item, texts.err
}

// WithProductKeys gives the item with the attributes that its keys are built of.
func WithProductKeys(attributes Item) (Item, error) {
	var texts keyTexts
	item := Item{}
	for name, value := range attributes {
		item[name] = value
	}
	item["type"] = stringValue("Product")
	if hasAll(item, "productId") {
		item["PK"] = stringValue("PRODUCT#" + texts.of(item["productId"]))
	}
	item["SK"] = stringValue("PRODUCT")
	if hasAll(item, "category") {
		item["GSI2PK"] = stringValue("CATEGORY#" + texts.of(item["category"]))
	}
	if hasAll(item, "price") {
		item["GSI2SK"] = item["price"]
	}
	return item, texts.err
}

// WithReviewKeys gives the item with the attributes that its keys are built of.
func WithReviewKeys(attributes Item) (Item, error) {
	var texts keyTexts
	item := Item{}
	for name, value := range attributes {
		item[name] = value
	}
	item["type"] = stringValue("Review")
	if hasAll(item, "productId") {
		item["PK"] = stringValue("PRODUCT#" + texts.of(item["productId"]))
	}
	if hasAll(item, "userId") {
		item["SK"] = stringValue("REVIEW#" + texts.of(item["userId"]))
	}
	if hasAll(item, "productId") {
		item["GSI1PK"] = stringValue("PRODUCT#" + texts.of(item["productId"]))
	}
	if hasAll(item, "createdAt") {
		item["GSI1SK"] = stringValue("REVIEW#" + texts.of(item["createdAt"]))
	}
	if hasAll(item, "productId") {
		item["GSI2PK"] = stringValue("PRODUCT#" + texts.of(item["productId"]))
	}
	if hasAll(item, "rating") {
		item["GSI2SK"] = item["rating"]
	}
	return item, texts.err
}

// WithOrderKeys gives the item with the attributes that its keys are built of.
func WithOrderKeys(attributes Item) (Item, error) {
	var texts keyTexts
	item := Item{}
	for name, value := range attributes {
		item[name] = value
	}
	item["type"] = stringValue("Order")
	if hasAll(item, "orderId") {
		item["PK"] = stringValue("ORDER#" + texts.of(item["orderId"]))
	}
	item["SK"] = stringValue("ORDER")
	if hasAll(item, "userId") {
		item["GSI1PK"] = stringValue("USER#" + texts.of(item["userId"]))
	}
	if hasAll(item, "placedAt") {
		item["GSI1SK"] = stringValue("ORDER#" + texts.of(item["placedAt"]))
	}
	if hasAll(item, "openStatus", "orderId") {
		item["GSI3PK"] = stringValue("OPEN#" + texts.of(item["openStatus"]) + "#" + shard(texts.of(item["orderId"]), 4))
	}
	if hasAll(item, "openSince") {
		item["GSI3SK"] = item["openSince"]
	}
	return item, texts.err
}

// WithOrderItemKeys gives the item with the attributes that its keys are built of.
func WithOrderItemKeys(attributes Item) (Item, error) {
	var texts keyTexts
	item := Item{}
	for name, value := range attributes {
		item[name] = value
	}
	item["type"] = stringValue("OrderItem")
	if hasAll(item, "orderId") {
		item["PK"] = stringValue("ORDER#" + texts.of(item["orderId"]))
	}
	if hasAll(item, "productId") {
		item["SK"] = stringValue("ITEM#" + texts.of(item["productId"]))
	}
	return item, texts.err
}

// WithPaymentKeys gives the item with the attributes that its keys are built of.
func WithPaymentKeys(attributes Item) (Item, error) {
	var texts keyTexts
	item := Item{}
	for name, value := range attributes {
		item[name] = value
	}
	item["type"] = stringValue("Payment")
	if hasAll(item, "orderId") {
		item["PK"] = stringValue("ORDER#" + texts.of(item["orderId"]))
	}
	if hasAll(item, "paymentId") {
		item["SK"] = stringValue("PAYMENT#" + texts.of(item["paymentId"]))
	}
	if hasAll(item, "createdAt") {
		item["GSI1PK"] = stringValue("PAYDAY#" + texts.date(texts.of(item["createdAt"]), "yyyy-MM-dd"))
	}
	if hasAll(item, "createdAt") {
		item["GSI1SK"] = item["createdAt"]
	}
	return item, texts.err
}

// WithShipmentKeys gives the item with the attributes that its keys are built of.
func WithShipmentKeys(attributes Item) (Item, error) {
	var texts keyTexts
	item := Item{}
	for name, value := range attributes {
		item[name] = value
	}
	item["type"] = stringValue("Shipment")
	if hasAll(item, "orderId") {
		item["PK"] = stringValue("ORDER#" + texts.of(item["orderId"]))
	}
	if hasAll(item, "parcelNo") {
		item["SK"] = stringValue("SHIPMENT#" + pad(texts.of(item["parcelNo"]), 2))
	}
	if hasAll(item, "trackingNumber") {
		item["GSI1PK"] = stringValue("TRACKING#" + texts.of(item["trackingNumber"]))
	}
	item["GSI1SK"] = stringValue("SHIPMENT")
	return item, texts.err
}

// SignUpAUserWithAUniqueEMailAddress: Creates the user and takes the e-mail address, both or neither.
func SignUpAUserWithAUniqueEMailAddress(ctx context.Context, client *dynamodb.Client, userId string, email string, name string, newsletter bool, createdAt string) error {
	var parts []types.TransactWriteItem
	newItem, err := WithUserKeys(Item{"userId": stringValue(userId), "email": stringValue(lower(email)), "name": stringValue(name), "newsletter": &types.AttributeValueMemberBOOL{Value: newsletter}, "createdAt": stringValue(createdAt)})
	if err != nil {
		return err
	}
	parts = append(parts, types.TransactWriteItem{Put: &types.Put{
		TableName:           aws.String("OnlineShop"),
		Item:                newItem,
		ConditionExpression: aws.String("attribute_not_exists(PK)"),
	}})
	newItem2, err := WithUserEmailKeys(Item{"email": stringValue(lower(email)), "userId": stringValue(userId)})
	if err != nil {
		return err
	}
	parts = append(parts, types.TransactWriteItem{Put: &types.Put{
		TableName:           aws.String("OnlineShop"),
		Item:                newItem2,
		ConditionExpression: aws.String("attribute_not_exists(PK)"),
	}})
	if _, err := client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: parts}); err != nil {
		return err
	}
	return nil
}

// UserOfAnEMailAddress: Log-in: finds the account that belongs to an e-mail address.
func UserOfAnEMailAddress(ctx context.Context, client *dynamodb.Client, email string) ([]Item, error) {
	var texts keyTexts
	account, err := getOne(ctx, client, &dynamodb.GetItemInput{
		TableName:      aws.String("OnlineShop"),
		Key:            Item{"PK": stringValue("EMAIL#" + lower(email)), "SK": stringValue("EMAIL")},
		ConsistentRead: aws.Bool(true),
	})
	if err != nil {
		return nil, err
	}
	if len(account) == 0 {
		return nil, nil
	}
	input := &dynamodb.GetItemInput{
		TableName:      aws.String("OnlineShop"),
		Key:            Item{"PK": stringValue("USER#" + texts.of(account[0]["userId"])), "SK": stringValue("PROFILE")},
		ConsistentRead: aws.Bool(true),
	}
	if texts.err != nil {
		return nil, texts.err
	}
	found, err := getOne(ctx, client, input)
	if err != nil {
		return nil, err
	}
	return found, nil
}

// CheckoutPageUserAddressesAndCart: Everything that the checkout page shows.
func CheckoutPageUserAddressesAndCart(ctx context.Context, client *dynamodb.Client, userId string) ([]Item, error) {
	found, err := queryAll(ctx, client, &dynamodb.QueryInput{
		TableName:                 aws.String("OnlineShop"),
		KeyConditionExpression:    aws.String("PK = :pk"),
		ExpressionAttributeValues: Item{":pk": stringValue("USER#" + userId)},
	})
	if err != nil {
		return nil, err
	}
	return found, nil
}

// PutAProductInTheCart: Sets how many of a product are in the cart, and starts its time to live again.
func PutAProductInTheCart(ctx context.Context, client *dynamodb.Client, userId string, productId string, name string, quantity Number, unitPrice Number, addedAt string, expiresAt Number) error {
	newItem, err := WithCartItemKeys(Item{"userId": stringValue(userId), "productId": stringValue(productId), "name": stringValue(name), "quantity": numberValue(quantity), "unitPrice": numberValue(unitPrice), "addedAt": stringValue(addedAt), "expiresAt": numberValue(expiresAt)})
	if err != nil {
		return err
	}
	if _, err := client.PutItem(ctx, &dynamodb.PutItemInput{TableName: aws.String("OnlineShop"), Item: newItem}); err != nil {
		return err
	}
	return nil
}

// CartOfAUser: The products in the cart, with the prices that the customer saw.
func CartOfAUser(ctx context.Context, client *dynamodb.Client, userId string) ([]Item, error) {
	found, err := queryAll(ctx, client, &dynamodb.QueryInput{
		TableName:                 aws.String("OnlineShop"),
		KeyConditionExpression:    aws.String("PK = :pk AND begins_with(SK, :sk)"),
		ExpressionAttributeValues: Item{":pk": stringValue("USER#" + userId), ":sk": stringValue("CART#")},
	})
	if err != nil {
		return nil, err
	}
	return found, nil
}

// CheckOutTurnTheCartIntoAnOrder: Creates the order and its items, takes the stock, and empties the cart: all of it or nothing.
func CheckOutTurnTheCartIntoAnOrder(ctx context.Context, client *dynamodb.Client, userId string, orderId string, placedAt string, total Number, itemCount Number, shippingAddress Item) error {
	var texts keyTexts
	cart, err := queryAll(ctx, client, &dynamodb.QueryInput{
		TableName:                 aws.String("OnlineShop"),
		KeyConditionExpression:    aws.String("PK = :pk AND begins_with(SK, :sk)"),
		ConsistentRead:            aws.Bool(true),
		ExpressionAttributeValues: Item{":pk": stringValue("USER#" + userId), ":sk": stringValue("CART#")},
	})
	if err != nil {
		return err
	}
	// 1 + 3 x products in the cart, at most 100 actions. The shop allows 30 products in a cart, so at most 91.
	var parts []types.TransactWriteItem
	newItem, err := WithOrderKeys(Item{"orderId": stringValue(orderId), "userId": stringValue(userId), "status": stringValue("PLACED"), "placedAt": stringValue(placedAt), "total": numberValue(total), "itemCount": numberValue(itemCount), "shippingAddress": &types.AttributeValueMemberM{Value: shippingAddress}, "openStatus": stringValue("PLACED"), "openSince": stringValue(placedAt)})
	if err != nil {
		return err
	}
	parts = append(parts, types.TransactWriteItem{Put: &types.Put{
		TableName:           aws.String("OnlineShop"),
		Item:                newItem,
		ConditionExpression: aws.String("attribute_not_exists(PK)"),
	}})
	for _, cartItem := range cart {
		newItem2, err := WithOrderItemKeys(Item{"orderId": stringValue(orderId), "productId": cartItem["productId"], "name": cartItem["name"], "quantity": cartItem["quantity"], "unitPrice": cartItem["unitPrice"]})
		if err != nil {
			return err
		}
		parts = append(parts, types.TransactWriteItem{Put: &types.Put{TableName: aws.String("OnlineShop"), Item: newItem2}})
	}
	for _, cartItem := range cart {
		parts = append(parts, types.TransactWriteItem{Update: &types.Update{
			TableName:                 aws.String("OnlineShop"),
			Key:                       Item{"PK": stringValue("PRODUCT#" + texts.of(cartItem["productId"])), "SK": stringValue("PRODUCT")},
			UpdateExpression:          aws.String("SET stock = stock - :quantity"),
			ConditionExpression:       aws.String("stock >= :quantity AND price = :unitPrice"),
			ExpressionAttributeValues: Item{":quantity": cartItem["quantity"], ":unitPrice": cartItem["unitPrice"]},
		}})
		if texts.err != nil {
			return texts.err
		}
	}
	for _, cartItem := range cart {
		parts = append(parts, types.TransactWriteItem{Delete: &types.Delete{
			TableName:                 aws.String("OnlineShop"),
			Key:                       Item{"PK": stringValue("USER#" + userId), "SK": stringValue("CART#" + texts.of(cartItem["productId"]))},
			ConditionExpression:       aws.String("quantity = :quantity"),
			ExpressionAttributeValues: Item{":quantity": cartItem["quantity"]},
		}})
		if texts.err != nil {
			return texts.err
		}
	}
	if _, err := client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: parts}); err != nil {
		return err
	}
	return nil
}

// ProductById: The product page.
func ProductById(ctx context.Context, client *dynamodb.Client, productId string) ([]Item, error) {
	found, err := getOne(ctx, client, &dynamodb.GetItemInput{
		TableName: aws.String("OnlineShop"),
		Key:       Item{"PK": stringValue("PRODUCT#" + productId), "SK": stringValue("PRODUCT")},
	})
	if err != nil {
		return nil, err
	}
	return found, nil
}

// ProductsOfACategoryCheapestFirst: One page of a category list, with price and stars.
func ProductsOfACategoryCheapestFirst(ctx context.Context, client *dynamodb.Client, category string) ([]Item, error) {
	found, err := queryPage(ctx, client, &dynamodb.QueryInput{
		TableName:                 aws.String("OnlineShop"),
		IndexName:                 aws.String("GSI2"),
		KeyConditionExpression:    aws.String("GSI2PK = :gsi2Pk"),
		ExpressionAttributeValues: Item{":gsi2Pk": stringValue("CATEGORY#" + category)},
		Limit:                     aws.Int32(6),
	})
	if err != nil {
		return nil, err
	}
	return found, nil
}

// CompareProductsOfACategoryInAPriceRange: Full records of the products between two prices, side by side.
func CompareProductsOfACategoryInAPriceRange(ctx context.Context, client *dynamodb.Client, category string, low Number, high Number) ([]Item, error) {
	var texts keyTexts
	found, err := queryAll(ctx, client, &dynamodb.QueryInput{
		TableName:                 aws.String("OnlineShop"),
		IndexName:                 aws.String("GSI2"),
		KeyConditionExpression:    aws.String("GSI2PK = :gsi2Pk AND GSI2SK BETWEEN :gsi2Sk AND :gsi2Sk2"),
		ExpressionAttributeValues: Item{":gsi2Pk": stringValue("CATEGORY#" + category), ":gsi2Sk": numberValue(low), ":gsi2Sk2": numberValue(high)},
	})
	if err != nil {
		return nil, err
	}
	// 100 items a call at most. The answer has no order of its own.
	var parts []batchedGet
	for _, foundItem := range found {
		parts = append(parts, batchedGet{"OnlineShop", Item{"PK": stringValue("PRODUCT#" + texts.of(foundItem["productId"])), "SK": stringValue("PRODUCT")}, types.KeysAndAttributes{}})
		if texts.err != nil {
			return nil, texts.err
		}
	}
	found2, err := batchGet(ctx, client, parts)
	if err != nil {
		return nil, err
	}
	return found2, nil
}

// ReviewsOfAProductNewestFirst: The first reviews below a product.
func ReviewsOfAProductNewestFirst(ctx context.Context, client *dynamodb.Client, productId string) ([]Item, error) {
	found, err := queryPage(ctx, client, &dynamodb.QueryInput{
		TableName:                 aws.String("OnlineShop"),
		IndexName:                 aws.String("GSI1"),
		KeyConditionExpression:    aws.String("GSI1PK = :gsi1Pk AND begins_with(GSI1SK, :gsi1Sk)"),
		ExpressionAttributeValues: Item{":gsi1Pk": stringValue("PRODUCT#" + productId), ":gsi1Sk": stringValue("REVIEW#")},
		ScanIndexForward:          aws.Bool(false),
		Limit:                     aws.Int32(5),
	})
	if err != nil {
		return nil, err
	}
	return found, nil
}

// CriticalReviewsOfAProduct: Reviews with at most so many stars.
func CriticalReviewsOfAProduct(ctx context.Context, client *dynamodb.Client, productId string, stars Number) ([]Item, error) {
	found, err := queryAll(ctx, client, &dynamodb.QueryInput{
		TableName:                 aws.String("OnlineShop"),
		IndexName:                 aws.String("GSI2"),
		KeyConditionExpression:    aws.String("GSI2PK = :gsi2Pk AND GSI2SK <= :gsi2Sk"),
		ExpressionAttributeValues: Item{":gsi2Pk": stringValue("PRODUCT#" + productId), ":gsi2Sk": numberValue(stars)},
	})
	if err != nil {
		return nil, err
	}
	return found, nil
}

// PostAReview: Adds the review and counts its stars on the product.
func PostAReview(ctx context.Context, client *dynamodb.Client, productId string, userId string, author string, rating Number, title string, text string, verifiedPurchase bool, createdAt string) error {
	var parts []types.TransactWriteItem
	newItem, err := WithReviewKeys(Item{"productId": stringValue(productId), "userId": stringValue(userId), "author": stringValue(author), "rating": numberValue(rating), "title": stringValue(title), "text": stringValue(text), "verifiedPurchase": &types.AttributeValueMemberBOOL{Value: verifiedPurchase}, "createdAt": stringValue(createdAt)})
	if err != nil {
		return err
	}
	parts = append(parts, types.TransactWriteItem{Put: &types.Put{
		TableName:           aws.String("OnlineShop"),
		Item:                newItem,
		ConditionExpression: aws.String("attribute_not_exists(PK)"),
	}})
	parts = append(parts, types.TransactWriteItem{Update: &types.Update{
		TableName:                 aws.String("OnlineShop"),
		Key:                       Item{"PK": stringValue("PRODUCT#" + productId), "SK": stringValue("PRODUCT")},
		UpdateExpression:          aws.String("ADD ratingCount :one, ratingSum :rating"),
		ConditionExpression:       aws.String("attribute_exists(PK)"),
		ExpressionAttributeValues: Item{":one": numberValue("1"), ":rating": numberValue(rating)},
	}})
	if _, err := client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: parts}); err != nil {
		return err
	}
	return nil
}

// OrderWithItsItemsPaymentsAndParcels: The order page, for the customer and for support.
func OrderWithItsItemsPaymentsAndParcels(ctx context.Context, client *dynamodb.Client, orderId string) ([]Item, error) {
	found, err := queryAll(ctx, client, &dynamodb.QueryInput{
		TableName:                 aws.String("OnlineShop"),
		KeyConditionExpression:    aws.String("PK = :pk"),
		ExpressionAttributeValues: Item{":pk": stringValue("ORDER#" + orderId)},
	})
	if err != nil {
		return nil, err
	}
	return found, nil
}

// OrdersOfAUserNewestFirst: The list "My orders", ten at a time.
func OrdersOfAUserNewestFirst(ctx context.Context, client *dynamodb.Client, userId string) ([]Item, error) {
	found, err := queryPage(ctx, client, &dynamodb.QueryInput{
		TableName:                 aws.String("OnlineShop"),
		IndexName:                 aws.String("GSI1"),
		KeyConditionExpression:    aws.String("GSI1PK = :gsi1Pk AND begins_with(GSI1SK, :gsi1Sk)"),
		ExpressionAttributeValues: Item{":gsi1Pk": stringValue("USER#" + userId), ":gsi1Sk": stringValue("ORDER#")},
		ScanIndexForward:          aws.Bool(false),
		Limit:                     aws.Int32(10),
	})
	if err != nil {
		return nil, err
	}
	return found, nil
}

// OrdersOfAUserInAPeriod: For a statement of one quarter.
func OrdersOfAUserInAPeriod(ctx context.Context, client *dynamodb.Client, userId string, from string, to string) ([]Item, error) {
	found, err := queryAll(ctx, client, &dynamodb.QueryInput{
		TableName:                 aws.String("OnlineShop"),
		IndexName:                 aws.String("GSI1"),
		KeyConditionExpression:    aws.String("GSI1PK = :gsi1Pk AND GSI1SK BETWEEN :gsi1Sk AND :gsi1Sk2"),
		ExpressionAttributeValues: Item{":gsi1Pk": stringValue("USER#" + userId), ":gsi1Sk": stringValue("ORDER#" + from), ":gsi1Sk2": stringValue("ORDER#" + to)},
	})
	if err != nil {
		return nil, err
	}
	return found, nil
}

// OrdersOfAUserWithAStatus: Support looks for the cancelled orders of a customer.
func OrdersOfAUserWithAStatus(ctx context.Context, client *dynamodb.Client, userId string, status string) ([]Item, error) {
	found, err := queryAll(ctx, client, &dynamodb.QueryInput{
		TableName:                 aws.String("OnlineShop"),
		IndexName:                 aws.String("GSI1"),
		KeyConditionExpression:    aws.String("GSI1PK = :gsi1Pk AND begins_with(GSI1SK, :gsi1Sk)"),
		FilterExpression:          aws.String("#status = :status"),
		ExpressionAttributeNames:  map[string]string{"#status": "status"},
		ExpressionAttributeValues: Item{":gsi1Pk": stringValue("USER#" + userId), ":gsi1Sk": stringValue("ORDER#"), ":status": stringValue(status)},
		ScanIndexForward:          aws.Bool(false),
	})
	if err != nil {
		return nil, err
	}
	return found, nil
}

// OpenOrdersOfAStatus: What waits for payment, or for packing. Each shard answers longest waiting first; the application merges the four lists.
func OpenOrdersOfAStatus(ctx context.Context, client *dynamodb.Client, status string) ([]Item, error) {
	found, err := fanOut(4, func(shardNumber int) ([]Item, error) {
		ofShard, err := queryAll(ctx, client, &dynamodb.QueryInput{
			TableName:                 aws.String("OnlineShop"),
			IndexName:                 aws.String("GSI3"),
			KeyConditionExpression:    aws.String("GSI3PK = :gsi3Pk"),
			ExpressionAttributeValues: Item{":gsi3Pk": stringValue("OPEN#" + status + "#" + strconv.Itoa(shardNumber))},
		})
		if err != nil {
			return nil, err
		}
		return ofShard, nil
	})
	if err != nil {
		return nil, err
	}
	sortItems(found, orderTerm{"openSince", false})
	return found, nil
}

// RecordAPayment: Keeps the payment and moves the order from PLACED to PAID.
func RecordAPayment(ctx context.Context, client *dynamodb.Client, orderId string, paymentId string, method string, amount Number, paidAt string) error {
	var parts []types.TransactWriteItem
	newItem, err := WithPaymentKeys(Item{"orderId": stringValue(orderId), "paymentId": stringValue(paymentId), "method": stringValue(method), "amount": numberValue(amount), "status": stringValue("CAPTURED"), "createdAt": stringValue(paidAt)})
	if err != nil {
		return err
	}
	parts = append(parts, types.TransactWriteItem{Put: &types.Put{
		TableName:           aws.String("OnlineShop"),
		Item:                newItem,
		ConditionExpression: aws.String("attribute_not_exists(PK)"),
	}})
	parts = append(parts, types.TransactWriteItem{Update: &types.Update{
		TableName:                 aws.String("OnlineShop"),
		Key:                       Item{"PK": stringValue("ORDER#" + orderId), "SK": stringValue("ORDER")},
		UpdateExpression:          aws.String("SET #status = :paid, openStatus = :paid, openSince = :paidAt, GSI3PK = :queue, GSI3SK = :paidAt"),
		ConditionExpression:       aws.String("#status = :placed AND #total = :amount"),
		ExpressionAttributeNames:  map[string]string{"#status": "status", "#total": "total"},
		ExpressionAttributeValues: Item{":amount": numberValue(amount), ":placed": stringValue("PLACED"), ":paid": stringValue("PAID"), ":paidAt": stringValue(paidAt), ":queue": stringValue("OPEN#PAID#" + shard(orderId, 4))},
	}})
	if _, err := client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: parts}); err != nil {
		return err
	}
	return nil
}

// ShipAnOrder: Adds the parcel and closes the order: it leaves the list of open orders.
func ShipAnOrder(ctx context.Context, client *dynamodb.Client, orderId string, parcelNo Number, service string, trackingNumber string, shippedAt string) error {
	var parts []types.TransactWriteItem
	parts = append(parts, types.TransactWriteItem{Update: &types.Update{
		TableName:                 aws.String("OnlineShop"),
		Key:                       Item{"PK": stringValue("ORDER#" + orderId), "SK": stringValue("ORDER")},
		UpdateExpression:          aws.String("SET #status = :shipped, shippedAt = :shippedAt REMOVE openStatus, openSince, GSI3PK, GSI3SK"),
		ConditionExpression:       aws.String("#status = :paid"),
		ExpressionAttributeNames:  map[string]string{"#status": "status"},
		ExpressionAttributeValues: Item{":paid": stringValue("PAID"), ":shipped": stringValue("SHIPPED"), ":shippedAt": stringValue(shippedAt)},
	}})
	newItem, err := WithShipmentKeys(Item{"orderId": stringValue(orderId), "parcelNo": numberValue(parcelNo), "service": stringValue(service), "trackingNumber": stringValue(trackingNumber), "shippedAt": stringValue(shippedAt)})
	if err != nil {
		return err
	}
	parts = append(parts, types.TransactWriteItem{Put: &types.Put{
		TableName:           aws.String("OnlineShop"),
		Item:                newItem,
		ConditionExpression: aws.String("attribute_not_exists(PK)"),
	}})
	if _, err := client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: parts}); err != nil {
		return err
	}
	return nil
}

// CancelAnOrder: Cancels an order that has not left yet, and gives its stock back.
func CancelAnOrder(ctx context.Context, client *dynamodb.Client, orderId string, cancelledAt string) error {
	var texts keyTexts
	line, err := queryAll(ctx, client, &dynamodb.QueryInput{
		TableName:                 aws.String("OnlineShop"),
		KeyConditionExpression:    aws.String("PK = :pk AND begins_with(SK, :sk)"),
		ExpressionAttributeValues: Item{":pk": stringValue("ORDER#" + orderId), ":sk": stringValue("ITEM#")},
	})
	if err != nil {
		return err
	}
	var parts []types.TransactWriteItem
	parts = append(parts, types.TransactWriteItem{Update: &types.Update{
		TableName:                 aws.String("OnlineShop"),
		Key:                       Item{"PK": stringValue("ORDER#" + orderId), "SK": stringValue("ORDER")},
		UpdateExpression:          aws.String("SET #status = :cancelled, cancelledAt = :cancelledAt REMOVE openStatus, openSince, GSI3PK, GSI3SK"),
		ConditionExpression:       aws.String("#status IN (:placed, :paid)"),
		ExpressionAttributeNames:  map[string]string{"#status": "status"},
		ExpressionAttributeValues: Item{":paid": stringValue("PAID"), ":placed": stringValue("PLACED"), ":cancelled": stringValue("CANCELLED"), ":cancelledAt": stringValue(cancelledAt)},
	}})
	for _, lineItem := range line {
		parts = append(parts, types.TransactWriteItem{Update: &types.Update{
			TableName:                 aws.String("OnlineShop"),
			Key:                       Item{"PK": stringValue("PRODUCT#" + texts.of(lineItem["productId"])), "SK": stringValue("PRODUCT")},
			UpdateExpression:          aws.String("SET stock = stock + :quantity"),
			ConditionExpression:       aws.String("attribute_exists(PK)"),
			ExpressionAttributeValues: Item{":quantity": lineItem["quantity"]},
		}})
		if texts.err != nil {
			return texts.err
		}
	}
	if _, err := client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: parts}); err != nil {
		return err
	}
	return nil
}

// ParcelOfATrackingNumber: The carrier reports a delivery and knows only its own number.
func ParcelOfATrackingNumber(ctx context.Context, client *dynamodb.Client, trackingNumber string) ([]Item, error) {
	found, err := queryAll(ctx, client, &dynamodb.QueryInput{
		TableName:                 aws.String("OnlineShop"),
		IndexName:                 aws.String("GSI1"),
		KeyConditionExpression:    aws.String("GSI1PK = :gsi1Pk AND GSI1SK = :gsi1Sk"),
		ExpressionAttributeValues: Item{":gsi1Pk": stringValue("TRACKING#" + trackingNumber), ":gsi1Sk": stringValue("SHIPMENT")},
	})
	if err != nil {
		return nil, err
	}
	return found, nil
}

// PaymentsOfADay: For the bookkeeping, in order of time.
func PaymentsOfADay(ctx context.Context, client *dynamodb.Client, day string) ([]Item, error) {
	found, err := queryAll(ctx, client, &dynamodb.QueryInput{
		TableName:                 aws.String("OnlineShop"),
		IndexName:                 aws.String("GSI1"),
		KeyConditionExpression:    aws.String("GSI1PK = :gsi1Pk"),
		ExpressionAttributeValues: Item{":gsi1Pk": stringValue("PAYDAY#" + day)},
	})
	if err != nil {
		return nil, err
	}
	return found, nil
}
