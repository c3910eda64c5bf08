"""The headers that keep an activity by itself (docs/decisions/0027). Pure."""

NONE = "'none'"
SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox"
"""Never `allow-same-origin`: an activity has an origin of its own, without cookies and storage."""
FILE_POLICY = "default-src 'none'; sandbox"
"""For each file of content and libraries, should somebody open it by itself."""


def frame_policy(
    *, origin: str, code: list[str], fonts: str, content: str, parents: list[str], evaluates: bool = False
) -> str:
    """The policy of a player's page: scripts and requests reach nothing but the paths of H5P.

    `code`, `fonts` (the site's own) and `content` are paths ending in a slash; `parents` are the origins that may show
    the frame; `evaluates` lets scripts make code of texts, which older types cannot do without and which reaches no
    further than they do.
    """
    loaded = [origin + path for path in code]
    own = origin + content
    directives: dict[str, list[str]] = {
        "sandbox": [SANDBOX],
        "default-src": [NONE],
        "script-src": [*loaded, "'unsafe-eval'"] if evaluates else loaded,
        "style-src": [*loaded, "'unsafe-inline'"],
        "img-src": [*loaded, own, "data:", "blob:"],
        "media-src": [*loaded, own, "data:", "blob:"],
        "font-src": [*loaded, origin + fonts, own, "data:"],
        "connect-src": [*loaded, own],
        "form-action": [NONE],
        "base-uri": [NONE],
        "frame-src": [NONE],
        "worker-src": [NONE],
        "frame-ancestors": parents,
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in directives.items())
