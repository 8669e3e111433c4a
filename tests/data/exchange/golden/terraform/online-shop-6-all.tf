# Tables of the model "Online shop", written by Keywright.
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

resource "aws_dynamodb_table" "online_shop" {
  name                        = "${var.name_prefix}OnlineShop"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "PK"
  range_key                   = "SK"
  table_class                 = "STANDARD"
  deletion_protection_enabled = true
  stream_enabled              = true
  stream_view_type            = "NEW_AND_OLD_IMAGES"

  attribute {
    name = "PK"
    type = "S"
  }

  attribute {
    name = "SK"
    type = "S"
  }

  attribute {
    name = "GSI1PK"
    type = "S"
  }

  attribute {
    name = "GSI1SK"
    type = "S"
  }

  attribute {
    name = "GSI2PK"
    type = "S"
  }

  attribute {
    name = "GSI2SK"
    type = "N"
  }

  attribute {
    name = "GSI3PK"
    type = "S"
  }

  attribute {
    name = "GSI3SK"
    type = "S"
  }

  global_secondary_index {
    name            = "GSI1"
    projection_type = "ALL"

    key_schema {
      attribute_name = "GSI1PK"
      key_type       = "HASH"
    }

    key_schema {
      attribute_name = "GSI1SK"
      key_type       = "RANGE"
    }
  }

  global_secondary_index {
    name               = "GSI2"
    projection_type    = "INCLUDE"
    non_key_attributes = ["type", "productId", "name", "category", "price", "ratingCount", "ratingSum", "userId", "author", "rating", "title", "text", "createdAt"]

    key_schema {
      attribute_name = "GSI2PK"
      key_type       = "HASH"
    }

    key_schema {
      attribute_name = "GSI2SK"
      key_type       = "RANGE"
    }
  }

  global_secondary_index {
    name               = "GSI3"
    projection_type    = "INCLUDE"
    non_key_attributes = ["type", "orderId", "userId", "placedAt", "total", "itemCount", "openStatus", "openSince"]

    key_schema {
      attribute_name = "GSI3PK"
      key_type       = "HASH"
    }

    key_schema {
      attribute_name = "GSI3SK"
      key_type       = "RANGE"
    }
  }

  ttl {
    attribute_name = "expiresAt"
    enabled        = true
  }

  point_in_time_recovery {
    enabled                 = true
    recovery_period_in_days = 35
  }

  tags = {
    application = "online-shop"
    stage       = "design"
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

resource "aws_dynamodb_contributor_insights" "online_shop" {
  table_name = aws_dynamodb_table.online_shop.name
  mode       = "THROTTLED_KEYS"
}

resource "aws_cloudwatch_metric_alarm" "online_shop_read_throttles" {
  alarm_name          = "${aws_dynamodb_table.online_shop.name}-read-throttles"
  alarm_description   = "Reads are throttled: table OnlineShop."
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
    TableName = aws_dynamodb_table.online_shop.name
  }
}

resource "aws_cloudwatch_metric_alarm" "online_shop_write_throttles" {
  alarm_name          = "${aws_dynamodb_table.online_shop.name}-write-throttles"
  alarm_description   = "Writes are throttled: table OnlineShop."
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
    TableName = aws_dynamodb_table.online_shop.name
  }
}

resource "aws_cloudwatch_metric_alarm" "online_shop_gsi1_read_throttles" {
  alarm_name          = "${aws_dynamodb_table.online_shop.name}-GSI1-read-throttles"
  alarm_description   = "Reads are throttled: index GSI1 of OnlineShop."
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
    TableName                = aws_dynamodb_table.online_shop.name
    GlobalSecondaryIndexName = "GSI1"
  }
}

resource "aws_cloudwatch_metric_alarm" "online_shop_gsi1_write_throttles" {
  alarm_name          = "${aws_dynamodb_table.online_shop.name}-GSI1-write-throttles"
  alarm_description   = "Writes are throttled: index GSI1 of OnlineShop."
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
    TableName                = aws_dynamodb_table.online_shop.name
    GlobalSecondaryIndexName = "GSI1"
  }
}

resource "aws_cloudwatch_metric_alarm" "online_shop_gsi2_read_throttles" {
  alarm_name          = "${aws_dynamodb_table.online_shop.name}-GSI2-read-throttles"
  alarm_description   = "Reads are throttled: index GSI2 of OnlineShop."
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
    TableName                = aws_dynamodb_table.online_shop.name
    GlobalSecondaryIndexName = "GSI2"
  }
}

