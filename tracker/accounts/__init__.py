"""Who may come to the desk, and how they prove it: accounts, second factors, sign-ins that can be ended."""
