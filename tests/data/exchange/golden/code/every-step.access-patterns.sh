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

# batch_write [TABLE PutRequest|DeleteRequest REQUEST]...: 25 a call.
batch_write() {
    local waiting="[]" tables answer
    while [ $# -gt 0 ]; do
        waiting=$(jq -c --arg table "$1" --arg action "$2" --argjson write "$3" '. + [{table: $table, write: {($action): $write}}]' \
            <<<"$waiting") || return
        shift 3
    done
    while [ "$waiting" != "[]" ]; do
        tables=$(jq -c '{RequestItems: (reduce .[:25][] as $each ({}; .[$each.table] += [$each.write]))}' <<<"$waiting") || return
        answer=$(with_input batch-write-item "$tables") || return
        waiting=$(jq -sc '[.[1].UnprocessedItems // {} | to_entries[] | .key as $table | .value[] | {table: $table, write: .}]
            + .[0][25:]' <<<"$waiting $answer") || return
    done
}

# transact_get [Get REQUEST]...: the items that are there, all read at one moment.
transact_get() {
    local requests answer
    requests=$(actions "" "$@") || return
    answer=$(with_input transact-get-items "$requests") || return
    jq -c '.Responses[].Item // empty' <<<"$answer"
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

# The letters a to z only, whatever the locale.
upper() {
    # shellcheck disable=SC2018,SC2019
    printf '%s' "$1" | LC_ALL=C tr 'a-z' 'A-Z'
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

# with_thing_keys ITEM: with the attributes that its keys are built of.
with_thing_keys() {
    local item="$1"
    item=$(with_attribute "$item" 'kind' S 'thing') || return
    if has_all "$item" 'id' 'n'; then
        local part
        part=$(text_of "$item" 'id') || return
        local part2
        part2=$(lower "${part}") || return
        local part3
        part3=$(pad "${part2}" '8') || return
        local part4
        part4=$(text_of "$item" 'id') || return
        local part5
        part5=$(upper "${part4}") || return
        local part6
        part6=$(shard "${part5}" '4') || return
        local part7
        part7=$(text_of "$item" 'n') || return
        local part8
        part8=$(format_date "${part7}" 'yyyy-MM') || return
        item=$(with_attribute "$item" 'key' S "THING#${part3}#${part6}#${part8}") || return
    fi
    printf '%s\n' "$item"
}

# Says "largest" first */ \ and merges.
largest_of_all_shards() {
    local group="${1?group}" class="${2?class}"
    one_shard() {
        local shard_number="$1"
        local values
        values=$(object ':group' S "${group}#${shard_number}" ':class' S "$class" ':least' N '0.5') || return
        local of_shard
        of_shard=$(read_items query \
            --table-name 'Things' \
            --index-name 'by-group' \
            --key-condition-expression '#key_group = :group' \
            --filter-expression '#class = :class AND #size > :least' \
            --projection-expression '#key, #size, #class' \
            --expression-attribute-names '{"#class": "class", "#size": "size", "#key": "key", "#key_group": "group"}' \
            --expression-attribute-values "$values" \
            --no-scan-index-forward) || return
        print_items "$of_shard"
    }
    local found
    found=$(fan_out 3 one_shard) || return
    found=$(sort_items 'size' descending 'key' ascending <<<"$found") || return
    found=$(head -n 5 <<<"$found")
    print_items "$found"
}

# Copies of things
copies_of_things() {
    local group="${1?group}"
    local values
    values=$(object ':group' S "$group") || return
    local thing
    thing=$(read_items query \
        --table-name 'Things' \
        --index-name 'by-group' \
        --key-condition-expression '#key_group = :group' \
        --expression-attribute-names '{"#key_group": "group"}' \
        --expression-attribute-values "$values") || return
    local whole="" more
    local thing_item
    while IFS= read -r -u 3 thing_item; do
        [ -n "$thing_item" ] || continue
        local part
        part=$(attribute_of "$thing_item" 'key') || return
        local part2
        part2=$(attribute_of "$thing_item" 'size') || return
        local key
        key=$(object 'key' ANY "$part" 'size' ANY "$part2") || return
        more=$(get_one \
            --table-name 'Things' \
            --key "$key") || return
        whole+=${more:+$more$'\n'}
    done 3<<<"$thing"
    local parts=()
    local whole_item
    while IFS= read -r -u 3 whole_item; do
        [ -n "$whole_item" ] || continue
        local part3
        part3=$(attribute_of "$whole_item" 'key') || return
        local key2
        key2=$(object 'key' ANY "$part3" 'size' N '1') || return
        local part4
        part4=$(request \
            Key "$key2" \
            ProjectionExpression '#group' \
            ExpressionAttributeNames '{"#group": "group"}') || return
        parts+=('Things' "$part4")
    done 3<<<"$whole"
    local found
    found=$(batch_get "${parts[@]}") || return
    print_items "$found"
}

# Write many
write_many() {
    local id="${1?id}" n="${2?n}" bytes="${3?bytes}" tags="${4?tags}"
    local parts=()
    local new_item
    new_item=$(object 'id' S "$id" 'n' N "$n" 'size' N "$n" 'bytes' B "$bytes" 'tags' SS "$tags" 'on' BOOL 'true' 'off' NULL 'true' 'map' M '{"a":{"L":[{"N":"1"}]}}' 'raw' B 'AQI=') || return
    new_item=$(with_thing_keys "$new_item") || return
    local part
    part=$(request \
        Item "$new_item") || return
    parts+=('Things' PutRequest "$part")
    local key
    key=$(object 'key' S "$id" 'size' N '12345678901234567890.5') || return
    local part2
    part2=$(request \
        Key "$key") || return
    parts+=('Things' DeleteRequest "$part2")
    batch_write "${parts[@]}" || return
}

# Two at once
two_at_once() {
    local id="${1?id}"
    local parts=()
    local key
    key=$(object 'key' S "$id" 'size' N '1') || return
    local part
    part=$(request \
        TableName 'Things' \
        Key "$key") || return
    parts+=(Get "$part")
    local part2
    part2=$(upper "${id}") || return
    local key2
    key2=$(object 'key' S "${part2}" 'size' N '2') || return
    local part3
    part3=$(request \
        TableName 'Things' \
        Key "$key2" \
        ProjectionExpression '#size' \
        ExpressionAttributeNames '{"#size": "size"}') || return
    parts+=(Get "$part3")
    local found
    found=$(transact_get "${parts[@]}") || return
    print_items "$found"
}

# Guarded change
guarded_change() {
    local id="${1?id}" token="${2?token}"
    local parts=()
    local key
    key=$(object 'key' S "$id" 'size' N '1') || return
    local part
    part=$(request \
        TableName 'Things' \
        Key "$key" \
        ConditionExpression 'attribute_exists(#group)' \
        ExpressionAttributeNames '{"#group": "group"}') || return
    parts+=(ConditionCheck "$part")
    local key2
    key2=$(object 'key' S "$id" 'size' N '2') || return
    local values
    values=$(object ':id' S "$id") || return
    local part2
    part2=$(request \
        TableName 'Things' \
        Key "$key2" \
        ConditionExpression '#status = :id' \
        ExpressionAttributeNames '{"#status": "status"}' \
        ExpressionAttributeValues "$values") || return
    parts+=(Delete "$part2")
    transact_write "${token}" "${parts[@]}" || return
}

# Some of everything
some_of_everything() {
    local values
    values=$(object ':start' S 'a"b') || return
    local found
    found=$(read_items scan \
        --table-name 'Things' \
        --filter-expression 'begins_with(#name, :start)' \
        --expression-attribute-names '{"#name": "name"}' \
        --consistent-read \
        --expression-attribute-values "$values" \
        --limit 3) || return
    print_items "$found"
}

if [ "${BASH_SOURCE[0]}" = "$0" ] && [ $# -gt 0 ]; then
    "$@"
fi
