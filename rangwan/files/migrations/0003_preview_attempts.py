from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('files', '0002_entrants_desk'),
    ]

    operations = [
        migrations.AddField(
            model_name='preview',
            name='attempts',
            field=models.PositiveSmallIntegerField(default=0),
        ),
    ]
