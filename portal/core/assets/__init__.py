"""What `build_assets` makes: one style sheet out of many, and small fonts out of large ones."""
