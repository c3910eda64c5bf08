"""People on the site: signing in, profile, data, invitations. Accounts, the foundation below, knows none of this."""
