"""Settings. Everything that differs between installations is an environment variable (docs/configuration.md)."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from rangwan.config import environment as env

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.text("RANGWAN_DATA", str(Path.cwd() / "data"))).absolute()

RANGWAN_DEMO = env.flag("RANGWAN_DEMO")
RANGWAN_BASE_URL = env.text("RANGWAN_BASE_URL", "http://127.0.0.1:8000")
RANGWAN_FILES_DIR = Path(env.text("RANGWAN_FILES_DIR", str(DATA_DIR / "files")))
RANGWAN_MAX_UPLOAD_BYTES = env.number("RANGWAN_MAX_UPLOAD_BYTES", 120_000_000)
RANGWAN_UPLOADS_AT_ONCE = env.number("RANGWAN_UPLOADS_AT_ONCE", 24)
RANGWAN_SOFFICE = env.text("RANGWAN_SOFFICE", "soffice")
RANGWAN_CLAMD_URL = env.text("RANGWAN_CLAMD_URL", "")
RANGWAN_TRUST_ROOTS_DIR = Path(folder) if (folder := env.text("RANGWAN_TRUST_ROOTS_DIR", "")) else None
RANGWAN_OUTSIDE_ALLOW_PRIVATE = env.words("RANGWAN_OUTSIDE_ALLOW_PRIVATE", [])
RANGWAN_AWARDS_DIR = Path(env.text("RANGWAN_AWARDS_DIR", str(BASE_DIR.parent / "awards")))

DEBUG = env.flag("RANGWAN_DEBUG")
SECRET_KEY = env.secret_key(DATA_DIR)
ALLOWED_HOSTS = env.words("RANGWAN_HOSTS", ["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = [RANGWAN_BASE_URL] if RANGWAN_BASE_URL.startswith("https://") else []

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rangwan.kernel",
    "rangwan.accounts",
    "rangwan.files",
    "rangwan.forms",
    "rangwan.documents",
    "rangwan.notices",
    "rangwan.programmes",
    "rangwan.entries",
    "rangwan.screening",
    "rangwan.judging",
    "rangwan.results",
    "rangwan.web.kit",
    "rangwan.web.public",
    "rangwan.web.entrant",
    "rangwan.web.office",
    "rangwan.web.judge",
    "rangwan.web.account",
    "rangwan.api",
]

MIDDLEWARE = [
    "rangwan.web.kit.middleware.ReceivedAtMiddleware",
    "rangwan.web.kit.middleware.PublicPageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "rangwan.web.kit.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "rangwan.config.urls"
WSGI_APPLICATION = "rangwan.config.wsgi.application"
CSRF_FAILURE_VIEW = "rangwan.web.kit.views.csrf_failure"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # The account face words the pages of the sign-in library, so its folder comes first.
        "DIRS": [BASE_DIR / "web" / "account" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "rangwan.web.kit.context.kit",
                "rangwan.web.entrant.deadlines.clock",
            ],
        },
    },
]

DATABASES = {"default": env.database("RANGWAN_DATABASE_URL", DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/account/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = RANGWAN_BASE_URL.partition(":")[0]
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a changed password or address is told by mail
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # addresses, second step, tokens: the password once more
ACCOUNT_MAX_EMAIL_ADDRESSES = 5
ACCOUNT_ADAPTER = "rangwan.web.account.adapter.AccountAdapter"
ACCOUNT_FORMS = {"signup": "rangwan.web.account.forms.SignUpForm"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Rangwan"

EMAIL_BACKEND = "rangwan.notices.backend.OutboxBackend"
RANGWAN_SMTP_URL = env.text("RANGWAN_SMTP_URL", "")
DEFAULT_FROM_EMAIL = env.text("RANGWAN_MAIL_FROM", "rangwan@localhost")

LANGUAGE_CODE = "th"
LANGUAGES = [("th", "ไทย"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Bangkok"

STATIC_URL = "/static/"
STATIC_ROOT = env.text("RANGWAN_STATIC_DIR", "") or None
# Static files are read from the packages themselves: nothing has to be collected before a start.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
FILE_UPLOAD_HANDLERS = ["rangwan.files.intake.StreamToPlace"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 3_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = RANGWAN_BASE_URL.startswith("https://")
CSRF_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if SESSION_COOKIE_SECURE else 0
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": env.text("RANGWAN_LOG_LEVEL", "WARNING")},
}

if not DEBUG and not RANGWAN_DEMO and SECRET_KEY.startswith("insecure"):
    raise ImproperlyConfigured("set RANGWAN_SECRET_KEY or make the data folder writable")
