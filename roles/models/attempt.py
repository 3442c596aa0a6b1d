"""How often a visitor did something, counted for all processes where they share no cache."""

import time

from django.db import connection, models

_COUNT = """
INSERT INTO roles_attempt (key, number, ends) VALUES (%s, 1, %s)
ON CONFLICT (key) DO UPDATE SET
    number = CASE WHEN roles_attempt.ends <= %s THEN 1 ELSE roles_attempt.number + 1 END,
    ends = CASE WHEN roles_attempt.ends <= %s THEN excluded.ends ELSE roles_attempt.ends END
RETURNING number
"""


class AttemptQuerySet(models.QuerySet["Attempt"]):
    """Named queries over attempts."""

    def ended(self) -> "AttemptQuerySet":
        """The counts that are over."""
        return self.filter(ends__lte=int(time.time()))

    def count_one(self, key: str, *, seconds: int) -> int:
        """Count one attempt, and return how many there were since the count began; it ends after ``seconds``.

        One statement, so that processes that count at the same time lose none. A first attempt clears away what has
        ended, so that the table is as long as there were visitors lately.
        """
        now = int(time.time())
        with connection.cursor() as cursor:
            cursor.execute(_COUNT, [key, now + seconds, now, now])
            [number] = cursor.fetchone()
        if number == 1:
            self.ended().exclude(key=key).delete()
        return int(number)


class Attempt(models.Model):
    """A count that begins with the first attempt and ends at a time."""

    key = models.CharField(max_length=100, primary_key=True)
    number = models.PositiveIntegerField(default=1, db_default=1)
    ends = models.PositiveBigIntegerField("ends, in seconds since 1970", db_index=True)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        default_permissions = ()  # nothing that an editor decides about

    def __str__(self) -> str:
        return f"{self.key}: {self.number}"
