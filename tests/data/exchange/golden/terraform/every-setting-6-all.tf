# Tables of the model "Every setting", written by Keywright.
terraform {
  required_version = ">= 1.3"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.37, < 7.0"
    }
  }
}

variable "name_prefix" {
  description = "Put before the name of every table, such as \"staging-\"."
  type        = string
  default     = ""
}

resource "aws_dynamodb_table" "readings" {
  name                        = "${var.name_prefix}Readings"
  billing_mode                = "PROVISIONED"
  read_capacity               = 10
  write_capacity              = 20
  hash_key                    = "sensor-id"
  range_key                   = "at"
  table_class                 = "STANDARD_INFREQUENT_ACCESS"
  deletion_protection_enabled = true
  stream_enabled              = true
  stream_view_type            = "NEW_IMAGE"

  attribute {
    name = "sensor-id"
    type = "S"
  }

  attribute {
    name = "at"
    type = "N"
  }

  attribute {
    name = "kind"
    type = "S"
  }

  attribute {
    name = "hash"
    type = "B"
  }

  attribute {
    name = "place"
    type = "S"
  }

  warm_throughput {
    read_units_per_second  = 13000
    write_units_per_second = 5000
  }

  global_secondary_index {
    name            = "by-place"
    projection_type = "ALL"
    read_capacity   = 3
    write_capacity  = 4

    key_schema {
      attribute_name = "place"
      key_type       = "HASH"
    }

    key_schema {
      attribute_name = "at"
      key_type       = "RANGE"
    }

    warm_throughput {
      read_units_per_second  = 12000
      write_units_per_second = 4000
    }
  }

  local_secondary_index {
    name            = "by-kind"
    range_key       = "kind"
    projection_type = "KEYS_ONLY"
  }

  local_secondary_index {
    name               = "by-hash"
    range_key          = "hash"
    projection_type    = "INCLUDE"
    non_key_attributes = ["value", "unit"]
  }

  ttl {
    attribute_name = "expires"
    enabled        = true
  }

  point_in_time_recovery {
    enabled                 = true
    recovery_period_in_days = 7
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = aws_kms_key.readings.arn
  }

  tags = {
    "cost centre" = "4711"
    stage         = "$${test} \"quoted\""
  }

  lifecycle {
    prevent_destroy = true
    # Auto scaling changes the capacity of the indexes, and every apply sets it back. To leave it
    # alone, add global_secondary_index to ignore_changes; Terraform then sees no other change of an
    # index either.
    ignore_changes = [read_capacity, write_capacity]
  }
}

resource "aws_dynamodb_table" "accounts_global" {
  name                        = "${var.name_prefix}Accounts.global"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "tenant"
  table_class                 = "STANDARD"
  deletion_protection_enabled = false
  stream_enabled              = true
  stream_view_type            = "NEW_AND_OLD_IMAGES"

  attribute {
    name = "tenant"
    type = "S"
  }

  attribute {
    name = "region"
    type = "S"
  }

  attribute {
    name = "plan"
    type = "S"
  }

  attribute {
    name = "since"
    type = "N"
  }

  on_demand_throughput {
    max_read_request_units  = 1000
    max_write_request_units = 500
  }

  global_secondary_index {
    name               = "by-region-and-plan"
    projection_type    = "INCLUDE"
    non_key_attributes = ["owner"]

    key_schema {
      attribute_name = "region"
      key_type       = "HASH"
    }

    key_schema {
      attribute_name = "plan"
      key_type       = "HASH"
    }

    key_schema {
      attribute_name = "since"
      key_type       = "RANGE"
    }

    key_schema {
      attribute_name = "tenant"
      key_type       = "RANGE"
    }

    on_demand_throughput {
      max_read_request_units  = 100
      max_write_request_units = 50
    }
  }

  point_in_time_recovery {
    enabled                 = true
    recovery_period_in_days = 35
  }

  server_side_encryption {
    enabled = true
  }

  replica {
    region_name            = "eu-west-1"
    point_in_time_recovery = true
    propagate_tags         = true
  }

  replica {
    region_name            = "us-east-2"
    point_in_time_recovery = true
    propagate_tags         = true
  }

  lifecycle {
    prevent_destroy = true
  }
}

data "aws_region" "current" {
}

variable "alarm_actions" {
  description = "ARNs, such as of SNS topics, that every alarm tells."
  type        = list(string)
  default     = []
}

