"""Record files: YAML for people, checked whole, loaded into the editors' tables, published, and written back."""
