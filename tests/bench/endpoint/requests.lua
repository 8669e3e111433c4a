-- One kind of request for wrk: wrk -s requests.lua URL -- NAME ITEMS [check]
-- With "check" every answer is read, which costs wrk time; without it only the status is counted. Prints one JSON line.

local itemsPerCollection = 100
local text = string.rep("x", 950) -- makes an item of about 1 KB

local function key(number)
    return string.format('"PK":{"S":"CUSTOMER#%d"},"SK":{"S":"ORDER#%d"}', math.floor(number / itemsPerCollection),
        1000 + number % itemsPerCollection)
end

local function anyKey()
    return key(math.random(0, items - 1))
end

-- Of another length each time, so that what the server counts changes with every write.
local function anyItem(more)
    return string.format('{%s,"total":{"N":"%d"},%s"text":{"S":"%s"}}', anyKey(), math.random(1, 1000000), more or "",
        string.sub(text, 1, math.random(900, 950)))
end

local function query(limit)
    return string.format('{"TableName":"Bench","Limit":%d,"KeyConditionExpression":"PK = :pk",'
        .. '"ExpressionAttributeValues":{":pk":{"S":"CUSTOMER#%d"}}}', limit, math.random(0, items / itemsPerCollection - 1))
end

-- `count` items with different keys, each in `pattern`.
local function several(count, pattern)
    local written, first = {}, math.random(0, items - 1)
    for i = 1, count do
        local item = string.format('{%s,"total":{"N":"%d"},"text":{"S":"%s"}}', key((first + i * 7919) % items), i, text)
        written[i] = string.format(pattern, item)
    end
    return table.concat(written, ",")
end

-- name = { operation, body, what a right answer holds }
local kinds = {
    health = { "", function() return nil end, "^healthy: " },
    put = { "PutItem", function() return '{"TableName":"Bench","Item":' .. anyItem() .. '}' end, "^{}$" },
    get = { "GetItem", function() return '{"TableName":"Bench","Key":{' .. anyKey() .. '}}' end, '^{"Item":{.*"text":{"S":"xxx' },
    update = { "UpdateItem", function()
        return '{"TableName":"Bench","Key":{' .. anyKey() .. '},"UpdateExpression":"SET #total = #total + :one",'
            .. '"ExpressionAttributeNames":{"#total":"total"},"ExpressionAttributeValues":{":one":{"N":"1"}}}'
    end, "^{}$" },
    query10 = { "Query", function() return query(10) end, '"Count":10,' },
    query100 = { "Query", function() return query(100) end, '"Count":100,' },
    scan = { "Scan", function() return '{"TableName":"Bench","ExclusiveStartKey":{' .. anyKey() .. '}}' end, '"Count":%d' },
    batch25 = { "BatchWriteItem", function()
        return '{"RequestItems":{"Bench":[' .. several(25, '{"PutRequest":{"Item":%s}}') .. ']}}'
    end, '"UnprocessedItems":{}' },
    transact4 = { "TransactWriteItems", function()
        return '{"TransactItems":[' .. several(4, '{"Put":{"TableName":"Bench","Item":%s}}') .. ']}'
    end, "^{}$" },
    put2gsi = { "PutItem", function()
        local more = string.format('"a":{"S":"A#%d"},"b":{"S":"B#%d"},', math.random(1, 1000), math.random(1, 1000))
        return '{"TableName":"BenchIndexed","Item":' .. anyItem(more) .. '}'
    end, "^{}$" },
}

local threads = {}

function setup(thread)
    table.insert(threads, thread)
end

function init(arguments)
    local kind = kinds[arguments[1]]
    items = tonumber(arguments[2])
    wrong = 0
    firstWrong = ""
    math.randomseed(os.time())
    makeBody = kind[2]
    wrk.method = arguments[1] == "health" and "GET" or "POST"
    wrk.headers["Content-Type"] = "application/x-amz-json-1.0"
    wrk.headers["X-Amz-Target"] = "DynamoDB_20120810." .. kind[1]
    wrk.headers["X-Amz-Date"] = "20260101T000000Z"
    wrk.headers["Authorization"] = "AWS4-HMAC-SHA256 Credential=bench/20260101/us-east-1/dynamodb/aws4_request, "
        .. "SignedHeaders=host;x-amz-date;x-amz-target, Signature=" .. string.rep("0", 64)
    if arguments[3] == "check" then
        function response(status, headers, body)
            if status ~= 200 or not string.find(body, kind[3]) then
                wrong = wrong + 1
                firstWrong = status .. " " .. string.sub(body, 1, 200)
            end
        end
    end
end

function request()
    return wrk.format(nil, nil, nil, makeBody())
end

function done(summary, latency)
    local wrongAnswers, example = 0, ""
    for _, thread in ipairs(threads) do
        wrongAnswers = wrongAnswers + thread:get("wrong")
        example = thread:get("firstWrong")
    end
    local errors = summary.errors
    io.write(string.format('{"requests":%d,"microseconds":%d,"p50":%d,"p99":%d,"refused":%d,"broken":%d,"wrong":%d,"example":"%s"}\n',
        summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), errors.status,
        errors.connect + errors.read + errors.write + errors.timeout, wrongAnswers, (string.gsub(example, '[\\"%c]', "'"))))
end
