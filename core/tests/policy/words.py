"""A small vocabulary, so that these tests need no plugin."""

from __future__ import annotations

from pathlib import Path

from jiuzhu.policy.check import check_document
from jiuzhu.policy.facts import fact_spaces
from jiuzhu.policy.files import read_file
from jiuzhu.policy.policy import LoadedDocument, Policy, compile_policy
from jiuzhu.policy.vocabulary import Vocabulary
from jiuzhu_schemas.policy import PolicyDocument
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.vocabulary import Category, DeclaredFact, DiseaseClass, DiseaseCode

CATEGORIES = ("dibao", "tekun", "wubao", "youfu", "other_hardship")
VOCABULARY = Vocabulary(
    categories={each: Category(id=each, zh=each, en=each) for each in CATEGORIES},
    diseases={
        each: DiseaseClass(id=each, zh=each, en=each, codes=(DiseaseCode(code=code),))
        for each, code in (("lung_cancer", "C34"), ("leukaemia", "C91"))
    },
    premiums={},
    declared=(
        DeclaredFact(
            id="application", zh="依申请情形", en="applied as", values=("", "low_income_illness")
        ),
    ),
    disease_source=Text("示例", "example"),
)
SPACES = fact_spaces(VOCABULARY.declared)
HERE = Path(__file__).parent


def load(file: Path) -> LoadedDocument:
    """Read and check one document."""
    document, source = read_file(file, PolicyDocument)
    check_document(document, source, VOCABULARY, SPACES)
    return LoadedDocument(document, source)


def compiled(*files: Path) -> Policy:
    """Compile documents, the county's first."""
    return compile_policy([load(file) for file in files], VOCABULARY, SPACES)