resource "aws_cloudwatch_metric_alarm" "online_shop_gsi2_write_throttles" {
  alarm_name          = "${aws_dynamodb_table.online_shop.name}-GSI2-write-throttles"
  alarm_description   = "Writes are throttled: index GSI2 of OnlineShop."
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
    TableName                = aws_dynamodb_table.online_shop.name
    GlobalSecondaryIndexName = "GSI2"
  }
}

resource "aws_cloudwatch_metric_alarm" "online_shop_gsi3_read_throttles" {
  alarm_name          = "${aws_dynamodb_table.online_shop.name}-GSI3-read-throttles"
  alarm_description   = "Reads are throttled: index GSI3 of OnlineShop."
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
    TableName                = aws_dynamodb_table.online_shop.name
    GlobalSecondaryIndexName = "GSI3"
  }
}

resource "aws_cloudwatch_metric_alarm" "online_shop_gsi3_write_throttles" {
  alarm_name          = "${aws_dynamodb_table.online_shop.name}-GSI3-write-throttles"
  alarm_description   = "Writes are throttled: index GSI3 of OnlineShop."
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
    TableName                = aws_dynamodb_table.online_shop.name
    GlobalSecondaryIndexName = "GSI3"
  }
}

resource "aws_cloudwatch_metric_alarm" "online_shop_system_errors" {
  for_each = toset(["BatchGetItem", "GetItem", "PutItem", "Query", "TransactWriteItems"])

  alarm_name          = "${aws_dynamodb_table.online_shop.name}-system-errors-${each.key}"
  alarm_description   = "DynamoDB answers requests to OnlineShop with errors of its own."
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
    TableName = aws_dynamodb_table.online_shop.name
    Operation = each.key
  }
}

resource "aws_cloudwatch_metric_alarm" "online_shop_latency" {
  for_each = toset(["BatchGetItem", "GetItem", "PutItem", "Query", "TransactWriteItems"])

  alarm_name          = "${aws_dynamodb_table.online_shop.name}-latency-${each.key}"
  alarm_description   = "The slowest of a hundred requests to OnlineShop takes too long (milliseconds)."
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
    TableName = aws_dynamodb_table.online_shop.name
    Operation = each.key
  }
}

variable "backup_role_arn" {
  description = "ARN of the role with which AWS Backup reads the tables."
  type        = string
}

resource "aws_backup_vault" "tables" {
  name = "${var.name_prefix}online_shop_tables"
}

resource "aws_backup_plan" "tables" {
  name = "${var.name_prefix}online_shop_tables"

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
  name         = "${var.name_prefix}online_shop_tables"
  iam_role_arn = var.backup_role_arn
  plan_id      = aws_backup_plan.tables.id
  resources    = [aws_dynamodb_table.online_shop.arn]
}

