"""The API's own description in OpenAPI 3.1: components of documents, operations of resources, one whole text."""
