import hashlib
import json

import django.db.models.deletion
from django.db import migrations, models

FIELDS = ("kind", "languages", "portal_id", "portal_label", "state", "state_label", "theme_keys")
AT_ONCE = 500


def share_traits(apps, schema_editor):
    """Give every entry the combination of its facet values, each combination one row."""
    Entry, Traits = apps.get_model("search", "Entry"), apps.get_model("search", "Traits")
    known, changed = {}, []
    for entry in Entry.objects.only("pk", "generation_id", *FIELDS).order_by("pk").iterator(AT_ONCE):
        values = [getattr(entry, field) for field in FIELDS]
        digest = hashlib.sha256(json.dumps(values).encode()).hexdigest()[:40]
        key = (entry.generation_id, digest)
        if key not in known:
            row = dict(zip(FIELDS, values, strict=True), generation_id=key[0], digest=digest)
            known[key] = Traits.objects.create(**row).pk
        entry.traits_id = known[key]
        changed.append(entry)
    Entry.objects.bulk_update(changed, ["traits"], batch_size=AT_ONCE)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Traits",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=40, verbose_name="digest")),
                ("kind", models.CharField(max_length=40, verbose_name="kind")),
                ("languages", models.CharField(default="", max_length=60, verbose_name="languages")),
                ("portal_id", models.BigIntegerField(null=True, verbose_name="portal")),
                ("portal_label", models.CharField(blank=True, max_length=300, verbose_name="portal")),
                ("state", models.CharField(blank=True, max_length=40, verbose_name="state")),
                ("state_label", models.CharField(blank=True, max_length=100, verbose_name="state")),
                ("theme_keys", models.CharField(blank=True, max_length=500, verbose_name="themes")),
                (
                    "generation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="search.generation",
                    ),
                ),
            ],
            options={"verbose_name": "traits of entries", "verbose_name_plural": "traits of entries"},
        ),
        migrations.AddConstraint(
            model_name="traits",
            constraint=models.UniqueConstraint(fields=("generation", "digest"), name="search_traits_once"),
        ),
        migrations.AddField(
            model_name="entry",
            name="traits",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="search.traits",
            ),
        ),
        migrations.RunPython(share_traits, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="entry",
            name="traits",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="search.traits",
            ),
        ),
    ]
