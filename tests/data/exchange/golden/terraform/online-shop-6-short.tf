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
