from __future__ import annotations

from django.db import migrations

from rangwan.kernel.append_only import append_only


class Migration(migrations.Migration):
    dependencies = (("results", "0001_initial"),)

    operations = (append_only("results_rankingrun"), append_only("results_release"), )