resource "aws_kms_key" "readings" {
  description         = "Encrypts the table Readings."
  enable_key_rotation = true
}

resource "aws_appautoscaling_target" "readings_read" {
  service_namespace  = "dynamodb"
  resource_id        = "table/${aws_dynamodb_table.readings.name}"
  scalable_dimension = "dynamodb:table:ReadCapacityUnits"
  min_capacity       = 10
  max_capacity       = 100
}

resource "aws_appautoscaling_policy" "readings_read" {
  name               = "ReadCapacityUtilization:${aws_appautoscaling_target.readings_read.resource_id}"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.readings_read.service_namespace
  resource_id        = aws_appautoscaling_target.readings_read.resource_id
  scalable_dimension = aws_appautoscaling_target.readings_read.scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value = 70

    predefined_metric_specification {
      predefined_metric_type = "DynamoDBReadCapacityUtilization"
    }
  }
}

resource "aws_appautoscaling_target" "readings_write" {
  service_namespace  = "dynamodb"
  resource_id        = "table/${aws_dynamodb_table.readings.name}"
  scalable_dimension = "dynamodb:table:WriteCapacityUnits"
  min_capacity       = 20
  max_capacity       = 200
}

resource "aws_appautoscaling_policy" "readings_write" {
  name               = "WriteCapacityUtilization:${aws_appautoscaling_target.readings_write.resource_id}"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.readings_write.service_namespace
  resource_id        = aws_appautoscaling_target.readings_write.resource_id
  scalable_dimension = aws_appautoscaling_target.readings_write.scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value = 75

    predefined_metric_specification {
      predefined_metric_type = "DynamoDBWriteCapacityUtilization"
    }
  }
}

resource "aws_appautoscaling_target" "readings_by_place_read" {
  service_namespace  = "dynamodb"
  resource_id        = "table/${aws_dynamodb_table.readings.name}/index/by-place"
  scalable_dimension = "dynamodb:index:ReadCapacityUnits"
  min_capacity       = 3
  max_capacity       = 30
}

resource "aws_appautoscaling_policy" "readings_by_place_read" {
  name               = "ReadCapacityUtilization:${aws_appautoscaling_target.readings_by_place_read.resource_id}"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.readings_by_place_read.service_namespace
  resource_id        = aws_appautoscaling_target.readings_by_place_read.resource_id
  scalable_dimension = aws_appautoscaling_target.readings_by_place_read.scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value = 60

    predefined_metric_specification {
      predefined_metric_type = "DynamoDBReadCapacityUtilization"
    }
  }
}

resource "aws_appautoscaling_target" "readings_by_place_write" {
  service_namespace  = "dynamodb"
  resource_id        = "table/${aws_dynamodb_table.readings.name}/index/by-place"
  scalable_dimension = "dynamodb:index:WriteCapacityUnits"
  min_capacity       = 4
  max_capacity       = 40
}

resource "aws_appautoscaling_policy" "readings_by_place_write" {
  name               = "WriteCapacityUtilization:${aws_appautoscaling_target.readings_by_place_write.resource_id}"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.readings_by_place_write.service_namespace
  resource_id        = aws_appautoscaling_target.readings_by_place_write.resource_id
  scalable_dimension = aws_appautoscaling_target.readings_by_place_write.scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value = 65

    predefined_metric_specification {
      predefined_metric_type = "DynamoDBWriteCapacityUtilization"
    }
  }
}

resource "aws_dynamodb_contributor_insights" "readings" {
  table_name = aws_dynamodb_table.readings.name
  mode       = "THROTTLED_KEYS"
}

resource "aws_dynamodb_contributor_insights" "readings_by_place" {
  table_name = aws_dynamodb_table.readings.name
  index_name = "by-place"
  mode       = "ACCESSED_AND_THROTTLED_KEYS"
}

resource "aws_dynamodb_resource_policy" "readings" {
  resource_arn = aws_dynamodb_table.readings.arn

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          AWS = "arn:aws:iam::111122223333:root"
        }
        Action   = ["dynamodb:GetItem", "dynamodb:Query"]
        Resource = "*"
      },
    ]
  })
}

resource "aws_kinesis_stream" "readings" {
  name = "${var.name_prefix}readings-feed"

  stream_mode_details {
    stream_mode = "ON_DEMAND"
  }
}

