"""Access patterns of a DynamoDB model, written by Keywright.

Every function takes a boto3 client: boto3.client("dynamodb"). Numbers are int or Decimal.
"""

from __future__ import annotations

import hashlib
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from decimal import Decimal

from boto3.dynamodb.types import TypeDeserializer, TypeSerializer

_serializer = TypeSerializer()
_deserializer = TypeDeserializer()


def to_item(values):
    """Attribute values as DynamoDB writes them; numbers are int or Decimal."""
    return {name: _serializer.serialize(value) for name, value in values.items()}


def from_item(item):
    return {name: _deserializer.deserialize(value) for name, value in item.items()}


def text(value):
    """The text that stands in a key: a string, or a number as DynamoDB writes it."""
    if isinstance(value, str):
        return value
    number = Decimal(value)
    return format(number.normalize(), "f") if number else "0"


def get_one(client, **request):
    """The item as a list of one; empty when there is none."""
    item = client.get_item(**request).get("Item")
    return [from_item(item)] if item else []


def read_all(operation, **request):
    """Every page of a Query or Scan."""
    items = []
    while True:
        page = operation(**request)
        items += [from_item(item) for item in page["Items"]]
        if "LastEvaluatedKey" not in page:
            return items
        request["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def read_page(operation, **request):
    """One page; its length is the request's Limit at most."""
    return [from_item(item) for item in operation(**request)["Items"]]


def batch_get(client, gets):
    """Items of many keys, 100 a call, in no order; a key that comes twice is read once."""
    waiting = []
    for get in gets:
        if get not in waiting:
            waiting.append(get)
    items = []
    while waiting:
        tables = {}
        for table, key, options in waiting[:100]:
            tables.setdefault(table, {"Keys": [], **options})["Keys"].append(key)
        answer = client.batch_get_item(RequestItems=tables)
        for found in answer["Responses"].values():
            items += [from_item(item) for item in found]
        left = [(table, key, {name: value for name, value in rest.items() if name != "Keys"})
                for table, rest in answer.get("UnprocessedKeys", {}).items() for key in rest["Keys"]]
        waiting = left + waiting[100:]
    return items


def pad(text, length):
    """Zeros to the left, up to so many characters."""
    return text.rjust(length, "0")


def lower(text):
    """The letters A to Z only, whatever the locale."""
    return "".join(chr(ord(c) + 32) if "A" <= c <= "Z" else c for c in text)


def shard(text, count):
    """The first 4 bytes of the MD5, big-endian, modulo the number of shards."""
    digest = hashlib.md5(text.encode("utf-8"), usedforsecurity=False).digest()
    return str(int.from_bytes(digest[:4], "big") % count)


def date(text, pattern):
    """Of an ISO 8601 text, which may end after any field, or of epoch seconds, in UTC."""
    if re.fullmatch(r"\d+", text) and len(text) != 4 and int(text) <= 253402300799:
        text = datetime.fromtimestamp(int(text), timezone.utc).strftime("%Y-%m-%dT%H:%M:%S").rjust(19, "0")
    fields = {"y": text[0:4], "M": text[5:7], "d": text[8:10], "H": text[11:13], "m": text[14:16], "s": text[17:19]}
    defaults = {"M": "1", "d": "1", "H": "0", "m": "0", "s": "0"}
    if not re.fullmatch(r"\d{4}", fields["y"]) or any(len(f) == 2 and not f.isdigit() for f in fields.values()):
        raise ValueError(f"{text!r} is no ISO 8601 date and no epoch seconds")
    cut = False
    for letter in "MdHms":
        cut = cut or len(fields[letter]) < 2
        if cut:
            fields[letter] = defaults[letter]
    return re.sub(r"(y+|M+|d+|H+|m+|s+)", lambda run: str(int(fields[run[0][0]])).rjust(len(run[0]), "0"), pattern)


def with_user_keys(item):
    """The item with the attributes that its keys are built of."""
    item = dict(item)
    item["type"] = "User"
    if "userId" in item:
        item["PK"] = "USER#" + item["userId"]
    item["SK"] = "PROFILE"
    return item


def with_user_email_keys(item):
    """The item with the attributes that its keys are built of."""
    item = dict(item)
    item["type"] = "UserEmail"
    if "email" in item:
        item["PK"] = "EMAIL#" + lower(item["email"])
    item["SK"] = "EMAIL"
    return item


def with_address_keys(item):
    """The item with the attributes that its keys are built of."""
    item = dict(item)
    item["type"] = "Address"
    if "userId" in item:
        item["PK"] = "USER#" + item["userId"]
    if "addressId" in item:
        item["SK"] = "ADDRESS#" + item["addressId"]
    return item


def with_cart_item_keys(item):
    """The item with the attributes that its keys are built of."""
    item = dict(item)
    item["type"] = "CartItem"
    if "userId" in item:
        item["PK"] = "USER#" + item["userId"]
    if "productId" in item:
        item["SK"] = "CART#" + item["productId"]
    return item


def with_product_keys(item):
    """The item with the attributes that its keys are built of."""
    item = dict(item)
    item["type"] = "Product"
    if "productId" in item:
        item["PK"] = "PRODUCT#" + item["productId"]
    item["SK"] = "PRODUCT"
    if "category" in item:
        item["GSI2PK"] = "CATEGORY#" + item["category"]
    if "price" in item:
        item["GSI2SK"] = item["price"]
    return item


def with_review_keys(item):
    """The item with the attributes that its keys are built of."""
    item = dict(item)
    item["type"] = "Review"
    if "productId" in item:
        item["PK"] = "PRODUCT#" + item["productId"]
    if "userId" in item:
        item["SK"] = "REVIEW#" + item["userId"]
    if "productId" in item:
        item["GSI1PK"] = "PRODUCT#" + item["productId"]
    if "createdAt" in item:
        item["GSI1SK"] = "REVIEW#" + item["createdAt"]
    if "productId" in item:
        item["GSI2PK"] = "PRODUCT#" + item["productId"]
    if "rating" in item:
        item["GSI2SK"] = item["rating"]
    return item


def with_order_keys(item):
    """The item with the attributes that its keys are built of."""
    item = dict(item)
    item["type"] = "Order"
    if "orderId" in item:
        item["PK"] = "ORDER#" + item["orderId"]
    item["SK"] = "ORDER"
    if "userId" in item:
        item["GSI1PK"] = "USER#" + item["userId"]
    if "placedAt" in item:
        item["GSI1SK"] = "ORDER#" + item["placedAt"]
    if "openStatus" in item and "orderId" in item:
        item["GSI3PK"] = "OPEN#" + item["openStatus"] + "#" + shard(item["orderId"], 4)
    if "openSince" in item:
        item["GSI3SK"] = item["openSince"]
    return item


def with_order_item_keys(item):
    """The item with the attributes that its keys are built of."""
    item = dict(item)
    item["type"] = "OrderItem"
    if "orderId" in item:
        item["PK"] = "ORDER#" + item["orderId"]
    if "productId" in item:
        item["SK"] = "ITEM#" + item["productId"]
    return item


def with_payment_keys(item):
    """The item with the attributes that its keys are built of."""
    item = dict(item)
    item["type"] = "Payment"
    if "orderId" in item:
        item["PK"] = "ORDER#" + item["orderId"]
    if "paymentId" in item:
        item["SK"] = "PAYMENT#" + item["paymentId"]
    if "createdAt" in item:
        item["GSI1PK"] = "PAYDAY#" + date(item["createdAt"], "yyyy-MM-dd")
    if "createdAt" in item:
        item["GSI1SK"] = item["createdAt"]
    return item


def with_shipment_keys(item):
    """The item with the attributes that its keys are built of."""
    item = dict(item)
    item["type"] = "Shipment"
    if "orderId" in item:
        item["PK"] = "ORDER#" + item["orderId"]
    if "parcelNo" in item:
        item["SK"] = "SHIPMENT#" + pad(text(item["parcelNo"]), 2)
    if "trackingNumber" in item:
        item["GSI1PK"] = "TRACKING#" + item["trackingNumber"]
    item["GSI1SK"] = "SHIPMENT"
    return item


def sign_up_a_user_with_a_unique_e_mail_address(client, *, user_id: str, email: str, name: str, newsletter: bool, created_at: str) -> None:
    """Creates the user and takes the e-mail address, both or neither."""
    parts = []
    parts.append({"Put": dict(
        TableName="OnlineShop",
        Item=to_item(with_user_keys({"userId": user_id, "email": lower(email), "name": name, "newsletter": newsletter, "createdAt": created_at})),
        ConditionExpression="attribute_not_exists(PK)",
    )})
    parts.append({"Put": dict(
        TableName="OnlineShop",
        Item=to_item(with_user_email_keys({"email": lower(email), "userId": user_id})),
        ConditionExpression="attribute_not_exists(PK)",
    )})
    client.transact_write_items(TransactItems=parts)


def user_of_an_e_mail_address(client, *, email: str) -> list[dict]:
    """Log-in: finds the account that belongs to an e-mail address."""
    account = get_one(client,
        TableName="OnlineShop",
        Key=to_item({"PK": "EMAIL#" + lower(email), "SK": "EMAIL"}),
        ConsistentRead=True,
    )
    if not account:
        return []
    found = get_one(client,
        TableName="OnlineShop",
        Key=to_item({"PK": "USER#" + text(account[0]["userId"]), "SK": "PROFILE"}),
        ConsistentRead=True,
    )
    return found


def checkout_page_user_addresses_and_cart(client, *, user_id: str) -> list[dict]:
    """Everything that the checkout page shows."""
    found = read_all(client.query,
        TableName="OnlineShop",
        KeyConditionExpression="PK = :pk",
        ExpressionAttributeValues=to_item({":pk": "USER#" + user_id}),
    )
    return found


def put_a_product_in_the_cart(client, *, user_id: str, product_id: str, name: str, quantity: int | Decimal, unit_price: int | Decimal, added_at: str, expires_at: int | Decimal) -> None:
    """Sets how many of a product are in the cart, and starts its time to live again."""
    client.put_item(
        TableName="OnlineShop",
        Item=to_item(with_cart_item_keys({"userId": user_id, "productId": product_id, "name": name, "quantity": quantity, "unitPrice": unit_price, "addedAt": added_at, "expiresAt": expires_at})),
    )


def cart_of_a_user(client, *, user_id: str) -> list[dict]:
    """The products in the cart, with the prices that the customer saw."""
    found = read_all(client.query,
        TableName="OnlineShop",
        KeyConditionExpression="PK = :pk AND begins_with(SK, :sk)",
        ExpressionAttributeValues=to_item({":pk": "USER#" + user_id, ":sk": "CART#"}),
    )
    return found


def check_out_turn_the_cart_into_an_order(client, *, user_id: str, order_id: str, placed_at: str, total: int | Decimal, item_count: int | Decimal, shipping_address: dict) -> None:
    """Creates the order and its items, takes the stock, and empties the cart: all of it or nothing."""
    cart = read_all(client.query,
        TableName="OnlineShop",
        KeyConditionExpression="PK = :pk AND begins_with(SK, :sk)",
        ConsistentRead=True,
        ExpressionAttributeValues=to_item({":pk": "USER#" + user_id, ":sk": "CART#"}),
    )
    # 1 + 3 x products in the cart, at most 100 actions. The shop allows 30 products in a cart, so at most 91.
    parts = []
    parts.append({"Put": dict(
        TableName="OnlineShop",
        Item=to_item(with_order_keys({"orderId": order_id, "userId": user_id, "status": "PLACED", "placedAt": placed_at, "total": total, "itemCount": item_count, "shippingAddress": shipping_address, "openStatus": "PLACED", "openSince": placed_at})),
        ConditionExpression="attribute_not_exists(PK)",
    )})
    for cart_item in cart:
        parts.append({"Put": dict(
            TableName="OnlineShop",
            Item=to_item(with_order_item_keys({"orderId": order_id, "productId": cart_item["productId"], "name": cart_item["name"], "quantity": cart_item["quantity"], "unitPrice": cart_item["unitPrice"]})),
        )})
    for cart_item in cart:
        parts.append({"Update": dict(
            TableName="OnlineShop",
            Key=to_item({"PK": "PRODUCT#" + text(cart_item["productId"]), "SK": "PRODUCT"}),
            UpdateExpression="SET stock = stock - :quantity",
            ConditionExpression="stock >= :quantity AND price = :unitPrice",
            ExpressionAttributeValues=to_item({":quantity": cart_item["quantity"], ":unitPrice": cart_item["unitPrice"]}),
        )})
    for cart_item in cart:
        parts.append({"Delete": dict(
            TableName="OnlineShop",
            Key=to_item({"PK": "USER#" + user_id, "SK": "CART#" + text(cart_item["productId"])}),
            ConditionExpression="quantity = :quantity",
            ExpressionAttributeValues=to_item({":quantity": cart_item["quantity"]}),
        )})
    client.transact_write_items(TransactItems=parts)


def product_by_id(client, *, product_id: str) -> list[dict]:
    """The product page."""
    found = get_one(client,
        TableName="OnlineShop",
        Key=to_item({"PK": "PRODUCT#" + product_id, "SK": "PRODUCT"}),
    )
    return found


def products_of_a_category_cheapest_first(client, *, category: str) -> list[dict]:
    """One page of a category list, with price and stars."""
    found = read_page(client.query,
        TableName="OnlineShop",
        IndexName="GSI2",
        KeyConditionExpression="GSI2PK = :gsi2Pk",
        ExpressionAttributeValues=to_item({":gsi2Pk": "CATEGORY#" + category}),
        Limit=6,
    )
    return found


def compare_products_of_a_category_in_a_price_range(client, *, category: str, low: int | Decimal, high: int | Decimal) -> list[dict]:
    """Full records of the products between two prices, side by side."""
    found = read_all(client.query,
        TableName="OnlineShop",
        IndexName="GSI2",
        KeyConditionExpression="GSI2PK = :gsi2Pk AND GSI2SK BETWEEN :gsi2Sk AND :gsi2Sk2",
        ExpressionAttributeValues=to_item({":gsi2Pk": "CATEGORY#" + category, ":gsi2Sk": low, ":gsi2Sk2": high}),
    )
    # 100 items a call at most. The answer has no order of its own.
    parts = []
    for found_item in found:
        parts.append(("OnlineShop", to_item({"PK": "PRODUCT#" + text(found_item["productId"]), "SK": "PRODUCT"}), dict()))
    found2 = batch_get(client, parts)
    return found2


def reviews_of_a_product_newest_first(client, *, product_id: str) -> list[dict]:
    """The first reviews below a product."""
    found = read_page(client.query,
        TableName="OnlineShop",
        IndexName="GSI1",
        KeyConditionExpression="GSI1PK = :gsi1Pk AND begins_with(GSI1SK, :gsi1Sk)",
        ExpressionAttributeValues=to_item({":gsi1Pk": "PRODUCT#" + product_id, ":gsi1Sk": "REVIEW#"}),
        ScanIndexForward=False,
        Limit=5,
    )
    return found


def critical_reviews_of_a_product(client, *, product_id: str, stars: int | Decimal) -> list[dict]:
    """Reviews with at most so many stars."""
    found = read_all(client.query,
        TableName="OnlineShop",
        IndexName="GSI2",
        KeyConditionExpression="GSI2PK = :gsi2Pk AND GSI2SK <= :gsi2Sk",
        ExpressionAttributeValues=to_item({":gsi2Pk": "PRODUCT#" + product_id, ":gsi2Sk": stars}),
    )
    return found


def post_a_review(client, *, product_id: str, user_id: str, author: str, rating: int | Decimal, title: str, text_: str, verified_purchase: bool, created_at: str) -> None:
    """Adds the review and counts its stars on the product."""
    parts = []
    parts.append({"Put": dict(
        TableName="OnlineShop",
        Item=to_item(with_review_keys({"productId": product_id, "userId": user_id, "author": author, "rating": rating, "title": title, "text": text_, "verifiedPurchase": verified_purchase, "createdAt": created_at})),
        ConditionExpression="attribute_not_exists(PK)",
    )})
    parts.append({"Update": dict(
        TableName="OnlineShop",
        Key=to_item({"PK": "PRODUCT#" + product_id, "SK": "PRODUCT"}),
        UpdateExpression="ADD ratingCount :one, ratingSum :rating",
        ConditionExpression="attribute_exists(PK)",
        ExpressionAttributeValues=to_item({":one": 1, ":rating": rating}),
    )})
    client.transact_write_items(TransactItems=parts)


def order_with_its_items_payments_and_parcels(client, *, order_id: str) -> list[dict]:
    """The order page, for the customer and for support."""
    found = read_all(client.query,
        TableName="OnlineShop",
        KeyConditionExpression="PK = :pk",
        ExpressionAttributeValues=to_item({":pk": "ORDER#" + order_id}),
    )
    return found


def orders_of_a_user_newest_first(client, *, user_id: str) -> list[dict]:
    """The list 'My orders', ten at a time."""
    found = read_page(client.query,
        TableName="OnlineShop",
        IndexName="GSI1",
        KeyConditionExpression="GSI1PK = :gsi1Pk AND begins_with(GSI1SK, :gsi1Sk)",
        ExpressionAttributeValues=to_item({":gsi1Pk": "USER#" + user_id, ":gsi1Sk": "ORDER#"}),
        ScanIndexForward=False,
        Limit=10,
    )
    return found


def orders_of_a_user_in_a_period(client, *, user_id: str, from_: str, to: str) -> list[dict]:
    """For a statement of one quarter."""
    found = read_all(client.query,
        TableName="OnlineShop",
        IndexName="GSI1",
        KeyConditionExpression="GSI1PK = :gsi1Pk AND GSI1SK BETWEEN :gsi1Sk AND :gsi1Sk2",
        ExpressionAttributeValues=to_item({":gsi1Pk": "USER#" + user_id, ":gsi1Sk": "ORDER#" + from_, ":gsi1Sk2": "ORDER#" + to}),
    )
    return found


def orders_of_a_user_with_a_status(client, *, user_id: str, status: str) -> list[dict]:
    """Support looks for the cancelled orders of a customer."""
    found = read_all(client.query,
        TableName="OnlineShop",
        IndexName="GSI1",
        KeyConditionExpression="GSI1PK = :gsi1Pk AND begins_with(GSI1SK, :gsi1Sk)",
        FilterExpression="#status = :status",
        ExpressionAttributeNames={"#status": "status"},
        ExpressionAttributeValues=to_item({":gsi1Pk": "USER#" + user_id, ":gsi1Sk": "ORDER#", ":status": status}),
        ScanIndexForward=False,
    )
    return found


def open_orders_of_a_status(client, *, status: str) -> list[dict]:
    """What waits for payment, or for packing. Each shard answers longest waiting first; the application merges the four lists."""
    def one_shard(shard_number):
        of_shard = read_all(client.query,
            TableName="OnlineShop",
            IndexName="GSI3",
            KeyConditionExpression="GSI3PK = :gsi3Pk",
            ExpressionAttributeValues=to_item({":gsi3Pk": "OPEN#" + status + "#" + text(shard_number)}),
        )
        return of_shard
    with ThreadPoolExecutor(max_workers=min(4, 32)) as pool:
        found = [item for of_shard in pool.map(one_shard, range(4)) for item in of_shard]
    found.sort(key=lambda item: item["openSince"])
    return found


def record_a_payment(client, *, order_id: str, payment_id: str, method: str, amount: int | Decimal, paid_at: str) -> None:
    """Keeps the payment and moves the order from PLACED to PAID."""
    parts = []
    parts.append({"Put": dict(
        TableName="OnlineShop",
        Item=to_item(with_payment_keys({"orderId": order_id, "paymentId": payment_id, "method": method, "amount": amount, "status": "CAPTURED", "createdAt": paid_at})),
        ConditionExpression="attribute_not_exists(PK)",
    )})
    parts.append({"Update": dict(
        TableName="OnlineShop",
        Key=to_item({"PK": "ORDER#" + order_id, "SK": "ORDER"}),
        UpdateExpression="SET #status = :paid, openStatus = :paid, openSince = :paidAt, GSI3PK = :queue, GSI3SK = :paidAt",
        ConditionExpression="#status = :placed AND #total = :amount",
        ExpressionAttributeNames={"#status": "status", "#total": "total"},
        ExpressionAttributeValues=to_item({":amount": amount, ":placed": "PLACED", ":paid": "PAID", ":paidAt": paid_at, ":queue": "OPEN#PAID#" + shard(order_id, 4)}),
    )})
    client.transact_write_items(TransactItems=parts)


def ship_an_order(client, *, order_id: str, parcel_no: int | Decimal, service: str, tracking_number: str, shipped_at: str) -> None:
    """Adds the parcel and closes the order: it leaves the list of open orders."""
    parts = []
    parts.append({"Update": dict(
        TableName="OnlineShop",
        Key=to_item({"PK": "ORDER#" + order_id, "SK": "ORDER"}),
        UpdateExpression="SET #status = :shipped, shippedAt = :shippedAt REMOVE openStatus, openSince, GSI3PK, GSI3SK",
        ConditionExpression="#status = :paid",
        ExpressionAttributeNames={"#status": "status"},
        ExpressionAttributeValues=to_item({":paid": "PAID", ":shipped": "SHIPPED", ":shippedAt": shipped_at}),
    )})
    parts.append({"Put": dict(
        TableName="OnlineShop",
        Item=to_item(with_shipment_keys({"orderId": order_id, "parcelNo": parcel_no, "service": service, "trackingNumber": tracking_number, "shippedAt": shipped_at})),
        ConditionExpression="attribute_not_exists(PK)",
    )})
    client.transact_write_items(TransactItems=parts)


def cancel_an_order(client, *, order_id: str, cancelled_at: str) -> None:
    """Cancels an order that has not left yet, and gives its stock back."""
    line = read_all(client.query,
        TableName="OnlineShop",
        KeyConditionExpression="PK = :pk AND begins_with(SK, :sk)",
        ExpressionAttributeValues=to_item({":pk": "ORDER#" + order_id, ":sk": "ITEM#"}),
    )
    parts = []
    parts.append({"Update": dict(
        TableName="OnlineShop",
        Key=to_item({"PK": "ORDER#" + order_id, "SK": "ORDER"}),
        UpdateExpression="SET #status = :cancelled, cancelledAt = :cancelledAt REMOVE openStatus, openSince, GSI3PK, GSI3SK",
        ConditionExpression="#status IN (:placed, :paid)",
        ExpressionAttributeNames={"#status": "status"},
        ExpressionAttributeValues=to_item({":paid": "PAID", ":placed": "PLACED", ":cancelled": "CANCELLED", ":cancelledAt": cancelled_at}),
    )})
    for line_item in line:
        parts.append({"Update": dict(
            TableName="OnlineShop",
            Key=to_item({"PK": "PRODUCT#" + text(line_item["productId"]), "SK": "PRODUCT"}),
            UpdateExpression="SET stock = stock + :quantity",
            ConditionExpression="attribute_exists(PK)",
            ExpressionAttributeValues=to_item({":quantity": line_item["quantity"]}),
        )})
    client.transact_write_items(TransactItems=parts)


def parcel_of_a_tracking_number(client, *, tracking_number: str) -> list[dict]:
    """The carrier reports a delivery and knows only its own number."""
    found = read_all(client.query,
        TableName="OnlineShop",
        IndexName="GSI1",
        KeyConditionExpression="GSI1PK = :gsi1Pk AND GSI1SK = :gsi1Sk",
        ExpressionAttributeValues=to_item({":gsi1Pk": "TRACKING#" + tracking_number, ":gsi1Sk": "SHIPMENT"}),
    )
    return found


def payments_of_a_day(client, *, day: str) -> list[dict]:
    """For the bookkeeping, in order of time."""
    found = read_all(client.query,
        TableName="OnlineShop",
        IndexName="GSI1",
        KeyConditionExpression="GSI1PK = :gsi1Pk",
        ExpressionAttributeValues=to_item({":gsi1Pk": "PAYDAY#" + day}),
    )
    return found
