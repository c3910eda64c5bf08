"""Signing in (django-allauth): by email address, confirmed by a link, with a second step for staff."""

STAFF_SECOND_STEP = True
"""Whether those who change what others read need a second step. Only demo, development and tests do without."""

ACCOUNT_ADAPTER = "portal.people.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "portal.people.forms.names.SignupName"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 3
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60
ACCOUNT_FORMS = {
    "login": "portal.people.forms.signing.LoginForm",
    "signup": "portal.people.forms.signing.SignupForm",
    "reset_password": "portal.people.forms.signing.ResetPasswordForm",
    "reset_password_from_key": "portal.people.forms.signing.ResetPasswordKeyForm",
    "change_password": "portal.people.forms.signing.ChangePasswordForm",
    "set_password": "portal.people.forms.signing.SetPasswordForm",
    "add_email": "portal.people.forms.signing.AddEmailForm",
    "reauthenticate": "portal.people.forms.signing.ReauthenticateForm",
}

MFA_ADAPTER = "portal.people.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "portal.people.forms.signing.AuthenticateForm",
    "reauthenticate": "portal.people.forms.signing.MFAReauthenticateForm",
    "activate_totp": "portal.people.forms.signing.ActivateForm",
    "add_webauthn": "portal.people.forms.signing.AddPasskeyForm",
    "edit_webauthn": "portal.people.forms.signing.RenamePasskeyForm",
}
USERSESSIONS_TRACK_ACTIVITY = False
SESSION_COOKIE_AGE = 14 * 24 * 60 * 60
