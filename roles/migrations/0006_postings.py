import django.db.models.deletion
from django.db import migrations, models

# Names change here and no row is read, which Django's own operations would not do: RenameField has PostgreSQL check
# the column of every row again, and a constraint is renamed by building it again. SQLite cannot rename an index, so
# there indexes are built again; it keeps the constraint's name in the text of the table, where nothing reads it.
FORWARDS = {
    "postgresql": [
        "ALTER TABLE roles_posting RENAME COLUMN place TO field",
        "ALTER TABLE roles_posting RENAME CONSTRAINT keyword_once_per_role TO posting_once_per_role",
        "ALTER INDEX keyword_best_place_first RENAME TO posting_best_field_first",
    ],
    "sqlite": [
        "DROP INDEX keyword_best_place_first",
        "ALTER TABLE roles_posting RENAME COLUMN place TO field",
        "CREATE INDEX posting_best_field_first ON roles_posting (word_id, field, role_id)",
    ],
}
BACKWARDS = {
    "postgresql": [
        "ALTER INDEX posting_best_field_first RENAME TO keyword_best_place_first",
        "ALTER TABLE roles_posting RENAME CONSTRAINT posting_once_per_role TO keyword_once_per_role",
        "ALTER TABLE roles_posting RENAME COLUMN field TO place",
    ],
    "sqlite": [
        "DROP INDEX posting_best_field_first",
        "ALTER TABLE roles_posting RENAME COLUMN field TO place",
        "CREATE INDEX keyword_best_place_first ON roles_posting (word_id, place, role_id)",
    ],
}


def rename_column(apps, schema_editor):
    for statement in FORWARDS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def rename_column_back(apps, schema_editor):
    for statement in BACKWARDS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('roles', '0005_scale'),
    ]

    operations = [
        migrations.RenameModel('Keyword', 'Posting'),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(rename_column, rename_column_back)],
            state_operations=[
                migrations.RemoveIndex('posting', 'keyword_best_place_first'),
                migrations.RemoveConstraint('posting', 'keyword_once_per_role'),
                migrations.RenameField('posting', 'place', 'field'),
                migrations.AddIndex(
                    'posting', models.Index(fields=['word', 'field', 'role'], name='posting_best_field_first')
                ),
                migrations.AddConstraint(
                    'posting',
                    models.UniqueConstraint(fields=('role', 'word'), name='posting_once_per_role', violation_error_message='The role is found under this word already.'),
                ),
            ],
        ),
        migrations.AlterField(
            model_name='posting',
            name='role',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='postings', to='roles.role'),
        ),
        migrations.AlterField(
            model_name='posting',
            name='word',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='postings', to='roles.word'),
        ),
        migrations.RenameIndex('role', new_name='role_tier_focus', old_name='role_ring_focus'),
        migrations.RenameIndex('role', new_name='role_tier_function', old_name='role_ring_function'),
        migrations.RenameIndex('role', new_name='role_tier_superfunction', old_name='role_ring_superfunction'),
        migrations.RenameIndex('role', new_name='role_tier_catalogue', old_name='role_ring_catalogue'),
    ]