resource "aws_dynamodb_kinesis_streaming_destination" "readings" {
  stream_arn                               = aws_kinesis_stream.readings.arn
  table_name                               = aws_dynamodb_table.readings.name
  approximate_creation_date_time_precision = "MICROSECOND"
}

resource "aws_cloudwatch_metric_alarm" "readings_read_throttles" {
  alarm_name          = "${aws_dynamodb_table.readings.name}-read-throttles"
  alarm_description   = "Reads are throttled: table Readings."
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarm_actions
  namespace           = "AWS/DynamoDB"
  metric_name         = "ReadThrottleEvents"
  statistic           = "Sum"
  period              = 300

  dimensions = {
    TableName = aws_dynamodb_table.readings.name
  }
}

resource "aws_cloudwatch_metric_alarm" "readings_write_throttles" {
  alarm_name          = "${aws_dynamodb_table.readings.name}-write-throttles"
  alarm_description   = "Writes are throttled: table Readings."
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarm_actions
  namespace           = "AWS/DynamoDB"
  metric_name         = "WriteThrottleEvents"
  statistic           = "Sum"
  period              = 300

  dimensions = {
    TableName = aws_dynamodb_table.readings.name
  }
}

resource "aws_cloudwatch_metric_alarm" "readings_read_utilisation" {
  alarm_name          = "${aws_dynamodb_table.readings.name}-read-utilisation"
  alarm_description   = "Nearly all of the provisioned read capacity is in use: table Readings."
  comparison_operator = "GreaterThanThreshold"
  threshold           = 80
  evaluation_periods  = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarm_actions

  metric_query {
    id          = "utilisation"
    expression  = "100 * consumed / PERIOD(consumed) / provisioned"
    label       = "Per cent of the provisioned units"
    return_data = true
  }

  metric_query {
    id = "consumed"

    metric {
      namespace   = "AWS/DynamoDB"
      metric_name = "ConsumedReadCapacityUnits"
      stat        = "Sum"
      period      = 300

      dimensions = {
        TableName = aws_dynamodb_table.readings.name
      }
    }
  }

  metric_query {
    id = "provisioned"

    metric {
      namespace   = "AWS/DynamoDB"
      metric_name = "ProvisionedReadCapacityUnits"
      stat        = "Average"
      period      = 300

      dimensions = {
        TableName = aws_dynamodb_table.readings.name
      }
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "readings_write_utilisation" {
  alarm_name          = "${aws_dynamodb_table.readings.name}-write-utilisation"
  alarm_description   = "Nearly all of the provisioned write capacity is in use: table Readings."
  comparison_operator = "GreaterThanThreshold"
  threshold           = 80
  evaluation_periods  = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarm_actions

  metric_query {
    id          = "utilisation"
    expression  = "100 * consumed / PERIOD(consumed) / provisioned"
    label       = "Per cent of the provisioned units"
    return_data = true
  }

  metric_query {
    id = "consumed"

    metric {
      namespace   = "AWS/DynamoDB"
      metric_name = "ConsumedWriteCapacityUnits"
      stat        = "Sum"
      period      = 300

      dimensions = {
        TableName = aws_dynamodb_table.readings.name
      }
    }
  }

  metric_query {
    id = "provisioned"

    metric {
      namespace   = "AWS/DynamoDB"
      metric_name = "ProvisionedWriteCapacityUnits"
      stat        = "Average"
      period      = 300

      dimensions = {
        TableName = aws_dynamodb_table.readings.name
      }
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "readings_by_place_read_throttles" {
  alarm_name          = "${aws_dynamodb_table.readings.name}-by-place-read-throttles"
  alarm_description   = "Reads are throttled: index by-place of Readings."
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarm_actions
  namespace           = "AWS/DynamoDB"
  metric_name         = "ReadThrottleEvents"
  statistic           = "Sum"
  period              = 300

  dimensions = {
    TableName                = aws_dynamodb_table.readings.name
    GlobalSecondaryIndexName = "by-place"
  }
}

resource "aws_cloudwatch_metric_alarm" "readings_by_place_write_throttles" {
  alarm_name          = "${aws_dynamodb_table.readings.name}-by-place-write-throttles"
  alarm_description   = "Writes are throttled: index by-place of Readings."
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarm_actions
  namespace           = "AWS/DynamoDB"
  metric_name         = "WriteThrottleEvents"
  statistic           = "Sum"
  period              = 300

  dimensions = {
    TableName                = aws_dynamodb_table.readings.name
    GlobalSecondaryIndexName = "by-place"
  }
}

resource "aws_cloudwatch_metric_alarm" "readings_by_place_read_utilisation" {
  alarm_name          = "${aws_dynamodb_table.readings.name}-by-place-read-utilisation"
  alarm_description   = "Nearly all of the provisioned read capacity is in use: index by-place of Readings."
  comparison_operator = "GreaterThanThreshold"
  threshold           = 80
  evaluation_periods  = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarm_actions

  metric_query {
    id          = "utilisation"
    expression  = "100 * consumed / PERIOD(consumed) / provisioned"
    label       = "Per cent of the provisioned units"
    return_data = true
  }

  metric_query {
    id = "consumed"

    metric {
      namespace   = "AWS/DynamoDB"
      metric_name = "ConsumedReadCapacityUnits"
      stat        = "Sum"
      period      = 300

      dimensions = {
        TableName                = aws_dynamodb_table.readings.name
        GlobalSecondaryIndexName = "by-place"
      }
    }
  }

  metric_query {
    id = "provisioned"

    metric {
      namespace   = "AWS/DynamoDB"
      metric_name = "ProvisionedReadCapacityUnits"
      stat        = "Average"
      period      = 300

      dimensions = {
        TableName                = aws_dynamodb_table.readings.name
        GlobalSecondaryIndexName = "by-place"
      }
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "readings_by_place_write_utilisation" {
  alarm_name          = "${aws_dynamodb_table.readings.name}-by-place-write-utilisation"
  alarm_description   = "Nearly all of the provisioned write capacity is in use: index by-place of Readings."
  comparison_operator = "GreaterThanThreshold"
  threshold           = 80
  evaluation_periods  = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarm_actions

  metric_query {
    id          = "utilisation"
    expression  = "100 * consumed / PERIOD(consumed) / provisioned"
    label       = "Per cent of the provisioned units"
    return_data = true
  }

  metric_query {
    id = "consumed"

    metric {
      namespace   = "AWS/DynamoDB"
      metric_name = "ConsumedWriteCapacityUnits"
      stat        = "Sum"
      period      = 300

      dimensions = {
        TableName                = aws_dynamodb_table.readings.name
        GlobalSecondaryIndexName = "by-place"
      }
    }
  }

  metric_query {
    id = "provisioned"

    metric {
      namespace   = "AWS/DynamoDB"
      metric_name = "ProvisionedWriteCapacityUnits"
      stat        = "Average"
      period      = 300

      dimensions = {
        TableName                = aws_dynamodb_table.readings.name
        GlobalSecondaryIndexName = "by-place"
      }
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "readings_system_errors" {
  for_each = toset(["GetItem", "PutItem", "Query"])

  alarm_name          = "${aws_dynamodb_table.readings.name}-system-errors-${each.key}"
  alarm_description   = "DynamoDB answers requests to Readings with errors of its own."
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarm_actions
  namespace           = "AWS/DynamoDB"
  metric_name         = "SystemErrors"
  statistic           = "Sum"
  period              = 300

  dimensions = {
    TableName = aws_dynamodb_table.readings.name
    Operation = each.key
  }
}

resource "aws_cloudwatch_metric_alarm" "readings_latency" {
  for_each = toset(["GetItem", "PutItem", "Query"])

  alarm_name          = "${aws_dynamodb_table.readings.name}-latency-${each.key}"
  alarm_description   = "The slowest of a hundred requests to Readings takes too long (milliseconds)."
  comparison_operator = "GreaterThanThreshold"
  threshold           = 100
  evaluation_periods  = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarm_actions
  namespace           = "AWS/DynamoDB"
  metric_name         = "SuccessfulRequestLatency"
  extended_statistic  = "p99"
  period              = 300

  dimensions = {
    TableName = aws_dynamodb_table.readings.name
    Operation = each.key
  }
}

resource "aws_cloudwatch_metric_alarm" "accounts_global_read_throttles" {
  alarm_name          = "${aws_dynamodb_table.accounts_global.name}-read-throttles"
  alarm_description   = "Reads are throttled: table Accounts.global."
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarm_actions
  namespace           = "AWS/DynamoDB"
  metric_name         = "ReadThrottleEvents"
  statistic           = "Sum"
  period              = 300

  dimensions = {
    TableName = aws_dynamodb_table.accounts_global.name
  }
}

resource "aws_cloudwatch_metric_alarm" "accounts_global_write_throttles" {
  alarm_name          = "${aws_dynamodb_table.accounts_global.name}-write-throttles"
  alarm_description   = "Writes are throttled: table Accounts.global."
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarm_actions
  namespace           = "AWS/DynamoDB"
  metric_name         = "WriteThrottleEvents"
  statistic           = "Sum"
  period              = 300

  dimensions = {
    TableName = aws_dynamodb_table.accounts_global.name
  }
}

resource "aws_cloudwatch_metric_alarm" "accounts_global_by_region_and_plan_read_throttles" {
  alarm_name          = "${aws_dynamodb_table.accounts_global.name}-by-region-and-plan-read-throttles"
  alarm_description   = "Reads are throttled: index by-region-and-plan of Accounts.global."
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarm_actions
  namespace           = "AWS/DynamoDB"
  metric_name         = "ReadThrottleEvents"
  statistic           = "Sum"
  period              = 300

  dimensions = {
    TableName                = aws_dynamodb_table.accounts_global.name
    GlobalSecondaryIndexName = "by-region-and-plan"
  }
}

resource "aws_cloudwatch_metric_alarm" "accounts_global_by_region_and_plan_write_throttles" {
  alarm_name          = "${aws_dynamodb_table.accounts_global.name}-by-region-and-plan-write-throttles"
  alarm_description   = "Writes are throttled: index by-region-and-plan of Accounts.global."
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarm_actions
  namespace           = "AWS/DynamoDB"
  metric_name         = "WriteThrottleEvents"
  statistic           = "Sum"
  period              = 300

  dimensions = {
    TableName                = aws_dynamodb_table.accounts_global.name
    GlobalSecondaryIndexName = "by-region-and-plan"
  }
}

resource "aws_cloudwatch_metric_alarm" "accounts_global_system_errors" {
  for_each = toset(["GetItem", "PutItem", "Query"])

  alarm_name          = "${aws_dynamodb_table.accounts_global.name}-system-errors-${each.key}"
  alarm_description   = "DynamoDB answers requests to Accounts.global with errors of its own."
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarm_actions
  namespace           = "AWS/DynamoDB"
  metric_name         = "SystemErrors"
  statistic           = "Sum"
  period              = 300

  dimensions = {
    TableName = aws_dynamodb_table.accounts_global.name
    Operation = each.key
  }
}

resource "aws_cloudwatch_metric_alarm" "accounts_global_latency" {
  for_each = toset(["GetItem", "PutItem", "Query"])

  alarm_name          = "${aws_dynamodb_table.accounts_global.name}-latency-${each.key}"
  alarm_description   = "The slowest of a hundred requests to Accounts.global takes too long (milliseconds)."
  comparison_operator = "GreaterThanThreshold"
  threshold           = 100
  evaluation_periods  = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarm_actions
  namespace           = "AWS/DynamoDB"
  metric_name         = "SuccessfulRequestLatency"
  extended_statistic  = "p99"
  period              = 300

  dimensions = {
    TableName = aws_dynamodb_table.accounts_global.name
    Operation = each.key
  }
}

variable "backup_role_arn" {
  description = "ARN of the role with which AWS Backup reads the tables."
  type        = string
}

resource "aws_backup_vault" "tables" {
  name = "${var.name_prefix}every_setting_tables"
}

resource "aws_backup_plan" "tables" {
  name = "${var.name_prefix}every_setting_tables"

  rule {
    rule_name         = "daily"
    target_vault_name = aws_backup_vault.tables.name
    schedule          = "cron(0 3 * * ? *)"

    lifecycle {
      delete_after = 35
    }
  }
}

resource "aws_backup_selection" "tables" {
  name         = "${var.name_prefix}every_setting_tables"
  iam_role_arn = var.backup_role_arn
  plan_id      = aws_backup_plan.tables.id
  resources    = [aws_dynamodb_table.readings.arn, aws_dynamodb_table.accounts_global.arn]
}

resource "aws_cloudwatch_dashboard" "tables" {
  dashboard_name = "${var.name_prefix}every_setting_tables"

  dashboard_body = jsonencode({
    widgets = [
      {
        type   = "metric"
        x      = 0
        y      = 0
        width  = 8
        height = 6
        properties = {
          title  = "Readings: consumed units"
          region = data.aws_region.current.region
          stat   = "Sum"
          period = 300
          metrics = [
            ["AWS/DynamoDB", "ConsumedReadCapacityUnits", "TableName", aws_dynamodb_table.readings.name],
            ["AWS/DynamoDB", "ConsumedWriteCapacityUnits", "TableName", aws_dynamodb_table.readings.name],
          ]
        }
      },
      {
        type   = "metric"
        x      = 8
        y      = 0
        width  = 8
        height = 6
        properties = {
          title  = "Readings: throttled requests"
          region = data.aws_region.current.region
          stat   = "Sum"
          period = 300
          metrics = [
            ["AWS/DynamoDB", "ReadThrottleEvents", "TableName", aws_dynamodb_table.readings.name],
            ["AWS/DynamoDB", "WriteThrottleEvents", "TableName", aws_dynamodb_table.readings.name],
          ]
        }
      },
      {
        type   = "metric"
        x      = 16
        y      = 0
        width  = 8
        height = 6
        properties = {
          title  = "Readings: p99 latency of GetItem"
          region = data.aws_region.current.region
          stat   = "p99"
          period = 300
          metrics = [
            ["AWS/DynamoDB", "SuccessfulRequestLatency", "TableName", aws_dynamodb_table.readings.name, "Operation", "GetItem"],
          ]
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 6
        width  = 8
        height = 6
        properties = {
          title  = "Accounts.global: consumed units"
          region = data.aws_region.current.region
          stat   = "Sum"
          period = 300
          metrics = [
            ["AWS/DynamoDB", "ConsumedReadCapacityUnits", "TableName", aws_dynamodb_table.accounts_global.name],
            ["AWS/DynamoDB", "ConsumedWriteCapacityUnits", "TableName", aws_dynamodb_table.accounts_global.name],
          ]
        }
      },
      {
        type   = "metric"
        x      = 8
        y      = 6
        width  = 8
        height = 6
        properties = {
          title  = "Accounts.global: throttled requests"
          region = data.aws_region.current.region
          stat   = "Sum"
          period = 300
          metrics = [
            ["AWS/DynamoDB", "ReadThrottleEvents", "TableName", aws_dynamodb_table.accounts_global.name],
            ["AWS/DynamoDB", "WriteThrottleEvents", "TableName", aws_dynamodb_table.accounts_global.name],
          ]
        }
      },
      {
        type   = "metric"
        x      = 16
        y      = 6
        width  = 8
        height = 6
        properties = {
          title  = "Accounts.global: p99 latency of GetItem"
          region = data.aws_region.current.region
          stat   = "p99"
          period = 300
          metrics = [
            ["AWS/DynamoDB", "SuccessfulRequestLatency", "TableName", aws_dynamodb_table.accounts_global.name, "Operation", "GetItem"],
          ]
        }
      },
    ]
  })
}

variable "dax_cluster_name" {
  description = "Name of the DAX cluster: up to 20 letters, digits and hyphens."
  type        = string
  default     = "every-setting"
}

variable "dax_node_type" {
  description = "Type of every node of the DAX cluster."
  type        = string
  default     = "dax.t3.small"
}

variable "dax_node_count" {
  description = "Nodes of the DAX cluster; with three, two may fail."
  type        = number
  default     = 3
}

variable "dax_subnet_ids" {
  description = "Subnets of the DAX nodes, in several Availability Zones."
  type        = list(string)
}

variable "dax_security_group_ids" {
  description = "Security groups of the DAX nodes; they must let port 9111 in."
  type        = list(string)
}

resource "aws_iam_role" "dax" {
  name        = "${var.name_prefix}every_setting_dax"
  description = "With which DAX reads and writes the tables."

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "dax.amazonaws.com"
        }
        Action = "sts:AssumeRole"
      },
    ]
  })
}

resource "aws_iam_role_policy" "dax" {
  name = "tables"
  role = aws_iam_role.dax.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Readings"
        Effect   = "Allow"
        Action   = ["dynamodb:BatchGetItem", "dynamodb:BatchWriteItem", "dynamodb:ConditionCheckItem", "dynamodb:DeleteItem", "dynamodb:DescribeTable", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:Scan", "dynamodb:UpdateItem"]
        Resource = [aws_dynamodb_table.readings.arn, "${aws_dynamodb_table.readings.arn}/index/*"]
      },
      {
        Sid      = "AccountsGlobal"
        Effect   = "Allow"
        Action   = ["dynamodb:BatchGetItem", "dynamodb:BatchWriteItem", "dynamodb:ConditionCheckItem", "dynamodb:DeleteItem", "dynamodb:DescribeTable", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:Scan", "dynamodb:UpdateItem"]
        Resource = [aws_dynamodb_table.accounts_global.arn, "${aws_dynamodb_table.accounts_global.arn}/index/*"]
      },
    ]
  })
}

resource "aws_dax_subnet_group" "tables" {
  name       = var.dax_cluster_name
  subnet_ids = var.dax_subnet_ids
}

resource "aws_dax_cluster" "tables" {
  cluster_name                     = var.dax_cluster_name
  node_type                        = var.dax_node_type
  replication_factor               = var.dax_node_count
  iam_role_arn                     = aws_iam_role.dax.arn
  subnet_group_name                = aws_dax_subnet_group.tables.name
  security_group_ids               = var.dax_security_group_ids
  cluster_endpoint_encryption_type = "TLS"

  server_side_encryption {
    enabled = true
  }
}

output "dax_cluster_address" {
  description = "Name of the DAX cluster in the network."
  value       = aws_dax_cluster.tables.cluster_address
}

variable "vpc_id" {
  description = "VPC that reaches the tables without the internet."
  type        = string
}

variable "route_table_ids" {
  description = "Route tables of the VPC that get a route to DynamoDB."
  type        = list(string)
}

resource "aws_vpc_endpoint" "dynamodb" {
  vpc_id            = var.vpc_id
  service_name      = "com.amazonaws.${data.aws_region.current.region}.dynamodb"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = var.route_table_ids

  # Only these tables pass. Add the others that are used from the VPC, or take the policy out.
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "OnlyTheTables"
        Effect    = "Allow"
        Principal = "*"
        Action    = "dynamodb:*"
        Resource  = [aws_dynamodb_table.readings.arn, "${aws_dynamodb_table.readings.arn}/index/*", aws_dynamodb_table.accounts_global.arn, "${aws_dynamodb_table.accounts_global.arn}/index/*"]
      },
    ]
  })
}

output "vpc_endpoint_id" {
  description = "Id of the gateway endpoint."
  value       = aws_vpc_endpoint.dynamodb.id
}

variable "readings_function_name" {
  description = "Name or ARN of the Lambda function that gets the changes of the table Readings; its role must be allowed to read the stream."
  type        = string
}

resource "aws_lambda_event_source_mapping" "readings" {
  event_source_arn               = aws_dynamodb_table.readings.stream_arn
  function_name                  = var.readings_function_name
  starting_position              = "TRIM_HORIZON"
  bisect_batch_on_function_error = true
}

variable "accounts_global_function_name" {
  description = "Name or ARN of the Lambda function that gets the changes of the table Accounts.global; its role must be allowed to read the stream."
  type        = string
}

resource "aws_lambda_event_source_mapping" "accounts_global" {
  event_source_arn               = aws_dynamodb_table.accounts_global.stream_arn
  function_name                  = var.accounts_global_function_name
  starting_position              = "TRIM_HORIZON"
  bisect_batch_on_function_error = true
}

output "readings_table_name" {
  description = "Name of the table Readings."
  value       = aws_dynamodb_table.readings.name
}

output "readings_table_arn" {
  description = "ARN of the table Readings."
  value       = aws_dynamodb_table.readings.arn
}

output "readings_stream_arn" {
  description = "ARN of the stream of Readings."
  value       = aws_dynamodb_table.readings.stream_arn
}

output "accounts_global_table_name" {
  description = "Name of the table Accounts.global."
  value       = aws_dynamodb_table.accounts_global.name
}

output "accounts_global_table_arn" {
  description = "ARN of the table Accounts.global."
  value       = aws_dynamodb_table.accounts_global.arn
}

output "accounts_global_stream_arn" {
  description = "ARN of the stream of Accounts.global."
  value       = aws_dynamodb_table.accounts_global.stream_arn
}
