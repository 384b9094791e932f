from typing import Any

from django.db import migrations, models

from rangwan.entries.rules.beginning import title_key


def fill(apps: Any, _schema: Any) -> None:
    """Work the key out for the titles that are there."""
    entries = apps.get_model("entries", "Entry").objects.exclude(title="").only("pk", "title")
    for entry in entries.iterator(chunk_size=500):
        entry.title_key = title_key(entry.title)
        entry.save(update_fields=["title_key"])


class Migration(migrations.Migration):
    dependencies = [("entries", "0005_disqualification_proposals")]

    operations = [
        migrations.AddField("entry", "title_key", models.CharField(blank=True, default="", max_length=32), False),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex("entry", models.Index(fields=["edition", "title_key"], name="entry_edition_title")),
        migrations.AddIndex(
            "entry", models.Index(fields=["organisation", "title_key"], name="entry_organisation_title")
        ),
    ]
