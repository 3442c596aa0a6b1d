"""The search index: the words under which a role is found, each with the best place in which it stands.

One index for both databases: plain rows, ordinary indexes, no extension. ``roles.actions.search_index`` keeps it.
"""

from django.db import models

WORD_LENGTH = 60


class WordQuerySet(models.QuerySet["Word"]):
    """Named queries over words."""

    def get_by_natural_key(self, text: str) -> "Word":
        """The word itself."""
        return self.get(text=text)


class KeywordQuerySet(models.QuerySet["Keyword"]):
    """Named queries over keywords."""

    def get_by_natural_key(self, role: str, word: str) -> "Keyword":
        """The keyword of a role's code and a word."""
        return self.get(role__code=role, word__text=word)


class Word(models.Model):
    """A word of the catalogue, with how many listed roles have it anywhere and how many among their names."""

    text = models.CharField(max_length=WORD_LENGTH, unique=True)
    stem = models.CharField(max_length=WORD_LENGTH, db_index=True)
    roles = models.PositiveIntegerField(default=0)
    names = models.PositiveIntegerField(default=0)

    objects = WordQuerySet.as_manager()

    class Meta:
        default_permissions = ()  # nobody edits it by hand
        ordering = ["text"]

    def __str__(self) -> str:
        return self.text

    def natural_key(self) -> tuple[str]:
        """The word."""
        return (self.text,)


class Keyword(models.Model):
    """A word that a listed role is found under; ``place`` is the best place that it stands in (``keywords.Place``)."""

    word = models.ForeignKey(Word, on_delete=models.CASCADE, related_name="keywords", db_index=False)
    role = models.ForeignKey("roles.Role", on_delete=models.CASCADE, related_name="keywords", db_index=False)
    place = models.PositiveSmallIntegerField()

    objects = KeywordQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["role", "word"]
        indexes = [models.Index(fields=["word", "place", "role"], name="keyword_best_place_first")]
        constraints = [
            models.UniqueConstraint(
                name="keyword_once_per_role",
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
