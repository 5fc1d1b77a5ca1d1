"""What is disputed, by whom and under which rules: disputes, contracts, parties, protests and their procedure."""
