"""A graph to look through: the shipped policies, an older version of one, and one whose text tries to be HTML."""

from pathlib import Path

from pigraph import pipeline

CHECKOUT = Path(__file__).resolve().parents[1]
HOSTILE = '<img src=x onerror="document.title=1"><script>document.title=2</script>&amp;'
HOSTILE_BODY = "가나시"
OLDER = "2023-09-01"


def build(folder: Path) -> Path:
    """Publish it below ``folder``; returns its home."""
    shipped = CHECKOUT / "data" / "policies"
    gimpo = (shipped / "gimpo.txt").read_text(encoding="utf-8")
    hostile = folder / "hostile.txt"
    named = gimpo.replace("김포시", HOSTILE_BODY)
    hostile.write_text(named.replace("수사 자료", f"수사 자료 {HOSTILE}"), encoding="utf-8")
    older = folder / "older.txt"
    seoul = (shipped / "seoul-mongttang.txt").read_text(encoding="utf-8")
    older.write_text(seoul.replace("2024. 1. 1.", "2023. 9. 1.").replace("5년", "3년", 1), encoding="utf-8")
    described = (shipped / "seoul-mongttang.toml").read_text(encoding="utf-8").splitlines()
    kept = [line for line in described if not line.startswith("sha256")]
    older.with_suffix(".toml").write_text("\n".join(kept), encoding="utf-8")
    report = pipeline.build([*sorted(shipped.glob("*.txt")), hostile, older], folder / "home", jobs=1)
    assert not report.failures
    return folder / "home"
