"""What `manage.py` can do with contracts and their procedure."""
