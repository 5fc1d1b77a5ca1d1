"""The field's words in two languages: what each means, the rule it rests on, and links to it from texts of pages."""
