"""The group Editors, with exactly the permissions that it needs."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

WRITTEN = ["alias", "component", "coreoutput", "levelguide", "mapping", "paybenchmark", "role", "rolecomponent"]
DELETED = ["alias", "coreoutput", "mapping", "paybenchmark", "rolecomponent"]


def make_group(apps, schema_editor):
    database = schema_editor.connection.alias
    # A fresh database gets its permissions only after the last migration, so they are made here.
    create_permissions(installed.get_app_config("roles"), verbosity=0, using=database, apps=apps)
    names = {f"view_{model._meta.model_name}" for model in apps.get_app_config("roles").get_models()}
    names |= {f"{verb}_{name}" for verb in ("add", "change") for name in WRITTEN}
    names |= {f"delete_{name}" for name in DELETED}
    group, _ = apps.get_model("auth", "Group").objects.using(database).get_or_create(name="Editors")
    permissions = apps.get_model("auth", "Permission").objects.using(database)
    group.permissions.set(permissions.filter(content_type__app_label="roles", codename__in=names))


def remove_group(apps, schema_editor):
    apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias).filter(name="Editors").delete()


class Migration(migrations.Migration):

    dependencies = [
        ("roles", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_group, remove_group)]
