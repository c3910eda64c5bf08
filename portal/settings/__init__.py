"""Settings: `base` for all, `dev`, `demo`, `test` and `production` on top. Only this package reads the environment."""
