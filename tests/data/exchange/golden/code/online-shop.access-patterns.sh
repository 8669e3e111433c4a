#!/usr/bin/env bash
# Access patterns of a DynamoDB model, written by Keywright: functions over the AWS CLI 2 and jq.
# Source this file, or run it: access-patterns.sh FUNCTION VALUE...
# Items come one a line, as DynamoDB JSON. A binary value is base64; a set, list or map is its DynamoDB JSON.
# DYNAMODB_ENDPOINT_URL is the address of an endpoint other than AWS's own.

dynamodb() {
    aws dynamodb "$@" --output json --no-cli-pager ${DYNAMODB_ENDPOINT_URL:+--endpoint-url "$DYNAMODB_ENDPOINT_URL"}
}

# with_input OPERATION JSON: by a file, for a request may be longer than a word may be.
with_input() {
    local file status
    file=$(mktemp) || return
    printf '%s' "$2" >"$file"
    dynamodb "$1" --cli-input-json "file://$file"
    status=$?
    rm "$file"
    return "$status"
}

# object [NAME TYPE VALUE]...: DynamoDB JSON; of the type ANY is a value that is DynamoDB JSON already.
object() {
    jq -nc '[$ARGS.positional[][1:]] as $words | reduce range(0; $words | length; 3) as $at ({};
        .[$words[$at]] = ($words[$at + 1] as $type | $words[$at + 2] | if $type == "ANY" then fromjson
            elif $type == "S" or $type == "N" or $type == "B" then {($type): .} else {($type): fromjson} end))' \
        --args "${@/#/=}"
}

# with_attribute ITEM NAME TYPE VALUE
with_attribute() {
    local item="$1"
    shift
    jq -c --argjson more "$(object "$@")" '. + $more' <<<"$item"
}

# has_all ITEM NAME...
has_all() {
    local item="$1"
    shift
    jq -e '. as $item | all($ARGS.positional[][1:]; in($item))' --args "${@/#/=}" <<<"$item" >/dev/null
}

# attribute_of ITEM NAME: with its type.
attribute_of() {
    jq -ce --arg name "$2" '.[$name] // error("an item has no attribute " + $name)' <<<"$1"
}

# text_of ITEM NAME: as it stands in a key, a string or a number as DynamoDB writes it.
text_of() {
    local value
    value=$(attribute_of "$1" "$2") || return
    case "$value" in
    '{"N":'*) number_text "$(jq -r '.N' <<<"$value")" ;;
    *) jq -r '.S // error("an attribute is no text and no number")' <<<"$value" ;;
    esac
}

