"""Third-party browser code as ES modules, made from the npm packages."""

from pathlib import Path

TUS = Path("tus-js-client")
H5P = Path("h5p-standalone") / "dist"
H5P_PARTS = ("frame.bundle.js", "styles", "fonts", "images")
"""What a player's page needs of H5P's core: served as it comes, not mixed with our code (docs/licences.md)."""
_WRAPPED = """/*! tus-js-client {version} | MIT | https://github.com/tus/tus-js-client | {copyright} */
const module = {{ exports: {{}} }}, exports = module.exports;
{code}
export const {{ Upload, isSupported }} = module.exports;
"""


def tus_sources(modules: Path) -> list[Path]:
    """What `tus` reads."""
    return [modules / TUS / "dist" / "tus.min.js", modules / TUS / "package.json", modules / TUS / "LICENSE"]


def tus(modules: Path) -> bytes:
    """The upload client as one ES module."""
    code, package, licence = (path.read_text(encoding="utf-8") for path in tus_sources(modules))
    lines = [line for line in code.splitlines() if not line.startswith("//# sourceMappingURL")]
    version = package.partition('"version": "')[2].partition('"')[0]
    owner = next(line for line in licence.splitlines() if line.startswith("Copyright"))
    return _WRAPPED.format(version=version, copyright=owner, code="\n".join(lines)).encode()
