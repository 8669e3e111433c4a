#include "core/exchange/code/runtime.h"

namespace keywright::exchange {

namespace {

// jq takes words that begin with "-" for options, so each of them is given with a "=" before it.
constexpr RuntimePiece kShellPieces[] = {
    {"dynamodb", R"code(
dynamodb() {
    aws dynamodb "$@" --output json --no-cli-pager ${DYNAMODB_ENDPOINT_URL:+--endpoint-url "$DYNAMODB_ENDPOINT_URL"}
}
)code"},
    {"with_input", R"code(
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
)code"},
    {"object", R"code(
# object [NAME TYPE VALUE]...: DynamoDB JSON; of the type ANY is a value that is DynamoDB JSON already.
object() {
    jq -nc '[$ARGS.positional[][1:]] as $words | reduce range(0; $words | length; 3) as $at ({};
        .[$words[$at]] = ($words[$at + 1] as $type | $words[$at + 2] | if $type == "ANY" then fromjson
            elif $type == "S" or $type == "N" or $type == "B" then {($type): .} else {($type): fromjson} end))' \
        --args "${@/#/=}"
}
)code"},
    {"with_attribute", R"code(
# with_attribute ITEM NAME TYPE VALUE
with_attribute() {
    local item="$1"
    shift
    jq -c --argjson more "$(object "$@")" '. + $more' <<<"$item"
}
)code"},
    {"has_all", R"code(
# has_all ITEM NAME...
has_all() {
    local item="$1"
    shift
    jq -e '. as $item | all($ARGS.positional[][1:]; in($item))' --args "${@/#/=}" <<<"$item" >/dev/null
}
)code"},
    {"attribute_of", R"code(
# attribute_of ITEM NAME: with its type.
attribute_of() {
    jq -ce --arg name "$2" '.[$name] // error("an item has no attribute " + $name)' <<<"$1"
}
)code"},
    {"text_of", R"code(
# text_of ITEM NAME: as it stands in a key, a string or a number as DynamoDB writes it.
text_of() {
    local value
    value=$(attribute_of "$1" "$2") || return
    case "$value" in
    '{"N":'*) number_text "$(jq -r '.N' <<<"$value")" ;;
    *) jq -r '.S // error("an attribute is no text and no number")' <<<"$value" ;;
    esac
}
)code"},
    {"number_text", R"code(
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
)code"},
    {"get_one", R"code(
# get_one FLAG...: the item; nothing when there is none.
get_one() {
    local answer
    answer=$(dynamodb get-item "$@") || return
    jq -c '.Item // empty' <<<"$answer"
}
)code"},
    {"get_written", R"code(
# get_written put-item|update-item|delete-item FLAG...: the attributes that the write returns; nothing when there are none.
get_written() {
    local answer
    answer=$(dynamodb "$@") || return
    jq -c '.Attributes // empty' <<<"$answer"
}
)code"},
    {"read_items", R"code(
# read_items query|scan FLAG...: of every page; of one page where there is a --limit.
read_items() {
    local answer
    answer=$(dynamodb "$@") || return
    jq -c '.Items[]' <<<"$answer"
}
)code"},
    {"send", R"code(
# send OPERATION FLAG...: without its answer.
send() {
    dynamodb "$@" >/dev/null
}
)code"},
    {"request", R"code(
# request [MEMBER VALUE]...: as a part of a transaction or batch.
request() {
    jq -nc '[$ARGS.positional[][1:]] as $words | reduce range(0; $words | length; 2) as $at ({}; .[$words[$at]] = ($words[$at + 1]
        | if $words[$at] | IN("Key", "Item", "ConsistentRead", "ExpressionAttributeNames", "ExpressionAttributeValues")
          then fromjson else . end))' --args "${@/#/=}"
}
)code"},
    {"batch_get", R"code(
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
)code"},
    {"batch_write", R"code(
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
)code"},
    {"transact_get", R"code(
# transact_get [Get REQUEST]...: the items that are there, all read at one moment.
transact_get() {
    local requests answer
    requests=$(actions "" "$@") || return
    answer=$(with_input transact-get-items "$requests") || return
    jq -c '.Responses[].Item // empty' <<<"$answer"
}
)code"},
    {"transact_write", R"code(
# transact_write TOKEN [ACTION REQUEST]...: all or none.
transact_write() {
    local requests
    requests=$(actions "$@") || return
    with_input transact-write-items "$requests" >/dev/null
}
)code"},
    {"actions", R"code(
actions() {
    local token="$1"
    shift
    while [ $# -gt 0 ]; do
        printf '{"%s": %s}\n' "$1" "$2"
        shift 2
    done | jq -sc --arg token "$token" '{TransactItems: .} + if $token == "" then {} else {ClientRequestToken: $token} end'
}
)code"},
    {"fan_out", R"code(
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
)code"},
    {"sort_items", R"code(
# sort_items [NAME ascending|descending]...
sort_items() {
    jq -sc 'def order: if .N then [0, (.N | tonumber)] else [1, (.S // .B // "")] end;
        [$ARGS.positional[][1:]] as $words | reduce ([range(0; $words | length; 2)] | reverse[]) as $at (.;
            if $words[$at + 1] == "descending" then reverse | sort_by(.[$words[$at]] | order) | reverse
            else sort_by(.[$words[$at]] | order) end) | .[]' --args "${@/#/=}"
}
)code"},
    {"print_items", R"code(
print_items() {
    [ -z "$1" ] || sed '/^$/d' <<<"$1"
}
)code"},
    {"pad", R"code(
# pad TEXT LENGTH: zeros to the left, up to so many characters.
pad() {
    jq -rn --arg text "$1" --argjson length "$2" '[range($length - ($text | length)) | "0"] | join("") + $text'
}
)code"},
    {"upper", R"code(
# The letters a to z only, whatever the locale.
upper() {
    # shellcheck disable=SC2018,SC2019
    printf '%s' "$1" | LC_ALL=C tr 'a-z' 'A-Z'
}
)code"},
    {"lower", R"code(
# The letters A to Z only, whatever the locale.
lower() {
    # shellcheck disable=SC2018,SC2019
    printf '%s' "$1" | LC_ALL=C tr 'A-Z' 'a-z'
}
)code"},
    {"shard", R"code(
# shard TEXT COUNT: the first 4 bytes of the MD5, big-endian, modulo the number of shards.
shard() {
    local digest
    digest=$(printf '%s' "$1" | md5sum) || return
    echo $((16#${digest:0:8} % $2))
}
)code"},
    {"format_date", R"code(
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
)code"},
};

} // namespace

std::span<const RuntimePiece> shellPieces()
{
    return kShellPieces;
}

} // namespace keywright::exchange
