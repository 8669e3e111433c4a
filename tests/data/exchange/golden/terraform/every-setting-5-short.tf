# Tables of the model "Every setting", written by Keywright.
terraform {
  required_version = ">= 1.3"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 6.0"
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

  global_secondary_index {
    name            = "by-place"
    hash_key        = "place"
    range_key       = "at"
    projection_type = "ALL"
    read_capacity   = 3
    write_capacity  = 4
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
    kms_key_arn = data.aws_kms_key.readings.arn
  }

  tags = {
    "cost centre" = "4711"
    stage         = "$${test} \"quoted\""
  }

  lifecycle {
    prevent_destroy = true
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

  on_demand_throughput {
    max_read_request_units  = 1000
    max_write_request_units = 500
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

data "aws_kms_key" "readings" {
  key_id = "alias/readings"
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