resource "aws_cloudwatch_dashboard" "tables" {
  dashboard_name = "${var.name_prefix}online_shop_tables"

  dashboard_body = jsonencode({
    widgets = [
      {
        type   = "metric"
        x      = 0
        y      = 0
        width  = 8
        height = 6
        properties = {
          title  = "OnlineShop: consumed units"
          region = data.aws_region.current.region
          stat   = "Sum"
          period = 300
          metrics = [
            ["AWS/DynamoDB", "ConsumedReadCapacityUnits", "TableName", aws_dynamodb_table.online_shop.name],
            ["AWS/DynamoDB", "ConsumedWriteCapacityUnits", "TableName", aws_dynamodb_table.online_shop.name],
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
          title  = "OnlineShop: throttled requests"
          region = data.aws_region.current.region
          stat   = "Sum"
          period = 300
          metrics = [
            ["AWS/DynamoDB", "ReadThrottleEvents", "TableName", aws_dynamodb_table.online_shop.name],
            ["AWS/DynamoDB", "WriteThrottleEvents", "TableName", aws_dynamodb_table.online_shop.name],
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
          title  = "OnlineShop: p99 latency of BatchGetItem"
          region = data.aws_region.current.region
          stat   = "p99"
          period = 300
          metrics = [
            ["AWS/DynamoDB", "SuccessfulRequestLatency", "TableName", aws_dynamodb_table.online_shop.name, "Operation", "BatchGetItem"],
          ]
        }
      },
    ]
  })
}

resource "aws_iam_policy" "access" {
  name        = "${var.name_prefix}online_shop_access"
  description = "What the access patterns need of the tables."

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "OnlineShop"
        Effect   = "Allow"
        Action   = ["dynamodb:PutItem"]
        Resource = aws_dynamodb_table.online_shop.arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["EMAIL#*", "ORDER#*", "PRODUCT#*", "USER#*"]
          }
        }
      },
      {
        Sid      = "OnlineShop2"
        Effect   = "Allow"
        Action   = ["dynamodb:GetItem"]
        Resource = aws_dynamodb_table.online_shop.arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["EMAIL#*", "PRODUCT#*", "USER#*"]
          }
        }
      },
      {
        Sid      = "OnlineShop3"
        Effect   = "Allow"
        Action   = ["dynamodb:UpdateItem"]
        Resource = aws_dynamodb_table.online_shop.arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["ORDER#*", "PRODUCT#*"]
          }
        }
      },
      {
        Sid      = "OnlineShop4"
        Effect   = "Allow"
        Action   = ["dynamodb:Query"]
        Resource = aws_dynamodb_table.online_shop.arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["ORDER#*", "USER#*"]
          }
        }
      },
      {
        Sid      = "OnlineShop5"
        Effect   = "Allow"
        Action   = ["dynamodb:BatchGetItem"]
        Resource = aws_dynamodb_table.online_shop.arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["PRODUCT#*"]
          }
        }
      },
      {
        Sid      = "OnlineShop6"
        Effect   = "Allow"
        Action   = ["dynamodb:DeleteItem"]
        Resource = aws_dynamodb_table.online_shop.arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["USER#*"]
          }
        }
      },
      {
        Sid      = "OnlineShopGsi1"
        Effect   = "Allow"
        Action   = ["dynamodb:Query"]
        Resource = "${aws_dynamodb_table.online_shop.arn}/index/GSI1"
      },
      {
        Sid      = "OnlineShopGsi2"
        Effect   = "Allow"
        Action   = ["dynamodb:Query"]
        Resource = "${aws_dynamodb_table.online_shop.arn}/index/GSI2"
      },
      {
        Sid      = "OnlineShopGsi3"
        Effect   = "Allow"
        Action   = ["dynamodb:Query"]
        Resource = "${aws_dynamodb_table.online_shop.arn}/index/GSI3"
      },
    ]
  })
}

output "access_policy_arn" {
  description = "ARN of the policy to attach to the role of the application."
  value       = aws_iam_policy.access.arn
}

variable "dax_cluster_name" {
  description = "Name of the DAX cluster: up to 20 letters, digits and hyphens."
  type        = string
  default     = "online-shop"
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
  name        = "${var.name_prefix}online_shop_dax"
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
        Sid      = "OnlineShop"
        Effect   = "Allow"
        Action   = ["dynamodb:BatchGetItem", "dynamodb:DeleteItem", "dynamodb:DescribeTable", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem"]
        Resource = [aws_dynamodb_table.online_shop.arn, "${aws_dynamodb_table.online_shop.arn}/index/*"]
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
        Resource  = [aws_dynamodb_table.online_shop.arn, "${aws_dynamodb_table.online_shop.arn}/index/*"]
      },
    ]
  })
}

output "vpc_endpoint_id" {
  description = "Id of the gateway endpoint."
  value       = aws_vpc_endpoint.dynamodb.id
}

variable "online_shop_function_name" {
  description = "Name or ARN of the Lambda function that gets the changes of the table OnlineShop; its role must be allowed to read the stream."
  type        = string
}

resource "aws_lambda_event_source_mapping" "online_shop" {
  event_source_arn               = aws_dynamodb_table.online_shop.stream_arn
  function_name                  = var.online_shop_function_name
  starting_position              = "TRIM_HORIZON"
  bisect_batch_on_function_error = true
}

output "online_shop_table_name" {
  description = "Name of the table OnlineShop."
  value       = aws_dynamodb_table.online_shop.name
}

output "online_shop_table_arn" {
  description = "ARN of the table OnlineShop."
  value       = aws_dynamodb_table.online_shop.arn
}

output "online_shop_stream_arn" {
  description = "ARN of the stream of OnlineShop."
  value       = aws_dynamodb_table.online_shop.stream_arn
}
