"""The search index: the words that find a role, each with the best search field of the role that contains it.

Plain rows and ordinary indexes, the same on both databases. ``roles.actions.search_index`` maintains it.
"""

from django.db import models

WORD_LENGTH = 60

INDEX_VERSION = 1
"""Which texts the index contains, as a number: raise it with a change, and ``make_ready`` builds the index again.

1: without titles that visitors suggested and no editor approved.
"""


def index_version() -> int:
    """The default of a new revision, whose index is built by this version."""
    return INDEX_VERSION


class WordQuerySet(models.QuerySet["Word"]):
    """Named queries over words."""

    def get_by_natural_key(self, text: str) -> "Word":
        """The word itself."""
        return self.get(text=text)


class PostingQuerySet(models.QuerySet["Posting"]):
    """Named queries over postings."""

    def get_by_natural_key(self, role: str, word: str) -> "Posting":
        """The posting of a role's code and a word."""
        return self.get(role__code=role, word__text=word)


class Word(models.Model):
    """A word of the catalogue, with how many listed roles have it at all, and how many in a name."""

    text = models.CharField(max_length=WORD_LENGTH, unique=True)
    stem = models.CharField(max_length=WORD_LENGTH, db_index=True)
    roles = models.PositiveIntegerField(default=0)
    names = models.PositiveIntegerField(default=0)

    objects = WordQuerySet.as_manager()

    class Meta:
        default_permissions = ()  # no one edits it by hand
        ordering = ["text"]

    def __str__(self) -> str:
        return self.text

    def natural_key(self) -> tuple[str]:
        """The word."""
        return (self.text,)


class Posting(models.Model):
    """A listed role and a word that finds it; ``field`` is the best ``SearchField`` of the role with the word."""

    word = models.ForeignKey(Word, on_delete=models.CASCADE, related_name="postings", db_index=False)
    role = models.ForeignKey("roles.Role", on_delete=models.CASCADE, related_name="postings", db_index=False)
    field = models.PositiveSmallIntegerField()

    objects = PostingQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["role", "word"]
        # Read from its front, a word's part of this index gives the best roles for the word without a sort.
        indexes = [models.Index(fields=["word", "field", "role"], name="posting_best_field_first")]
        constraints = [
            models.UniqueConstraint(
                name="posting_once_per_role",
                fields=["role", "word"],
                violation_error_message="The role is found under this word already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.role_id} under {self.word}"

    def natural_key(self) -> tuple[str, str]:
        """The role's code and the word."""
        return (self.role.code, self.word.text)

    natural_key.dependencies = ["roles.role", "roles.word"]  # type: ignore[attr-defined]
