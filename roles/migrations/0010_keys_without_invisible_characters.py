from django.db import migrations
from django.db.models import F
from django.utils import timezone

from roles.domain.titles import normalise

REASON = "the same title but for invisible characters"


def compute_keys_again(apps, schema_editor):
    """Titles and labels are compared without invisible characters now; only those with such characters change."""
    changed = _aliases(apps) + _components(apps.get_model("roles", "Component"))
    if changed:
        apps.get_model("roles", "Revision").objects.filter(pk=1).update(number=F("number") + 1)


def _aliases(apps):
    model, history = apps.get_model("roles", "Alias"), apps.get_model("roles", "HistoricalAlias")
    stale = _stale(model, "text")
    for row in model.objects.filter(pk__in=list(stale)).order_by("pk"):
        key = stale[row.pk]
        twin = model.objects.filter(role_id=row.role_id, key=key).first()
        if twin and row.state != "pending" and twin.state == "pending":
            _record(history, twin, "-")
            twin.delete()
        elif twin:
            _record(history, row, "-")
            row.delete()
            continue
        row.key = key
        if row.state == "approved" and model.objects.filter(key=key, scope=row.scope, state="approved").exists():
            row.state, row.decided_by, row.decided_at = "pending", "", None
            _record(history, row, "~")
        row.save()
    return len(stale)


def _components(model):
    stale = _stale(model, "label")
    for row in model.objects.filter(pk__in=list(stale)):
        if not model.objects.filter(kind=row.kind, key=stale[row.pk]).exists():
            model.objects.filter(pk=row.pk).update(key=stale[row.pk])
    return len(stale)


def _stale(model, field):
    """The new keys of the rows that have another one, by id. A text of nothing visible keeps its key."""
    rows = model.objects.order_by("pk").values_list("pk", field, "key").iterator(chunk_size=5000)
    found = ((pk, normalise(text), key) for pk, text, key in rows if not text.isascii())
    return {pk: new for pk, new, key in found if new and new != key}


def _record(history, row, kind):
    fields = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    history.objects.create(
        **fields, history_type=kind, history_date=timezone.now(), history_change_reason=REASON
    )


class Migration(migrations.Migration):

    dependencies = [
        ('roles', '0009_lists_and_receipts'),
    ]

    operations = [
        migrations.RunPython(compute_keys_again, migrations.RunPython.noop),
    ]
