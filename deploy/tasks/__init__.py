"""What the `make` targets do. Standard library only: these modules run before anything is installed."""