# number_text NUMBER: as DynamoDB writes it, with no exponent and no needless zeros.
number_text() {
    local form='^([+-]?)([0-9]*)(\.([0-9]*))?([eE]([+-]?)([0-9]{1,3}))?$'
    if ! [[ $1 =~ $form && -n ${BASH_REMATCH[2]}${BASH_REMATCH[4]} ]]; then
        echo "\"$1\" is no number" >&2
        return 1
    fi
    local sign="${BASH_REMATCH[1]#+}" digits="${BASH_REMATCH[2]}${BASH_REMATCH[4]}"
    local point=$((${#BASH_REMATCH[2]} + ${BASH_REMATCH[6]}10#${BASH_REMATCH[7]:-0}))
    while [ "$point" -lt 1 ]; do
        digits="0$digits"
        point=$((point + 1))
    done
    while [ "$point" -gt "${#digits}" ]; do digits+=0; done
    local whole="${digits:0:point}" fraction="${digits:point}"
    while [[ $whole == 0?* ]]; do whole="${whole#0}"; done
    while [[ $fraction == *0 ]]; do fraction="${fraction%0}"; done
    [ "$whole$fraction" != 0 ] || sign=""
    echo "$sign$whole${fraction:+.$fraction}"
}

# get_one FLAG...: the item; nothing when there is none.
get_one() {
    local answer
    answer=$(dynamodb get-item "$@") || return
    jq -c '.Item // empty' <<<"$answer"
}

# read_items query|scan FLAG...: of every page; of one page where there is a --limit.
read_items() {
    local answer
    answer=$(dynamodb "$@") || return
    jq -c '.Items[]' <<<"$answer"
}

# send OPERATION FLAG...: without its answer.
send() {
    dynamodb "$@" >/dev/null
}

# request [MEMBER VALUE]...: as a part of a transaction or batch.
request() {
    jq -nc '[$ARGS.positional[][1:]] as $words | reduce range(0; $words | length; 2) as $at ({}; .[$words[$at]] = ($words[$at + 1]
        | if $words[$at] | IN("Key", "Item", "ConsistentRead", "ExpressionAttributeNames", "ExpressionAttributeValues")
          then fromjson else . end))' --args "${@/#/=}"
}

# batch_get [TABLE REQUEST]...: items of many keys, 100 a call, in no order; a key that comes twice is read once.
batch_get() {
    local waiting="[]" tables answer
    while [ $# -gt 0 ]; do
        waiting=$(jq -c --arg table "$1" --argjson get "$2" '. + [{table: $table} + $get] | unique' <<<"$waiting") || return
        shift 2
    done
    while [ "$waiting" != "[]" ]; do
        tables=$(jq -c '{RequestItems: (reduce .[:100][] as $get ({};
            .[$get.table] = ($get | del(.table, .Key)) + {Keys: ((.[$get.table].Keys // []) + [$get.Key])}))}' <<<"$waiting") || return
        answer=$(with_input batch-get-item "$tables") || return
        jq -c '.Responses[][]' <<<"$answer"
        waiting=$(jq -sc '[.[1].UnprocessedKeys // {} | to_entries[] | .key as $table | .value | .Keys[] as $key
            | {table: $table, Key: $key} + del(.Keys)] + .[0][100:]' <<<"$waiting $answer") || return
    done
}

# transact_write TOKEN [ACTION REQUEST]...: all or none.
transact_write() {
    local requests
    requests=$(actions "$@") || return
    with_input transact-write-items "$requests" >/dev/null
}

actions() {
    local token="$1"
    shift
    while [ $# -gt 0 ]; do
        printf '{"%s": %s}\n' "$1" "$2"
        shift 2
    done | jq -sc --arg token "$token" '{TransactItems: .} + if $token == "" then {} else {ClientRequestToken: $token} end'
}

# fan_out COUNT FUNCTION: calls it once for each shard, all at once, and gives their items shard after shard.
fan_out() {
    local folder number job jobs=() failed=0
    folder=$(mktemp -d) || return
    for ((number = 0; number < $1; ++number)); do
        "$2" "$number" >"$folder/$number" &
        jobs+=("$!")
    done
    for job in "${jobs[@]}"; do wait "$job" || failed=1; done
    for ((number = 0; number < $1; ++number)); do cat "$folder/$number"; done
    rm -r "$folder"
    return "$failed"
}

# sort_items [NAME ascending|descending]...
sort_items() {
    jq -sc 'def order: if .N then [0, (.N | tonumber)] else [1, (.S // .B // "")] end;
        [$ARGS.positional[][1:]] as $words | reduce ([range(0; $words | length; 2)] | reverse[]) as $at (.;
            if $words[$at + 1] == "descending" then reverse | sort_by(.[$words[$at]] | order) | reverse
            else sort_by(.[$words[$at]] | order) end) | .[]' --args "${@/#/=}"
}

print_items() {
    [ -z "$1" ] || sed '/^$/d' <<<"$1"
}

# pad TEXT LENGTH: zeros to the left, up to so many characters.
pad() {
    jq -rn --arg text "$1" --argjson length "$2" '[range($length - ($text | length)) | "0"] | join("") + $text'
}

# The letters A to Z only, whatever the locale.
lower() {
    # shellcheck disable=SC2018,SC2019
    printf '%s' "$1" | LC_ALL=C tr 'A-Z' 'a-z'
}

# shard TEXT COUNT: the first 4 bytes of the MD5, big-endian, modulo the number of shards.
shard() {
    local digest
    digest=$(printf '%s' "$1" | md5sum) || return
    echo $((16#${digest:0:8} % $2))
}

# format_date TEXT PATTERN: of an ISO 8601 text, which may end after any field, or of epoch seconds, in UTC.
format_date() {
    local LC_ALL=C iso="$1" pattern="$2" letters="yMdHms" out="" run at start field
    local fields=(0 1 1 0 0 0) starts=(0 5 8 11 14 17 20)
    if [[ $iso =~ ^[0-9]{1,12}$ && ${#iso} -ne 4 && $((10#$iso)) -le 253402300799 ]]; then
        iso=$(date -u -d "@$iso" +%Y-%m-%dT%H:%M:%S) || return
    fi
    for at in 0 1 2 3 4 5; do
        start=${starts[at]}
        field="${iso:start:starts[at + 1] - start - 1}"
        [ "$at" -eq 0 ] || [ "${#field}" -eq 2 ] || break
        if ! [[ ($at -eq 0 && $field =~ ^[0-9]{4}$) || $field =~ ^[0-9]{2}$ ]]; then
            echo "\"$1\" is no ISO 8601 date and no epoch seconds" >&2
            return 1
        fi
        fields[at]=$((10#$field))
    done
    while [ -n "$pattern" ]; do
        field="${letters%%"${pattern:0:1}"*}"
        run="${pattern%%[!"${pattern:0:1}"]*}"
        pattern="${pattern#"$run"}"
        if [ "${#field}" -eq "${#letters}" ]; then out+="$run"; else out+=$(printf "%0${#run}d" "${fields[${#field}]}"); fi
    done
    printf '%s\n' "$out"
}

# with_user_keys ITEM: with the attributes that its keys are built of.
with_user_keys() {
    local item="$1"
    item=$(with_attribute "$item" 'type' S 'User') || return
    if has_all "$item" 'userId'; then
        local part
        part=$(text_of "$item" 'userId') || return
        item=$(with_attribute "$item" 'PK' S "USER#${part}") || return
    fi
    item=$(with_attribute "$item" 'SK' S "PROFILE") || return
    printf '%s\n' "$item"
}

# with_user_email_keys ITEM: with the attributes that its keys are built of.
with_user_email_keys() {
    local item="$1"
    item=$(with_attribute "$item" 'type' S 'UserEmail') || return
    if has_all "$item" 'email'; then
        local part
        part=$(text_of "$item" 'email') || return
        local part2
        part2=$(lower "${part}") || return
        item=$(with_attribute "$item" 'PK' S "EMAIL#${part2}") || return
    fi
    item=$(with_attribute "$item" 'SK' S "EMAIL") || return
    printf '%s\n' "$item"
}

# with_address_keys ITEM: with the attributes that its keys are built of.
with_address_keys() {
    local item="$1"
    item=$(with_attribute "$item" 'type' S 'Address') || return
    if has_all "$item" 'userId'; then
        local part
        part=$(text_of "$item" 'userId') || return
        item=$(with_attribute "$item" 'PK' S "USER#${part}") || return
    fi
    if has_all "$item" 'addressId'; then
        local part2
        part2=$(text_of "$item" 'addressId') || return
        item=$(with_attribute "$item" 'SK' S "ADDRESS#${part2}") || return
    fi
    printf '%s\n' "$item"
}

# with_cart_item_keys ITEM: with the attributes that its keys are built of.
with_cart_item_keys() {
    local item="$1"
    item=$(with_attribute "$item" 'type' S 'CartItem') || return
    if has_all "$item" 'userId'; then
        local part
        part=$(text_of "$item" 'userId') || return
        item=$(with_attribute "$item" 'PK' S "USER#${part}") || return
    fi
    if has_all "$item" 'productId'; then
        local part2
        part2=$(text_of "$item" 'productId') || return
        item=$(with_attribute "$item" 'SK' S "CART#${part2}") || return
    fi
    printf '%s\n' "$item"
}

# with_product_keys ITEM: with the attributes that its keys are built of.
with_product_keys() {
    local item="$1"
    item=$(with_attribute "$item" 'type' S 'Product') || return
    if has_all "$item" 'productId'; then
        local part
        part=$(text_of "$item" 'productId') || return
        item=$(with_attribute "$item" 'PK' S "PRODUCT#${part}") || return
    fi
    item=$(with_attribute "$item" 'SK' S "PRODUCT") || return
    if has_all "$item" 'category'; then
        local part2
        part2=$(text_of "$item" 'category') || return
        item=$(with_attribute "$item" 'GSI2PK' S "CATEGORY#${part2}") || return
    fi
    if has_all "$item" 'price'; then
        local part3
        part3=$(attribute_of "$item" 'price') || return
        item=$(with_attribute "$item" 'GSI2SK' ANY "$part3") || return
    fi
    printf '%s\n' "$item"
}

# with_review_keys ITEM: with the attributes that its keys are built of.
with_review_keys() {
    local item="$1"
    item=$(with_attribute "$item" 'type' S 'Review') || return
    if has_all "$item" 'productId'; then
        local part
        part=$(text_of "$item" 'productId') || return
        item=$(with_attribute "$item" 'PK' S "PRODUCT#${part}") || return
    fi
    if has_all "$item" 'userId'; then
        local part2
        part2=$(text_of "$item" 'userId') || return
        item=$(with_attribute "$item" 'SK' S "REVIEW#${part2}") || return
    fi
    if has_all "$item" 'productId'; then
        local part3
        part3=$(text_of "$item" 'productId') || return
        item=$(with_attribute "$item" 'GSI1PK' S "PRODUCT#${part3}") || return
    fi
    if has_all "$item" 'createdAt'; then
        local part4
        part4=$(text_of "$item" 'createdAt') || return
        item=$(with_attribute "$item" 'GSI1SK' S "REVIEW#${part4}") || return
    fi
    if has_all "$item" 'productId'; then
        local part5
        part5=$(text_of "$item" 'productId') || return
        item=$(with_attribute "$item" 'GSI2PK' S "PRODUCT#${part5}") || return
    fi
    if has_all "$item" 'rating'; then
        local part6
        part6=$(attribute_of "$item" 'rating') || return
        item=$(with_attribute "$item" 'GSI2SK' ANY "$part6") || return
    fi
    printf '%s\n' "$item"
}

# with_order_keys ITEM: with the attributes that its keys are built of.
with_order_keys() {
    local item="$1"
    item=$(with_attribute "$item" 'type' S 'Order') || return
    if has_all "$item" 'orderId'; then
        local part
        part=$(text_of "$item" 'orderId') || return
        item=$(with_attribute "$item" 'PK' S "ORDER#${part}") || return
    fi
    item=$(with_attribute "$item" 'SK' S "ORDER") || return
    if has_all "$item" 'userId'; then
        local part2
        part2=$(text_of "$item" 'userId') || return
        item=$(with_attribute "$item" 'GSI1PK' S "USER#${part2}") || return
    fi
    if has_all "$item" 'placedAt'; then
        local part3
        part3=$(text_of "$item" 'placedAt') || return
        item=$(with_attribute "$item" 'GSI1SK' S "ORDER#${part3}") || return
    fi
    if has_all "$item" 'openStatus' 'orderId'; then
        local part4
        part4=$(text_of "$item" 'openStatus') || return
        local part5
        part5=$(text_of "$item" 'orderId') || return
        local part6
        part6=$(shard "${part5}" '4') || return
        item=$(with_attribute "$item" 'GSI3PK' S "OPEN#${part4}#${part6}") || return
    fi
    if has_all "$item" 'openSince'; then
        local part7
        part7=$(attribute_of "$item" 'openSince') || return
        item=$(with_attribute "$item" 'GSI3SK' ANY "$part7") || return
    fi
    printf '%s\n' "$item"
}

# with_order_item_keys ITEM: with the attributes that its keys are built of.
with_order_item_keys() {
    local item="$1"
    item=$(with_attribute "$item" 'type' S 'OrderItem') || return
    if has_all "$item" 'orderId'; then
        local part
        part=$(text_of "$item" 'orderId') || return
        item=$(with_attribute "$item" 'PK' S "ORDER#${part}") || return
    fi
    if has_all "$item" 'productId'; then
        local part2
        part2=$(text_of "$item" 'productId') || return
        item=$(with_attribute "$item" 'SK' S "ITEM#${part2}") || return
    fi
    printf '%s\n' "$item"
}

# with_payment_keys ITEM: with the attributes that its keys are built of.
with_payment_keys() {
    local item="$1"
    item=$(with_attribute "$item" 'type' S 'Payment') || return
    if has_all "$item" 'orderId'; then
        local part
        part=$(text_of "$item" 'orderId') || return
        item=$(with_attribute "$item" 'PK' S "ORDER#${part}") || return
    fi
    if has_all "$item" 'paymentId'; then
        local part2
        part2=$(text_of "$item" 'paymentId') || return
        item=$(with_attribute "$item" 'SK' S "PAYMENT#${part2}") || return
    fi
    if has_all "$item" 'createdAt'; then
        local part3
        part3=$(text_of "$item" 'createdAt') || return
        local part4
        part4=$(format_date "${part3}" 'yyyy-MM-dd') || return
        item=$(with_attribute "$item" 'GSI1PK' S "PAYDAY#${part4}") || return
    fi
    if has_all "$item" 'createdAt'; then
        local part5
        part5=$(attribute_of "$item" 'createdAt') || return
        item=$(with_attribute "$item" 'GSI1SK' ANY "$part5") || return
    fi
    printf '%s\n' "$item"
}

# with_shipment_keys ITEM: with the attributes that its keys are built of.
with_shipment_keys() {
    local item="$1"
    item=$(with_attribute "$item" 'type' S 'Shipment') || return
    if has_all "$item" 'orderId'; then
        local part
        part=$(text_of "$item" 'orderId') || return
        item=$(with_attribute "$item" 'PK' S "ORDER#${part}") || return
    fi
    if has_all "$item" 'parcelNo'; then
        local part2
        part2=$(text_of "$item" 'parcelNo') || return
        local part3
        part3=$(pad "${part2}" '2') || return
        item=$(with_attribute "$item" 'SK' S "SHIPMENT#${part3}") || return
    fi
    if has_all "$item" 'trackingNumber'; then
        local part4
        part4=$(text_of "$item" 'trackingNumber') || return
        item=$(with_attribute "$item" 'GSI1PK' S "TRACKING#${part4}") || return
    fi
    item=$(with_attribute "$item" 'GSI1SK' S "SHIPMENT") || return
    printf '%s\n' "$item"
}

# Creates the user and takes the e-mail address, both or neither.
sign_up_a_user_with_a_unique_e_mail_address() {
    local user_id="${1?user_id}" email="${2?email}" name="${3?name}" newsletter="${4?newsletter}" created_at="${5?created_at}"
    local parts=()
    local part
    part=$(lower "${email}") || return
    local new_item
    new_item=$(object 'userId' S "$user_id" 'email' S "${part}" 'name' S "$name" 'newsletter' BOOL "$newsletter" 'createdAt' S "$created_at") || return
    new_item=$(with_user_keys "$new_item") || return
    local part2
    part2=$(request \
        TableName 'OnlineShop' \
        Item "$new_item" \
        ConditionExpression 'attribute_not_exists(PK)') || return
    parts+=(Put "$part2")
    local part3
    part3=$(lower "${email}") || return
    local new_item2
    new_item2=$(object 'email' S "${part3}" 'userId' S "$user_id") || return
    new_item2=$(with_user_email_keys "$new_item2") || return
    local part4
    part4=$(request \
        TableName 'OnlineShop' \
        Item "$new_item2" \
        ConditionExpression 'attribute_not_exists(PK)') || return
    parts+=(Put "$part4")
    transact_write "" "${parts[@]}" || return
}

# Log-in: finds the account that belongs to an e-mail address.
user_of_an_e_mail_address() {
    local email="${1?email}"
    local part
    part=$(lower "${email}") || return
    local key
    key=$(object 'PK' S "EMAIL#${part}" 'SK' S "EMAIL") || return
    local account
    account=$(get_one \
        --table-name 'OnlineShop' \
        --key "$key" \
        --consistent-read) || return
    [ -n "$account" ] || return 0
    local first_account
    first_account=$(head -n 1 <<<"$account")
    local part2
    part2=$(text_of "$first_account" 'userId') || return
    local key2
    key2=$(object 'PK' S "USER#${part2}" 'SK' S "PROFILE") || return
    local found
    found=$(get_one \
        --table-name 'OnlineShop' \
        --key "$key2" \
        --consistent-read) || return
    print_items "$found"
}

# Everything that the checkout page shows.
checkout_page_user_addresses_and_cart() {
    local user_id="${1?user_id}"
    local values
    values=$(object ':pk' S "USER#${user_id}") || return
    local found
    found=$(read_items query \
        --table-name 'OnlineShop' \
        --key-condition-expression 'PK = :pk' \
        --expression-attribute-values "$values") || return
    print_items "$found"
}

# Sets how many of a product are in the cart, and starts its time to live again.
put_a_product_in_the_cart() {
    local user_id="${1?user_id}" product_id="${2?product_id}" name="${3?name}" quantity="${4?quantity}" unit_price="${5?unit_price}" added_at="${6?added_at}" expires_at="${7?expires_at}"
    local new_item
    new_item=$(object 'userId' S "$user_id" 'productId' S "$product_id" 'name' S "$name" 'quantity' N "$quantity" 'unitPrice' N "$unit_price" 'addedAt' S "$added_at" 'expiresAt' N "$expires_at") || return
    new_item=$(with_cart_item_keys "$new_item") || return
    send put-item \
        --table-name 'OnlineShop' \
        --item "$new_item" || return
}

# The products in the cart, with the prices that the customer saw.
cart_of_a_user() {
    local user_id="${1?user_id}"
    local values
    values=$(object ':pk' S "USER#${user_id}" ':sk' S "CART#") || return
    local found
    found=$(read_items query \
        --table-name 'OnlineShop' \
        --key-condition-expression 'PK = :pk AND begins_with(SK, :sk)' \
        --expression-attribute-values "$values") || return
    print_items "$found"
}

# Creates the order and its items, takes the stock, and empties the cart: all of it or nothing.
check_out_turn_the_cart_into_an_order() {
    local user_id="${1?user_id}" order_id="${2?order_id}" placed_at="${3?placed_at}" total="${4?total}" item_count="${5?item_count}" shipping_address="${6?shipping_address}"
    local values
    values=$(object ':pk' S "USER#${user_id}" ':sk' S "CART#") || return
    local cart
    cart=$(read_items query \
        --table-name 'OnlineShop' \
        --key-condition-expression 'PK = :pk AND begins_with(SK, :sk)' \
        --consistent-read \
        --expression-attribute-values "$values") || return
    # 1 + 3 x products in the cart, at most 100 actions. The shop allows 30 products in a cart, so at most 91.
    local parts=()
    local new_item
    new_item=$(object 'orderId' S "$order_id" 'userId' S "$user_id" 'status' S 'PLACED' 'placedAt' S "$placed_at" 'total' N "$total" 'itemCount' N "$item_count" 'shippingAddress' M "$shipping_address" 'openStatus' S 'PLACED' 'openSince' S "$placed_at") || return
    new_item=$(with_order_keys "$new_item") || return
    local part
    part=$(request \
        TableName 'OnlineShop' \
        Item "$new_item" \
        ConditionExpression 'attribute_not_exists(PK)') || return
    parts+=(Put "$part")
    local cart_item
    while IFS= read -r -u 3 cart_item; do
        [ -n "$cart_item" ] || continue
        local part2
        part2=$(attribute_of "$cart_item" 'productId') || return
        local part3
        part3=$(attribute_of "$cart_item" 'name') || return
        local part4
        part4=$(attribute_of "$cart_item" 'quantity') || return
        local part5
        part5=$(attribute_of "$cart_item" 'unitPrice') || return
        local new_item2
        new_item2=$(object 'orderId' S "$order_id" 'productId' ANY "$part2" 'name' ANY "$part3" 'quantity' ANY "$part4" 'unitPrice' ANY "$part5") || return
        new_item2=$(with_order_item_keys "$new_item2") || return
        local part6
        part6=$(request \
            TableName 'OnlineShop' \
            Item "$new_item2") || return
        parts+=(Put "$part6")
    done 3<<<"$cart"
    local cart_item
    while IFS= read -r -u 3 cart_item; do
        [ -n "$cart_item" ] || continue
        local part7
        part7=$(text_of "$cart_item" 'productId') || return
        local key
        key=$(object 'PK' S "PRODUCT#${part7}" 'SK' S "PRODUCT") || return
        local part8
        part8=$(attribute_of "$cart_item" 'quantity') || return
        local part9
        part9=$(attribute_of "$cart_item" 'unitPrice') || return
        local values2
        values2=$(object ':quantity' ANY "$part8" ':unitPrice' ANY "$part9") || return
        local part10
        part10=$(request \
            TableName 'OnlineShop' \
            Key "$key" \
            UpdateExpression 'SET stock = stock - :quantity' \
            ConditionExpression 'stock >= :quantity AND price = :unitPrice' \
            ExpressionAttributeValues "$values2") || return
        parts+=(Update "$part10")
    done 3<<<"$cart"
    local cart_item
    while IFS= read -r -u 3 cart_item; do
        [ -n "$cart_item" ] || continue
        local part11
        part11=$(text_of "$cart_item" 'productId') || return
        local key2
        key2=$(object 'PK' S "USER#${user_id}" 'SK' S "CART#${part11}") || return
        local part12
        part12=$(attribute_of "$cart_item" 'quantity') || return
        local values3
        values3=$(object ':quantity' ANY "$part12") || return
        local part13
        part13=$(request \
            TableName 'OnlineShop' \
            Key "$key2" \
            ConditionExpression 'quantity = :quantity' \
            ExpressionAttributeValues "$values3") || return
        parts+=(Delete "$part13")
    done 3<<<"$cart"
    transact_write "" "${parts[@]}" || return
}

# The product page.
product_by_id() {
    local product_id="${1?product_id}"
    local key
    key=$(object 'PK' S "PRODUCT#${product_id}" 'SK' S "PRODUCT") || return
    local found
    found=$(get_one \
        --table-name 'OnlineShop' \
        --key "$key") || return
    print_items "$found"
}

# One page of a category list, with price and stars.
products_of_a_category_cheapest_first() {
    local category="${1?category}"
    local values
    values=$(object ':gsi2Pk' S "CATEGORY#${category}") || return
    local found
    found=$(read_items query \
        --table-name 'OnlineShop' \
        --index-name 'GSI2' \
        --key-condition-expression 'GSI2PK = :gsi2Pk' \
        --expression-attribute-values "$values" \
        --limit 6) || return
    print_items "$found"
}

# Full records of the products between two prices, side by side.
compare_products_of_a_category_in_a_price_range() {
    local category="${1?category}" low="${2?low}" high="${3?high}"
    local values
    values=$(object ':gsi2Pk' S "CATEGORY#${category}" ':gsi2Sk' N "$low" ':gsi2Sk2' N "$high") || return
    local found
    found=$(read_items query \
        --table-name 'OnlineShop' \
        --index-name 'GSI2' \
        --key-condition-expression 'GSI2PK = :gsi2Pk AND GSI2SK BETWEEN :gsi2Sk AND :gsi2Sk2' \
        --expression-attribute-values "$values") || return
    # 100 items a call at most. The answer has no order of its own.
    local parts=()
    local found_item
    while IFS= read -r -u 3 found_item; do
        [ -n "$found_item" ] || continue
        local part
        part=$(text_of "$found_item" 'productId') || return
        local key
        key=$(object 'PK' S "PRODUCT#${part}" 'SK' S "PRODUCT") || return
        local part2
        part2=$(request \
            Key "$key") || return
        parts+=('OnlineShop' "$part2")
    done 3<<<"$found"
    local found2
    found2=$(batch_get "${parts[@]}") || return
    print_items "$found2"
}

# The first reviews below a product.
reviews_of_a_product_newest_first() {
    local product_id="${1?product_id}"
    local values
    values=$(object ':gsi1Pk' S "PRODUCT#${product_id}" ':gsi1Sk' S "REVIEW#") || return
    local found
    found=$(read_items query \
        --table-name 'OnlineShop' \
        --index-name 'GSI1' \
        --key-condition-expression 'GSI1PK = :gsi1Pk AND begins_with(GSI1SK, :gsi1Sk)' \
        --expression-attribute-values "$values" \
        --no-scan-index-forward \
        --limit 5) || return
    print_items "$found"
}

# Reviews with at most so many stars.
critical_reviews_of_a_product() {
    local product_id="${1?product_id}" stars="${2?stars}"
    local values
    values=$(object ':gsi2Pk' S "PRODUCT#${product_id}" ':gsi2Sk' N "$stars") || return
    local found
    found=$(read_items query \
        --table-name 'OnlineShop' \
        --index-name 'GSI2' \
        --key-condition-expression 'GSI2PK = :gsi2Pk AND GSI2SK <= :gsi2Sk' \
        --expression-attribute-values "$values") || return
    print_items "$found"
}

# Adds the review and counts its stars on the product.
post_a_review() {
    local product_id="${1?product_id}" user_id="${2?user_id}" author="${3?author}" rating="${4?rating}" title="${5?title}" text="${6?text}" verified_purchase="${7?verified_purchase}" created_at="${8?created_at}"
    local parts=()
    local new_item
    new_item=$(object 'productId' S "$product_id" 'userId' S "$user_id" 'author' S "$author" 'rating' N "$rating" 'title' S "$title" 'text' S "$text" 'verifiedPurchase' BOOL "$verified_purchase" 'createdAt' S "$created_at") || return
    new_item=$(with_review_keys "$new_item") || return
    local part
    part=$(request \
        TableName 'OnlineShop' \
        Item "$new_item" \
        ConditionExpression 'attribute_not_exists(PK)') || return
    parts+=(Put "$part")
    local key
    key=$(object 'PK' S "PRODUCT#${product_id}" 'SK' S "PRODUCT") || return
    local values
    values=$(object ':one' N '1' ':rating' N "$rating") || return
    local part2
    part2=$(request \
        TableName 'OnlineShop' \
        Key "$key" \
        UpdateExpression 'ADD ratingCount :one, ratingSum :rating' \
        ConditionExpression 'attribute_exists(PK)' \
        ExpressionAttributeValues "$values") || return
    parts+=(Update "$part2")
    transact_write "" "${parts[@]}" || return
}

# The order page, for the customer and for support.
order_with_its_items_payments_and_parcels() {
    local order_id="${1?order_id}"
    local values
    values=$(object ':pk' S "ORDER#${order_id}") || return
    local found
    found=$(read_items query \
        --table-name 'OnlineShop' \
        --key-condition-expression 'PK = :pk' \
        --expression-attribute-values "$values") || return
    print_items "$found"
}

# The list "My orders", ten at a time.
orders_of_a_user_newest_first() {
    local user_id="${1?user_id}"
    local values
    values=$(object ':gsi1Pk' S "USER#${user_id}" ':gsi1Sk' S "ORDER#") || return
    local found
    found=$(read_items query \
        --table-name 'OnlineShop' \
        --index-name 'GSI1' \
        --key-condition-expression 'GSI1PK = :gsi1Pk AND begins_with(GSI1SK, :gsi1Sk)' \
        --expression-attribute-values "$values" \
        --no-scan-index-forward \
        --limit 10) || return
    print_items "$found"
}

# For a statement of one quarter.
orders_of_a_user_in_a_period() {
    local user_id="${1?user_id}" from="${2?from}" to="${3?to}"
    local values
    values=$(object ':gsi1Pk' S "USER#${user_id}" ':gsi1Sk' S "ORDER#${from}" ':gsi1Sk2' S "ORDER#${to}") || return
    local found
    found=$(read_items query \
        --table-name 'OnlineShop' \
        --index-name 'GSI1' \
        --key-condition-expression 'GSI1PK = :gsi1Pk AND GSI1SK BETWEEN :gsi1Sk AND :gsi1Sk2' \
        --expression-attribute-values "$values") || return
    print_items "$found"
}

# Support looks for the cancelled orders of a customer.
orders_of_a_user_with_a_status() {
    local user_id="${1?user_id}" status="${2?status}"
    local values
    values=$(object ':gsi1Pk' S "USER#${user_id}" ':gsi1Sk' S "ORDER#" ':status' S "$status") || return
    local found
    found=$(read_items query \
        --table-name 'OnlineShop' \
        --index-name 'GSI1' \
        --key-condition-expression 'GSI1PK = :gsi1Pk AND begins_with(GSI1SK, :gsi1Sk)' \
        --filter-expression '#status = :status' \
        --expression-attribute-names '{"#status": "status"}' \
        --expression-attribute-values "$values" \
        --no-scan-index-forward) || return
    print_items "$found"
}

# What waits for payment, or for packing. Each shard answers longest waiting first; the application merges the four lists.
open_orders_of_a_status() {
    local status="${1?status}"
    one_shard() {
        local shard_number="$1"
        local values
        values=$(object ':gsi3Pk' S "OPEN#${status}#${shard_number}") || return
        local of_shard
        of_shard=$(read_items query \
            --table-name 'OnlineShop' \
            --index-name 'GSI3' \
            --key-condition-expression 'GSI3PK = :gsi3Pk' \
            --expression-attribute-values "$values") || return
        print_items "$of_shard"
    }
    local found
    found=$(fan_out 4 one_shard) || return
    found=$(sort_items 'openSince' ascending <<<"$found") || return
    print_items "$found"
}

# Keeps the payment and moves the order from PLACED to PAID.
record_a_payment() {
    local order_id="${1?order_id}" payment_id="${2?payment_id}" method="${3?method}" amount="${4?amount}" paid_at="${5?paid_at}"
    local parts=()
    local new_item
    new_item=$(object 'orderId' S "$order_id" 'paymentId' S "$payment_id" 'method' S "$method" 'amount' N "$amount" 'status' S 'CAPTURED' 'createdAt' S "$paid_at") || return
    new_item=$(with_payment_keys "$new_item") || return
    local part
    part=$(request \
        TableName 'OnlineShop' \
        Item "$new_item" \
        ConditionExpression 'attribute_not_exists(PK)') || return
    parts+=(Put "$part")
    local key
    key=$(object 'PK' S "ORDER#${order_id}" 'SK' S "ORDER") || return
    local part2
    part2=$(shard "${order_id}" '4') || return
    local values
    values=$(object ':amount' N "$amount" ':placed' S 'PLACED' ':paid' S 'PAID' ':paidAt' S "$paid_at" ':queue' S "OPEN#PAID#${part2}") || return
    local part3
    part3=$(request \
        TableName 'OnlineShop' \
        Key "$key" \
        UpdateExpression 'SET #status = :paid, openStatus = :paid, openSince = :paidAt, GSI3PK = :queue, GSI3SK = :paidAt' \
        ConditionExpression '#status = :placed AND #total = :amount' \
        ExpressionAttributeNames '{"#status": "status", "#total": "total"}' \
        ExpressionAttributeValues "$values") || return
    parts+=(Update "$part3")
    transact_write "" "${parts[@]}" || return
}

# Adds the parcel and closes the order: it leaves the list of open orders.
ship_an_order() {
    local order_id="${1?order_id}" parcel_no="${2?parcel_no}" service="${3?service}" tracking_number="${4?tracking_number}" shipped_at="${5?shipped_at}"
    local parts=()
    local key
    key=$(object 'PK' S "ORDER#${order_id}" 'SK' S "ORDER") || return
    local values
    values=$(object ':paid' S 'PAID' ':shipped' S 'SHIPPED' ':shippedAt' S "$shipped_at") || return
    local part
    part=$(request \
        TableName 'OnlineShop' \
        Key "$key" \
        UpdateExpression 'SET #status = :shipped, shippedAt = :shippedAt REMOVE openStatus, openSince, GSI3PK, GSI3SK' \
        ConditionExpression '#status = :paid' \
        ExpressionAttributeNames '{"#status": "status"}' \
        ExpressionAttributeValues "$values") || return
    parts+=(Update "$part")
    local new_item
    new_item=$(object 'orderId' S "$order_id" 'parcelNo' N "$parcel_no" 'service' S "$service" 'trackingNumber' S "$tracking_number" 'shippedAt' S "$shipped_at") || return
    new_item=$(with_shipment_keys "$new_item") || return
    local part2
    part2=$(request \
        TableName 'OnlineShop' \
        Item "$new_item" \
        ConditionExpression 'attribute_not_exists(PK)') || return
    parts+=(Put "$part2")
    transact_write "" "${parts[@]}" || return
}

# Cancels an order that has not left yet, and gives its stock back.
cancel_an_order() {
    local order_id="${1?order_id}" cancelled_at="${2?cancelled_at}"
    local values
    values=$(object ':pk' S "ORDER#${order_id}" ':sk' S "ITEM#") || return
    local line
    line=$(read_items query \
        --table-name 'OnlineShop' \
        --key-condition-expression 'PK = :pk AND begins_with(SK, :sk)' \
        --expression-attribute-values "$values") || return
    local parts=()
    local key
    key=$(object 'PK' S "ORDER#${order_id}" 'SK' S "ORDER") || return
    local values2
    values2=$(object ':paid' S 'PAID' ':placed' S 'PLACED' ':cancelled' S 'CANCELLED' ':cancelledAt' S "$cancelled_at") || return
    local part
    part=$(request \
        TableName 'OnlineShop' \
        Key "$key" \
        UpdateExpression 'SET #status = :cancelled, cancelledAt = :cancelledAt REMOVE openStatus, openSince, GSI3PK, GSI3SK' \
        ConditionExpression '#status IN (:placed, :paid)' \
        ExpressionAttributeNames '{"#status": "status"}' \
        ExpressionAttributeValues "$values2") || return
    parts+=(Update "$part")
    local line_item
    while IFS= read -r -u 3 line_item; do
        [ -n "$line_item" ] || continue
        local part2
        part2=$(text_of "$line_item" 'productId') || return
        local key2
        key2=$(object 'PK' S "PRODUCT#${part2}" 'SK' S "PRODUCT") || return
        local part3
        part3=$(attribute_of "$line_item" 'quantity') || return
        local values3
        values3=$(object ':quantity' ANY "$part3") || return
        local part4
        part4=$(request \
            TableName 'OnlineShop' \
            Key "$key2" \
            UpdateExpression 'SET stock = stock + :quantity' \
            ConditionExpression 'attribute_exists(PK)' \
            ExpressionAttributeValues "$values3") || return
        parts+=(Update "$part4")
    done 3<<<"$line"
    transact_write "" "${parts[@]}" || return
}

# The carrier reports a delivery and knows only its own number.
parcel_of_a_tracking_number() {
    local tracking_number="${1?tracking_number}"
    local values
    values=$(object ':gsi1Pk' S "TRACKING#${tracking_number}" ':gsi1Sk' S "SHIPMENT") || return
    local found
    found=$(read_items query \
        --table-name 'OnlineShop' \
        --index-name 'GSI1' \
        --key-condition-expression 'GSI1PK = :gsi1Pk AND GSI1SK = :gsi1Sk' \
        --expression-attribute-values "$values") || return
    print_items "$found"
}

# For the bookkeeping, in order of time.
payments_of_a_day() {
    local day="${1?day}"
    local values
    values=$(object ':gsi1Pk' S "PAYDAY#${day}") || return
    local found
    found=$(read_items query \
        --table-name 'OnlineShop' \
        --index-name 'GSI1' \
        --key-condition-expression 'GSI1PK = :gsi1Pk' \
        --expression-attribute-values "$values") || return
    print_items "$found"
}

if [ "${BASH_SOURCE[0]}" = "$0" ] && [ $# -gt 0 ]; then
    "$@"
fi
